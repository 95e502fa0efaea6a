/// What a standard day promises to bring; one that does not is no proof of anything.
enum DayClaim: String, Sendable, CaseIterable {
    case gap = "a gap at the opening"
    case lunch = "a break at noon"
    case breaker = "contracts that break"
    case halts = "a halt of the underlying"
    case limits = "contracts at their price limit"
    case adjusted = "adjusted contracts"
    case expiry = "contracts that expire"
    case feed = "a feed that stops, freezes, crosses and lies"
    case session = "a session that is lost"
    case storms = "storms of rejections"

    /// Whether it happened; counted without a word of the strategy's.
    func holds(in day: DayOccurrences) -> Bool {
        switch self {
        case .gap: abs(day.gapBasisPoints) >= 100
        case .lunch: day.contractsPaused > 0
        case .breaker: day.breakerAuctions > 0
        case .halts: day.contractHalts > 0
        // Several contracts for minutes: one at its limit for a moment exempts nobody.
        case .limits: day.contractsAtLimit >= 3 && day.limitSeconds >= 1_800
        case .adjusted: day.adjustedListed > 0
        case .expiry: day.contractsExpiring > 0
        case .feed:
            day.silentSeconds >= 15 && day.frozenSeconds >= 15 && day.ticksCrossed > 0
                && day.ticksInvalid > 0
        case .session: day.sessionsLost > 0
        case .storms: day.faults >= 3
        }
    }
}
