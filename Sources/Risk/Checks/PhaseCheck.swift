public import Market
import Wire

/// No quote while the exchange takes none (Z24c), no withdrawal while it takes none (Z24b).
public struct PhaseCheck: RiskCheck {
    public static let about = CheckAbout(
        "phase", rule: "Z24c", codes: [.phaseForbids],
        parameters: ["withdrawalsForbidden, time of day"],
        reads: ["the contract's phase", "the time"])

    public let withdrawalsForbidden: [RiskTerms.Window]

    public init(withdrawalsForbidden: [RiskTerms.Window] = []) {
        self.withdrawalsForbidden = withdrawalsForbidden
    }

    public func quote(in phase: TradingPhase) -> Verdict {
        phase.acceptsOrders ? .pass : .refuse(.phaseForbids, value: Int64(phase.rawValue))
    }

    public func withdrawal(in phase: TradingPhase, at now: SessionTime) -> Verdict {
        if phase == .starting || phase == .closed {
            return .refuse(.phaseForbids, value: Int64(phase.rawValue))
        }
        for window in withdrawalsForbidden where now >= window.start && now < window.end {
            return .refuse(
                .phaseForbids, value: now.nanoseconds, limit: window.end.nanoseconds)
        }
        return .pass
    }
}
