import Wire

/// One underlying's gamma: shares its delta changes by when it moves 1 %.
///
/// Everything held, resting and in flight counts, each leg filled where it is worst (P4, C3.11).
public struct GammaLimitCheck: QuoteCheck {
    public static let about = CheckAbout(
        "gamma limit", rule: "P4", codes: [.gammaLimit, .noLimitSet],
        parameters: ["gammaSharesMax, shares for 1 %"],
        reads: ["the instruction", "positions and working quotes", "risk's yardstick"])

    /// Nil refuses.
    public let limit: Int64?

    @inline(__always)
    public init(_ limits: RiskLimits) { limit = limits.gammaSharesMax }

    /// How far the underlying's gamma can go.
    public struct Reading: QuoteReading {
        public let reach: GreekReach

        public init(_ reach: GreekReach) { self.reach = reach }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            reach = GreekReach(
                high: moment.sums.gammaHigh, low: moment.sums.gammaLow,
                perContract: moment.yard.gamma, before: moment.before, after: moment.after)
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        reading.reach.verdict(limit: limit, code: .gammaLimit)
    }
}
