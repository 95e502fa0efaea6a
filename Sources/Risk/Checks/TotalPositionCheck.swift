public import Market
import Wire

/// Long + short over all contracts, as if everything resting and in flight were filled (C3.11).
public struct TotalPositionCheck: RiskCheck {
    public static let about = CheckAbout(
        "total position", rule: "C3.11", codes: [.totalPositionLimit, .noLimitSet],
        parameters: ["totalPositionMax, contracts"],
        reads: ["positions and working quotes"])

    /// Contracts; nil refuses.
    public let limit: Int64?

    public init(limit: Int64?) { self.limit = limit }

    @inline(__always)
    public func verdict(worstCase: Int64, side: Side?) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: worstCase, side: side) }
        return worstCase <= limit
            ? .pass : .refuse(.totalPositionLimit, value: worstCase, limit: limit, side: side)
    }
}
