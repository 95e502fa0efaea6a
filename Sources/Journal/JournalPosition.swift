/// Where a record begins, or where the next one will.
public struct JournalPosition: Hashable, Sendable, BitwiseCopyable {
    public let epoch: UInt32
    public let segment: UInt32
    /// The byte in the segment's file.
    public let offset: Int
    /// The record's number, counted from 1 through the whole journal.
    public let recordNumber: UInt64

    public init(epoch: UInt32, segment: UInt32, offset: Int, recordNumber: UInt64) {
        self.epoch = epoch
        self.segment = segment
        self.offset = offset
        self.recordNumber = recordNumber
    }

    /// The first record of a journal.
    public static let start = JournalPosition(
        epoch: 1, segment: 1, offset: SegmentHeader.byteCount, recordNumber: 1)

    var name: SegmentName { SegmentName(epoch: epoch, segment: segment) }
}

extension JournalPosition: CustomStringConvertible {
    /// `e0001-0001.seg+192 (record 1)`
    public var description: String { "\(name.fileName)+\(offset) (record \(recordNumber))" }
}
