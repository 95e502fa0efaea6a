/// One contract's figures out of a quote log, all from the same pass.
public struct QuoteLogFigures: Hashable, Sendable {
    /// Rows of the log that concern the contract.
    public var rows: Int64 = 0
    /// Met, not met and unknown time and sample instants; the three add up to the session.
    public var totals = PresenceTotals()
    /// Stretches without a valid quote longer than the pass was asked to count, between the contract's
    /// first row and the end of what is known.
    public var outages: Int64 = 0
    /// The longest of all such stretches, however short, in nanoseconds of session.
    public var longestOutageNanoseconds: Int64 = 0

    public init() {}
}
