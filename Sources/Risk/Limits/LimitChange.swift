public import Market
public import Wire

/// One request to change limits: who, when, what, and what became of it.
public struct LimitChange: Hashable, Sendable {
    /// One limit's value before and after; nil is not set.
    public struct Entry: Hashable, Sendable {
        public var name: LimitName
        public var old: Int64?
        public var new: Int64?

        public init(name: LimitName, old: Int64?, new: Int64?) {
            self.name = name
            self.old = old
            self.new = new
        }
    }

    /// Counted from 1.
    public let id: UInt32
    public let maker: String
    public let reason: String
    public let madeAt: SessionTime
    /// Nil: as soon as it is approved.
    public let effective: SessionTime?
    /// When what it changed comes back; nil: it stays.
    public let expires: SessionTime?
    public let entries: [Entry]
    /// One person's tightening, in force at once.
    public let isEmergency: Bool
    /// Version of the limits in force when it was made.
    public let version: UInt32
    public internal(set) var status: LimitStatus
    /// The second person, who approved or rejected it.
    public internal(set) var checker = ""
    public internal(set) var decidedAt: SessionTime?
    public internal(set) var inForceAt: SessionTime?
    public internal(set) var endedAt: SessionTime?
    /// SHA-256 of the preview that was registered last, hexadecimal; empty before.
    public internal(set) var previewHash = ""
    /// Records of risk's journal that preview was made from.
    public internal(set) var previewRecords: UInt64 = 0

    /// Names and new values.
    public var values: [(name: LimitName, value: Int64?)] { entries.map { ($0.name, $0.new) } }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(UInt64(id))
        hasher.combine(UInt64(status.rawValue))
        hasher.combine(UInt64(version))
        hasher.combine(isEmergency)
        for text in [maker, reason, checker, previewHash] {
            Array(text.utf8).withUnsafeBytes { hasher.combine($0) }
        }
        hasher.combine(previewRecords)
        for time in [effective, expires, decidedAt, inForceAt, endedAt] {
            hasher.combine(time?.nanoseconds ?? -1)
        }
        hasher.combine(madeAt.nanoseconds)
        for entry in entries {
            hasher.combine(UInt64(entry.name.rawValue))
            hasher.combine(entry.old ?? -1)
            hasher.combine(entry.new ?? -1)
        }
    }
}
