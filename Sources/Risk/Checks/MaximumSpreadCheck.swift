public import Market
import Wire

/// Ask − bid at most what the tier of the own bid and the days to exercise allow, itself included (SSE-MM-03).
///
/// Percentages are compared by cross-multiplication: 10 % of 505 ticks allows 50, not 51.
public struct MaximumSpreadCheck: RiskCheck {
    public static let about = CheckAbout(
        "maximum spread", rule: "SSE-MM-03",
        codes: [.spreadExceedsMaximum, .overflow, .noLimitSet],
        parameters: ["spreadTiers"],
        reads: ["the instruction", "days to exercise"])

    public let tiers: [SpreadTier]

    public init(tiers: [SpreadTier]) { self.tiers = tiers }

    @inline(__always)
    public func verdict(bid: Price, ask: Price, daysToExpiry: Int32) -> Verdict {
        let (spread, overflow) = ask.ticks.subtractingReportingOverflow(bid.ticks)
        if overflow { return .refuse(.overflow, value: ask.ticks, limit: bid.ticks) }
        for tier in tiers where tier.covers(bid: bid.ticks, days: daysToExpiry) {
            return verdict(spread: spread, bid: bid.ticks, limit: tier.limit)
        }
        return .refuse(.noLimitSet, value: spread)
    }

    @inline(__always)
    private func verdict(spread: Int64, bid: Int64, limit: SpreadTier.Limit) -> Verdict {
        switch limit {
        case .ticks(let ticksMax):
            return spread <= ticksMax
                ? .pass : .refuse(.spreadExceedsMaximum, value: spread, limit: ticksMax)
        case .basisPointsOfBid(let basisPoints):
            let (scaled, tooWide) = spread.multipliedReportingOverflow(by: 10_000)
            let (allowed, tooHigh) = bid.multipliedReportingOverflow(by: basisPoints)
            if tooWide || tooHigh { return .refuse(.overflow, value: spread, limit: bid) }
            return scaled <= allowed
                ? .pass
                : .refuse(.spreadExceedsMaximum, value: spread, limit: allowed / 10_000)
        }
    }
}
