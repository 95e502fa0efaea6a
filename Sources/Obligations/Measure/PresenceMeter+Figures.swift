import Market

/// What the record of a presence rule comes to.
extension PresenceMeter {
    /// The contract's totals up to an instant, the open interval included.
    func totals(_ contract: Int, at instant: Int64) -> PresenceTotals {
        let state = states[contract]
        var totals = state.totals
        guard isObliged(contract), instant > state.since else { return totals }
        if isResting(contract, verdict: state.verdict, at: instant) {
            totals.add(spans.measure(state.since, instant), to: .notMet)
            return totals
        }
        let lapse = lapse(of: state)
        let turn = lapse.map { min(instant, max(state.since, $0.at)) } ?? instant
        totals.add(spans.measure(state.since, turn), to: state.standing)
        if let lapse { totals.add(spans.measure(turn, instant), to: lapse.standing) }
        return totals
    }

    /// The contract's intervals inside the session up to an instant, in order of time.
    func intervals(_ contract: Int, current: ContractState, until instant: Int64)
        -> [ObligationInterval]
    {
        var found: [ObligationInterval] = []
        var end = instant
        var last = current.evidence
        var index = states[contract].lastRecord
        var isOpen = true
        while index >= 0 {
            var record = records[Int(index)]
            if isOpen, isResting(contract, verdict: states[contract].verdict, at: instant) {
                record.standing = .notMet
                record.verdict = .tooBrief
            }
            if isOpen, let lapse = lapse(of: states[contract]), lapse.at < end {
                let turn = max(lapse.at, record.start)
                var after = record
                after.start = turn
                after.standing = lapse.standing
                after.trigger = lapse.trigger
                if lapse.trigger == .exemptionEnded {
                    after.exemption = 0
                    after.quote = current
                    after.verdict = states[contract].verdict
                }
                found += pieces(of: after, last: last, to: end).reversed()
                end = turn
            }
            found += pieces(of: record, last: last, to: end).reversed()
            end = min(end, record.start)
            last = record.before
            index = record.previous
            isOpen = false
        }
        return found.reversed()
    }

    func pieces(of record: Record, last: QuoteEvidence, to end: Int64)
        -> [ObligationInterval]
    {
        spans.clip(record.start, end).map { piece in
            ObligationInterval(
                contract: ContractIndex(record.contract),
                start: SessionTime(nanoseconds: piece.start),
                end: SessionTime(nanoseconds: piece.end),
                state: record.standing.obligationClass, trigger: record.trigger,
                quoteTrigger: record.quote.trigger,
                exemption: record.exemption > 0
                    ? rule.exemptions[Int(record.exemption) - 1].id : nil,
                exemptionSequence: record.exemption > 0 ? record.source : nil,
                quote: record.quote.quote, verdict: record.verdict,
                evidence: record.quote.evidence, lastEvidence: last,
                acceptedAt: time(record.quote.acceptedAt),
                quoteChangedAt: time(record.quote.changedAt))
        }
    }

    func time(_ instant: Int64) -> SessionTime? {
        instant == ContractState.never ? nil : SessionTime(nanoseconds: instant)
    }
}

extension PresenceTotals {
    mutating func add(_ share: Share, to standing: PresenceMeter.Standing) {
        switch standing {
        case .met: met += share
        case .notMet: notMet += share
        case .removed: removed += share
        case .deemed: deemed += share
        case .unknown: unknown += share
        }
    }
}
