public import Market
import Wire

/// One underlying's position in one direction: long calls + short puts, or long puts + short calls (SSE-MM-10).
///
/// Everything resting and in flight counts as filled.
public struct DirectionLimitCheck: RiskCheck {
    public static let about = CheckAbout(
        "position in one direction", rule: "SSE-MM-10", codes: [.directionLimit, .noLimitSet],
        parameters: ["directionPerUnderlyingMax, contracts"],
        reads: ["positions and working quotes"])

    /// Contracts; nil refuses.
    public let limit: Int64?

    public init(limit: Int64?) { self.limit = limit }

    @inline(__always)
    public func verdict(worstCase: Int64, side: Side?) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: worstCase, side: side) }
        return worstCase <= limit
            ? .pass : .refuse(.directionLimit, value: worstCase, limit: limit, side: side)
    }
}
