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
    /// Which of the subject's spans under the rule; 0 for a rule over the day.
    public let span: Int
    public let measures: [Measure]
    /// Rows of the logs, in their order; at most the rules file's `evidenceRows`.
    public let evidence: [FlowEvent]
    /// How many rows there are in all.
    public let evidenceCount: Int
}
