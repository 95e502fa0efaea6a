/// Bytes that are not what a writer wrote: which segment, where, and in what way.
public struct JournalDamage: Error, Equatable, Sendable {
    public enum Fault: String, Equatable, Sendable {
        case header = "the segment header is damaged"
        case formatVersion = "the segment has another format version"
        case nameMismatch = "the segment header belongs to another file name"
        case record = "a record is damaged and is not the torn end"
        case recordNumber = "a record has another number than its place"
        case sealMismatch = "the seal does not match the records"
        case truncated = "the sealed segment is shorter than its seal says"
        case trailingGarbage = "there are bytes behind the end"
        case chainBreak = "the segment does not carry on the one before it"
        case missingSegment = "a segment is missing"
        case unsealedInside = "a segment without a seal is not the last"
        case strangeFile = "a file has the ending of a segment but not its name"
    }

    public let fault: Fault
    /// The file's name in the journal folder: `e0001-0002.seg`.
    public let segment: String
    /// The byte in that file where it shows; 0 if the file is missing.
    public let offset: Int

    public init(_ fault: Fault, segment: String, offset: Int = 0) {
        self.fault = fault
        self.segment = segment
        self.offset = offset
    }
}

extension JournalDamage: CustomStringConvertible {
    /// `e0001-0002.seg at byte 192: a record is damaged and is not the torn end`
    public var description: String { "\(segment) at byte \(offset): \(fault.rawValue)" }
}
