/// What a whole journal was found to be.
public struct JournalSummary: Equatable, Sendable {
    /// How one segment ends.
    public enum Ending: Equatable, Sendable {
        /// Complete: every byte was checked against the seal.
        case sealed
        /// Complete, sealed by recovery after its writer had died.
        case recovered
        /// Not sealed: whole records up to a byte, then so many bytes that are no record.
        case open(tailOffset: Int, tornBytes: Int)
    }

    /// One segment's verdict.
    public struct Segment: Equatable, Sendable {
        /// `e0001-0001.seg`
        public let fileName: String
        public let recordCount: Int
        public let ending: Ending
    }

    /// In order.
    public internal(set) var segments: [Segment] = []
    /// Where the next record would begin; nil for an empty folder.
    public internal(set) var end: JournalPosition?

    /// All records of all segments.
    public var recordCount: Int { segments.reduce(0) { $0 + $1.recordCount } }

    /// Whether the last writer closed it, or recovery did.
    public var isSealed: Bool {
        guard let last = segments.last else { return true }
        if case .open = last.ending { return false }
        return true
    }
}
