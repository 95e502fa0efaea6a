import Market
import Wire

/// What the exchange does reached a threshold: an alarm on record and a pause of what it concerns; a person resumes.
extension RiskCore {
    /// An event of ours before it is applied.
    mutating func watch(_ event: ExchangeEvents.Entry, at now: SessionTime) {
        let contract = Int(event.contract.value)
        if contract < lastReports.count { lastReports[contract] = event.time }
        if event.kind == .quoteRejected || event.kind == .orderRejected {
            reactions.rejected(event, at: now)
        }
    }

    /// After each input: pauses what an alarm concerns.
    mutating func react(at now: SessionTime) {
        settleSent(at: now)
        guard reactions.hasAlarms else { return }
        for alarm in reactions.takeAlarms() {
            let scope = scope(of: alarm)
            var contract = DecisionLog.noContract
            if let first = alarm.contracts.first, alarm.contracts.allSatisfy({ $0 == first }) {
                contract = ContractIndex(first)
            }
            note(
                .exchangeAlarm, code: alarm.figure.rawValue, contract: contract,
                value: alarm.value, limit: alarm.limit, at: now)
            guard !latches.isSet(.paused, scope) else { continue }
            latches.set(.paused, scope)
            applyLatches()
            note(scope, .paused, isSet: true, at: now)
        }
    }

    /// Time passes without a word of the exchange.
    mutating func watchClock(at now: SessionTime) {
        guard exchangeIsUp, let due = reactions.deadline, due <= now else { return }
        settleSent(at: now)
        reactions.lookAtClock(at: now, doubts: gate?.book.lostCount ?? 0)
        react(at: now)
    }

    private mutating func settleSent(at now: SessionTime) {
        while let oldest = reactions.oldest,
            gate?.book.isWaiting(oldest.contract, serial: oldest.serial) != true
        { reactions.answered(at: now) }
    }

    /// The narrowest scope that holds all it concerns: silence and doubt are the exchange's whole.
    private func scope(of alarm: ExchangeWatch.Alarm) -> ControlScope {
        guard alarm.figure != .unacknowledged, alarm.figure != .unresolved, let gate,
            let first = alarm.contracts.first, Int(first) < gate.book.terms.count
        else { return .everything }
        if alarm.contracts.allSatisfy({ $0 == first }) { return .contract(first) }
        let underlying = gate.book.terms[Int(first)].underlying
        let isOne = alarm.contracts.allSatisfy {
            Int($0) < gate.book.terms.count && gate.book.terms[Int($0)].underlying == underlying
        }
        return isOne ? .underlying(UInt32(underlying)) : .everything
    }
}
