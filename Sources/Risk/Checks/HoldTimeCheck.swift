public import Market
public import Wire

/// A response to a request rests for the agreed time; only safety takes it off earlier.
public struct HoldTimeCheck: Sendable {
    public init() {}

    public func verdict(reason: InstructionReason, heldUntil: SessionTime, now: SessionTime)
        -> Verdict
    {
        switch reason {
        case .kill, .risk, .shutdown, .quoterDown: .pass
        default:
            now >= heldUntil
                ? .pass
                : .refuse(.holdTime, value: now.nanoseconds, limit: heldUntil.nanoseconds)
        }
    }
}
