import Market
import Wire

/// One underlying's vega: money for one point of volatility.
///
/// Everything held, resting and in flight counts, each leg filled where it is worst (P4, C3.11).
public struct VegaLimitCheck: QuoteCheck {
    public static let about = CheckAbout(
        "vega limit", rule: "P4", codes: [.vegaLimit, .noLimitSet],
        parameters: ["vegaMax, money a volatility point"],
        reads: ["the instruction", "positions and working quotes", "risk's yardstick"])

    /// Nil refuses.
    public let limit: Int64?

    @inline(__always)
    public init(_ limits: RiskLimits) { limit = limits.vegaMax?.tenThousandths }

    /// How far the underlying's vega can go.
    public struct Reading: QuoteReading {
        public let reach: GreekReach

        public init(_ reach: GreekReach) { self.reach = reach }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            reach = GreekReach(
                high: moment.sums.vegaHigh, low: moment.sums.vegaLow,
                perContract: moment.yard.vega, before: moment.before, after: moment.after)
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        reading.reach.verdict(limit: limit, code: .vegaLimit)
    }
}
