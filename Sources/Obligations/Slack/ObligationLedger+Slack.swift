public import Market

/// What may still be lost at an instant; the figures are those of `totals`, with unknown counted as lost.
extension ObligationLedger {
    /// A contract's slack under the pack's n-th presence rule against a bar.
    public func slack(
        of contract: ContractIndex, presence index: Int = 0, bar: Ratio,
        isStrict: Bool = false, month: MonthSoFar? = nil, at time: SessionTime? = nil
    ) -> ContractSlack {
        slack(
            of: contract, in: presences[index], session: calendar.continuousTime.nanoseconds,
            bar: bar, isStrict: isStrict, month: month, at: slackInstant(time))
    }

    /// Hands over every contract's slack, in the order of contracts: what one looks at every second.
    public func forEachSlack(
        presence index: Int = 0, bar: Ratio, isStrict: Bool = false, month: MonthSoFar? = nil,
        at time: SessionTime? = nil, _ body: (ContractSlack) -> Void
    ) {
        let meter = presences[index]
        let session = calendar.continuousTime.nanoseconds
        let now = slackInstant(time)
        for contract in contracts.indices {
            body(
                slack(
                    of: ContractIndex(contract), in: meter, session: session, bar: bar,
                    isStrict: isStrict, month: month, at: now))
        }
    }

    private func slack(
        of contract: ContractIndex, in meter: PresenceMeter, session: Int64, bar: Ratio,
        isStrict: Bool, month: MonthSoFar?, at now: Int64
    ) -> ContractSlack {
        let totals = meter.totals(contract.int, at: min(now, finish ?? now))
        let day = PresenceSlack(
            total: session - totals.removed.nanoseconds,
            elapsed: totals.met.nanoseconds + totals.notMet.nanoseconds
                + totals.deemed.nanoseconds + totals.unknown.nanoseconds,
            valid: totals.met.nanoseconds + totals.deemed.nanoseconds, bar: bar,
            isStrict: isStrict)
        return ContractSlack(
            contract: contract, day: day,
            month: month?.slack(
                of: directory.contracts[contract.int].tradingCode, today: day, bar: bar,
                isStrict: isStrict),
            failsAt: day.isObliged && !day.isSafe && !day.isLost
                ? instant(after: now, continuous: day.left) : nil)
    }

    /// Each underlying's room under a coverage rule.
    public func coverageSlack(
        _ rule: CoverageRule, of instruments: InstrumentFilter = .all, bar: Ratio,
        isStrict: Bool = false, at time: SessionTime? = nil
    ) -> [CoverageSlack] {
        guard let (index, _) = presence(named: rule.presence) else { return [] }
        var lost: [[ContractIndex]] = directory.underlyings.map { _ in [] }
        var obliged = directory.underlyings.map { _ in Int64(0) }
        var safe = obliged
        let takesAll = instruments == .all
        forEachSlack(presence: index, bar: rule.presenceMin, at: time) { found in
            let slack = found.day
            guard slack.isObliged, isObliged(found.contract, presence: index) else { return }
            let index = found.contract.int
            guard takesAll || instruments.includes(directory.contracts[index], facts[index])
            else { return }
            let underlying = directory.contracts[index].underlying.int
            obliged[underlying] += 1
            if slack.isLost { lost[underlying].append(found.contract) }
            if slack.isSafe { safe[underlying] += 1 }
        }
        return directory.underlyings.map {
            CoverageSlack(
                underlying: $0.index, obliged: obliged[$0.index.int], lost: lost[$0.index.int],
                safe: safe[$0.index.int], bar: bar, isStrict: isStrict)
        }
    }

    /// Each underlying's room under the pack's n-th response rule, and the clocks that run.
    public func requestSlack(
        response index: Int = 0, bar: Ratio, isStrict: Bool = false, at time: SessionTime? = nil
    ) -> [RequestSlack] {
        guard index < responseRules, let rule = responseRule(index) else { return [] }
        var answered = directory.underlyings.map { _ in Int64(0) }
        var failed = answered
        var open = answered
        var clocks: [[RequestSlack.Clock]] = directory.underlyings.map { _ in [] }
        for request in requests(response: index, at: time) {
            let underlying = directory.contracts[request.contract.int].underlying.int
            if request.outcome == .answered {
                answered[underlying] += 1
            } else if request.outcome.isCounted {
                failed[underlying] += 1
            } else if request.outcome == .pending {
                open[underlying] += 1
                let from = request.isHolding ? request.respondedAt : request.openedAt
                clocks[underlying].append(
                    RequestSlack.Clock(
                        request: request.id, contract: request.contract,
                        isHolding: request.isHolding,
                        until: (from ?? request.openedAt)
                            + (request.isHolding ? rule.hold : rule.respondWithin)))
            }
        }
        return directory.underlyings.map {
            let place = $0.index.int
            let requests = answered[place] + failed[place] + open[place]
            return RequestSlack(
                underlying: $0.index, requests: requests, answered: answered[place],
                failed: failed[place],
                required: PresenceSlack.required(bar, of: requests, isStrict: isStrict),
                clocks: clocks[place])
        }
    }

    private func responseRule(_ index: Int) -> ResponseRule? {
        var number = 0
        for rule in pack.rules {
            guard case .rfqResponse(let response) = rule.kind else { continue }
            if number == index { return response }
            number += 1
        }
        return nil
    }

    private func slackInstant(_ time: SessionTime?) -> Int64 {
        max(time?.nanoseconds ?? knownUntil.nanoseconds, knownUntil.nanoseconds)
    }

    /// The instant at which so much continuous time will have passed.
    private func instant(after now: Int64, continuous amount: Int64) -> SessionTime? {
        var rest = amount
        for span in calendar.segments where span.phase == .continuous {
            let start = max(now, span.start.nanoseconds)
            let length = span.end.nanoseconds - start
            guard length > 0 else { continue }
            if rest <= length { return SessionTime(nanoseconds: start + rest) }
            rest -= length
        }
        return nil
    }
}
