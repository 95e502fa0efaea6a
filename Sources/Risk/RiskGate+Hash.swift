import Market
import Wire

extension RiskGate {
    /// Everything that decides what the gate will say; the limits and terms are the process's settings.
    func hash(into hasher: inout StateHasher) {
        book.hash(into: &hasher)
        requests.hash(into: &hasher)
        budget.hash(into: &hasher)
        alerts.hash(into: &hasher)
        tally.hash(into: &hasher)
        hasher.combine(serial)
        hasher.combine(exchangeIsUp)
        hasher.combine(dayHasEnded)
        hasher.combine(hasResponded)
        hasher.combine(executionsHash)
        holds.hash(into: &hasher)
        hedges.hash(into: &hasher)
        yardsticks.hash(into: &hasher)
        group.hash(into: &hasher)
        for ticks in lastTrade { hasher.combine(ticks) }
        for id in lastQuoteID { hasher.combine(id) }
        for contract in phases.indices {
            hasher.combine(Int(phases[contract].rawValue))
            hasher.combine(Int(states[contract].rawValue))
        }
        for state in quoterStates { hasher.combine(Int(state.rawValue)) }
        protection.hash(into: &hasher)
        standing.hash(into: &hasher)
    }
}
