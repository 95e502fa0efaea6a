/// A day's slack in three numbers: how near the bar it came, and for how many contracts.
public struct SlackSummary: Hashable, Sendable {
    /// Contracts with an obligation.
    public var contractsObliged = 0
    /// Least slack of a contract that can still reach its bar, or did; nil where there is none.
    public var lowestNanoseconds: Int64?
    /// Contracts whose need is above the first alert ratio, those lost among them.
    public var contractsAtRisk = 0
    /// Contracts that cannot reach the day's bar, or the month's, any more.
    public var contractsLost = 0

    public init() {}
}
