import Wire

/// One underlying's delta in shares.
///
/// Everything held, resting and in flight counts, each leg filled where it is worst (P4, C3.11).
public struct DeltaLimitCheck: QuoteCheck {
    public static let about = CheckAbout(
        "delta limit", rule: "P4", codes: [.deltaLimit, .noLimitSet],
        parameters: ["deltaSharesMax, shares"],
        reads: ["the instruction", "positions and working quotes", "risk's yardstick"])

    /// Nil refuses.
    public let limit: Int64?

    @inline(__always)
    public init(_ limits: RiskLimits) { limit = limits.deltaSharesMax }

    /// How far the underlying's delta can go.
    public struct Reading: QuoteReading {
        public let reach: GreekReach

        public init(_ reach: GreekReach) { self.reach = reach }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            reach = GreekReach(
                high: moment.sums.deltaHigh, low: moment.sums.deltaLow,
                perContract: moment.yard.delta, before: moment.before, after: moment.after)
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        reading.reach.verdict(limit: limit, code: .deltaLimit)
    }
}
