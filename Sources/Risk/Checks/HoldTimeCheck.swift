public import Market
public import Wire

/// A response to a request rests for the agreed time; only kill and risk take it off earlier (C3.10b, SSE-MM-06).
///
/// A quoter that goes, and an operator's command, are risk's own doing: they do not pass here.
public struct HoldTimeCheck: RiskCheck {
    public static let about = CheckAbout(
        "hold time", rule: "SSE-MM-06", codes: [.holdTime],
        parameters: ["responseHoldMin, time"],
        reads: ["the resting response", "the time"])

    public init() {}

    @inline(__always)
    public func verdict(reason: InstructionReason, heldUntil: SessionTime, now: SessionTime)
        -> Verdict
    {
        switch reason {
        case .kill, .risk: .pass
        default:
            now >= heldUntil
                ? .pass
                : .refuse(.holdTime, value: now.nanoseconds, limit: heldUntil.nanoseconds)
        }
    }
}
