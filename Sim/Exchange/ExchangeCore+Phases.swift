import Market
import Wire

/// What a contract is in beside the market's own phase.
struct ContractState: Sendable, BitwiseCopyable {
    /// Halted by itself; its underlying may be halted too.
    var isHalted = false
    /// The end of a volatility interruption.
    var interruptedUntil: SessionTime?
    /// Orders have come together without matching since the last auction.
    var hasCollected = false
    /// What the circuit breaker measures from (Art. 77).
    var reference: Price
    var restrictions: OpenRestrictions = []
}

/// The phases of single contracts: halts, interruptions, auctions on resume, the early close (SSE-TR-02, SSE-TR-05).
extension ExchangeCore {
    /// The phase a contract belongs in now, given the market's.
    private func duePhase(_ contract: OptionContract) -> TradingPhase {
        let state = states[contract.index.int]
        switch marketPhase {
        case .starting, .pause, .closed: return marketPhase
        case .openingAuction, .continuous, .closingAuction, .halted, .volatilityInterruption:
            if state.isHalted || underlyingIsHalted[contract.underlying.int] { return .halted }
            let isInterrupted = state.interruptedUntil.map { $0 > clock } ?? false
            return isInterrupted && marketPhase == .continuous
                ? .volatilityInterruption : marketPhase
        }
    }

    /// Moves the contracts given into the phases they belong in: auctions first, then the changes.
    mutating func movePhases(_ moved: [OptionContract]) {
        let due = moved.map(duePhase)
        for (contract, phase) in zip(moved, due) where uncrosses(contract.index.int, into: phase) {
            uncross(contract)
        }
        for (contract, phase) in zip(moved, due) {
            let index = contract.index.int
            guard phases[index] != phase else { continue }
            phases[index] = phase
            if phase.collectsOrders { states[index].hasCollected = true }
            isDirty[index] = true
            observeScore(contract.index)
            record(
                ExchangeEvents.Entry(kind: .phaseChanged, reasonCode: phase.rawValue),
                on: contract.index)
            changedPhases.append(index)
        }
    }

    /// Whether what a contract has collected meets in an auction before it goes into `phase`.
    private func uncrosses(_ index: Int, into phase: TradingPhase) -> Bool {
        guard states[index].hasCollected else { return false }
        switch (phases[index], phase) {
        // A resumption before the closing auction has its own; within it, it joins (2015]97号).
        case (_, .continuous): return true
        case (.openingAuction, .pause), (.closingAuction, .closed): return true
        case (.volatilityInterruption, .pause):
            return hasEnded(index) || configuration.circuitBreaker?.atBreak == .uncrosses
        case (.volatilityInterruption, .closingAuction):
            return hasEnded(index) || configuration.circuitBreaker?.atClose == .uncrosses
        default: return false
        }
    }

    private func hasEnded(_ index: Int) -> Bool {
        states[index].interruptedUntil.map { $0 <= clock } ?? false
    }

    /// What the market's next phase does to interruptions under way.
    mutating func carryInterruptions(into phase: TradingPhase) {
        guard let breaker = configuration.circuitBreaker else { return }
        for index in interrupted {
            guard let until = states[index].interruptedUntil else { continue }
            let resumes = segments.dropFirst(nextSegment).first { $0.phase == .continuous }?.start
            if phase == .pause, breaker.atBreak == .continues, until > clock, let resumes {
                states[index].interruptedUntil = resumes + (until - clock)
            } else if phase != .continuous {
                endedInterruptions.append(index)
            }
        }
    }

    /// Forgets the interruptions that the change of phase has ended.
    mutating func dropEndedInterruptions() {
        for index in endedInterruptions { forgetInterruption(index) }
        endedInterruptions.removeAll(keepingCapacity: true)
    }

    var nextInterruptionEnd: SessionTime? {
        guard !interrupted.isEmpty, marketPhase == .continuous else { return nil }
        var next: SessionTime?
        for contract in interrupted {
            guard let end = states[contract].interruptedUntil else { continue }
            next = min(next ?? end, end)
        }
        return next
    }

    mutating func endInterruptions() {
        let ended = interrupted.filter(hasEnded)
        movePhases(ended.map { contracts[$0] })
        for index in ended { forgetInterruption(index) }
    }

    private mutating func forgetInterruption(_ index: Int) {
        states[index].interruptedUntil = nil
        interrupted.removeAll { $0 == index }
    }

    /// The order that would have traded beyond the breaker's band rests; three minutes of auction begin.
    mutating func interrupt(_ contract: ContractIndex) {
        triggered = -1
        guard let breaker = configuration.circuitBreaker else { return }
        states[contract.int].interruptedUntil = clock + breaker.duration
        interrupted.append(contract.int)
        movePhases([contracts[contract.int]])
    }

    // MARK: by order of the venue

    mutating func halt(_ action: ExchangeAction) { setHalt(action, to: true) }

    mutating func resume(_ action: ExchangeAction) { setHalt(action, to: false) }

    private mutating func setHalt(_ action: ExchangeAction, to isHalted: Bool) {
        switch action.scope {
        case .all:
            for index in underlyingIsHalted.indices { underlyingIsHalted[index] = isHalted }
        case .underlying(let index): underlyingIsHalted[index.int] = isHalted
        case .contract(let index): states[index.int].isHalted = isHalted
        }
        let concerned = contracts.filter(action.concerns)
        // The auction on resume stands in for that of an interruption the halt found.
        for contract in concerned { forgetInterruption(contract.index.int) }
        movePhases(concerned)
    }

    /// The calendar's rest is replaced by a closing auction of `duration`, or by the close at once.
    mutating func closeEarly(_ action: ExchangeAction) {
        guard nextSegment > 0, nextSegment <= segments.count, marketPhase != .closed,
            marketPhase != .closingAuction
        else { return }
        var rest = Array(segments.prefix(nextSegment - 1))
        let current = segments[nextSegment - 1]
        if current.start < clock {
            rest.append(.init(phase: current.phase, start: current.start, end: clock))
        }
        if action.duration > .zero {
            rest.append(.init(phase: .closingAuction, start: clock, end: clock + action.duration))
        }
        segments = rest
        nextSegment = action.duration > .zero ? rest.count - 1 : rest.count
        closing = clock + action.duration
    }
}
