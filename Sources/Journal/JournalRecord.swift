/// One record, read in place; the payload is valid only while its reader lends it.
public struct JournalRecord {
    /// Where it begins.
    public let position: JournalPosition
    /// What sort of record, in the writer's numbering.
    public let kind: UInt8
    public let channel: UInt8
    public let peer: UInt16
    /// The session clock at writing, in nanoseconds since midnight.
    public let sessionTime: Int64
    /// The monotonic clock at writing, in nanoseconds.
    public let monotonic: Int64
    /// The bytes as they were given, in the mapped file.
    public let payload: UnsafeRawBufferPointer

    /// Counted from 1 through the whole journal.
    public var number: UInt64 { position.recordNumber }
}
