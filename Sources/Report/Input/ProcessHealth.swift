/// How one process came through the day.
public struct ProcessHealth: Hashable, Sendable {
    public var name: String
    public var pid: Int32
    public var restarts: Int
    public var messagesIn: Int64
    public var messagesOut: Int64
    /// Peak resident set size.
    public var residentBytes: Int64
    public var endpoints: [String]

    public init(
        name: String, pid: Int32, restarts: Int, messagesIn: Int64, messagesOut: Int64,
        residentBytes: Int64, endpoints: [String]
    ) {
        self.name = name
        self.pid = pid
        self.restarts = restarts
        self.messagesIn = messagesIn
        self.messagesOut = messagesOut
        self.residentBytes = residentBytes
        self.endpoints = endpoints
    }
}

/// Percentiles of one measured path, in nanoseconds.
public struct LatencyLine: Hashable, Sendable {
    /// What was measured, `tick to acknowledgement`.
    public var name: String
    /// The same in Chinese; may be empty.
    public var chinese: String
    /// Number of measurements; with 0 the percentiles are not shown.
    public var count: Int64
    public var p50Nanoseconds: Int64
    public var p90Nanoseconds: Int64
    public var p99Nanoseconds: Int64
    public var p999Nanoseconds: Int64
    public var maxNanoseconds: Int64

    public init(
        name: String, chinese: String = "", count: Int64, p50Nanoseconds: Int64,
        p90Nanoseconds: Int64, p99Nanoseconds: Int64, p999Nanoseconds: Int64, maxNanoseconds: Int64
    ) {
        self.name = name
        self.chinese = chinese
        self.count = count
        self.p50Nanoseconds = p50Nanoseconds
        self.p90Nanoseconds = p90Nanoseconds
        self.p99Nanoseconds = p99Nanoseconds
        self.p999Nanoseconds = p999Nanoseconds
        self.maxNanoseconds = maxNanoseconds
    }

    var percentiles: [(name: String, nanoseconds: Int64)] {
        [
            ("p50", p50Nanoseconds), ("p90", p90Nanoseconds), ("p99", p99Nanoseconds),
            ("p99.9", p999Nanoseconds), ("max", maxNanoseconds),
        ]
    }
}
