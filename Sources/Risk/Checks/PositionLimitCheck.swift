public import Market
import Wire

/// One contract's position on one side, as if everything resting and in flight were filled (C3.11).
public struct PositionLimitCheck: RiskCheck {
    public static let about = CheckAbout(
        "position per contract", rule: "C3.11", codes: [.positionLimit, .noLimitSet],
        parameters: ["positionPerContractMax, contracts"],
        reads: ["positions and working quotes"])

    /// Contracts; nil refuses.
    public let limit: Int64?

    public init(limit: Int64?) { self.limit = limit }

    @inline(__always)
    public func verdict(worstCase: Int64, side: Side?) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: worstCase, side: side) }
        return worstCase <= limit
            ? .pass : .refuse(.positionLimit, value: worstCase, limit: limit, side: side)
    }
}
