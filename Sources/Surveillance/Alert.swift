public import Market

/// How much an alert asks for.
public enum AlertLevel: String, Sendable, CaseIterable, Comparable {
    /// Near the mark, or near it several times.
    case notice
    /// A mark that changes how the flow is treated, or soon will.
    case warning
    /// A mark of abnormal trading is reached.
    case alarm

    public static func < (a: AlertLevel, b: AlertLevel) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}

/// One number behind an alert, with the bar it was held against.
public struct Measure: Hashable, Sendable {
    /// What was measured, its unit last: `messagesInSecond`, `cancelRatioBasisPoints`.
    public let name: String
    public let value: Int64
    /// The bar; nil for a number that is only told.
    public let limit: Int64?

    public init(_ name: String, _ value: Int64, limit: Int64? = nil) {
        self.name = name
        self.value = value
        self.limit = limit
    }
}

/// A rule of surveillance that our own flow reached or came near, and the rows that prove it.
public struct Alert: Hashable, Sendable {
    /// The rule's name in the rules file, `SSE-18-1`.
    public let rule: String
    public let level: AlertLevel
    /// True for "near the mark, several times" (seed 001 art. 18, near but below).
    public let isNear: Bool
    /// Owner's name, or `account 1`.
    public let subject: String
    /// When the bar was reached.
    public let time: SessionTime
    /// The contract, where one is meant.
    public let contract: ContractIndex?
    public let measures: [Measure]
    /// Rows of the logs, in their order; at most the rules file's `evidenceRows`.
    public let evidence: [FlowEvent]
    /// How many rows there are in all.
    public let evidenceCount: Int
}

/// What a detector found about one subject; the monitor makes an alert of it.
struct Finding {
    enum Outcome {
        case reached
        /// Below the bar but near it: counts towards "several times".
        case near
        /// Near a bar of the whole day: told at once, for a day comes only once.
        case nearDay
    }

    var outcome: Outcome
    var subject: Int
    var time: SessionTime
    var contract: ContractIndex?
    var measures: [Measure]
    var evidence: [FlowEvent]
    var evidenceCount: Int

    init(
        _ outcome: Outcome, subject: Int, time: SessionTime, contract: ContractIndex? = nil,
        measures: [Measure], evidence: EvidenceRows
    ) {
        self.outcome = outcome
        self.subject = subject
        self.time = time
        self.contract = contract
        self.measures = measures
        self.evidence = evidence.rows
        evidenceCount = evidence.count
    }
}

/// The first rows of a proof, and how many there are in all.
struct EvidenceRows: Sendable {
    let rowsMax: Int
    private(set) var rows: [FlowEvent] = []
    private(set) var count = 0

    init(max rowsMax: Int) { self.rowsMax = rowsMax }

    init(max rowsMax: Int, _ rows: some Collection<FlowEvent>) {
        self.rowsMax = rowsMax
        self.rows = Array(rows.prefix(rowsMax))
        count = rows.count
    }

    mutating func add(_ row: FlowEvent) {
        if rows.count < rowsMax { rows.append(row) }
        count += 1
    }
}
