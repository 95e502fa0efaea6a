public import Market

extension ObligationLedger {
    /// The underlying's best prices changed; zero = no price on that side.
    public mutating func underlyingQuoteChanged(
        _ underlying: UnderlyingIndex, bid: Price, ask: Price, at time: SessionTime
    ) {
        guard underlying.int < underlyingSpreads.count else {
            unknownInstruments += 1
            return
        }
        let now = advance(to: time)
        let isUsable = bid > .zero && ask >= bid && ask.ticks < SpreadTable.priceCeiling
        let spread = isUsable ? (ask - bid).ticks : -1
        guard followsUnderlying, underlyingSpreads[underlying.int] != spread else { return }
        underlyingSpreads[underlying.int] = spread
        for contract in directory.contracts where contract.underlying == underlying {
            tellUnderlyingSpread(contract.index.int, spread, at: now)
        }
    }

    /// A circumstance began or ended; ending it for all ends every narrower one too.
    ///
    /// `logSequence`: the event's place in the exchange's log, 0 where it came from elsewhere.
    public mutating func circumstance(
        _ kind: Circumstance, _ scope: CauseScope = .all, begins: Bool, logSequence: UInt64 = 0,
        at time: SessionTime
    ) {
        let now = advance(to: time)
        circumstances.removeAll {
            $0.kind == kind && ($0.scope == scope || scope == .all && !begins)
        }
        if begins { circumstances.append((kind, scope)) }
        for contract in directory.contracts where scope.includes(contract) {
            let holds = circumstances.contains { $0.kind == kind && $0.scope.includes(contract) }
            for place in presenceWatchers.places(contract.index.int) {
                presences[presenceWatchers[place]].circumstance(
                    kind, holds, of: contract.index.int)
            }
            sources[contract.index.int].told = logSequence
            circumstancesChanged(contract.index.int, .circumstance, at: now)
        }
    }

    /// From here the record has a hole: everything is unknown until it resumes.
    public mutating func streamInterrupted(at time: SessionTime) {
        let now = advance(to: time)
        guard !isInterrupted else { return }
        isInterrupted = true
        duties.interrupted(at: now)
        for meter in requestMeters.indices { requestMeters[meter].interrupted(at: now) }
        changeAll(.streamInterrupted, at: now)
    }

    /// What was said of one contract is lost: it is unknown until its next quote, whatever that is.
    public mutating func contractInterrupted(_ contract: ContractIndex, at time: SessionTime) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        contracts[contract.int].isInterrupted = true
        for meter in requestMeters.indices {
            requestMeters[meter].interrupted(contract.int, at: now)
        }
        circumstancesChanged(contract.int, .streamInterrupted, at: now)
    }

    func isUnknown(_ contract: Int) -> Bool {
        isInterrupted || contracts[contract].isInterrupted
    }

    /// The record is whole again; the caller has told the states that changed meanwhile.
    public mutating func streamResumed(at time: SessionTime) {
        let now = advance(to: time)
        guard isInterrupted else { return }
        isInterrupted = false
        changeAll(.streamResumed, at: now)
    }

    func isExempt(_ contract: Int) -> Bool {
        presenceWatchers.places(contract).contains {
            presences[presenceWatchers[$0]].isExempt(contract, contracts[contract])
        }
    }

    mutating func circumstancesChanged(
        _ contract: Int, _ trigger: ObligationInterval.Trigger, at now: Int64
    ) {
        for place in presenceWatchers.places(contract) {
            presences[presenceWatchers[place]].circumstancesChanged(
                contract, contracts[contract], trigger: trigger, source: sources[contract],
                isInterrupted: isUnknown(contract), at: now)
        }
        guard hasOpenRequest(contract) else { return }
        let exempt = isExempt(contract)
        for place in requestWatchers.places(contract) {
            let meter = requestWatchers[place]
            let phases = requestMeters[meter].rule.eligiblePhases
            if exempt || !phases.contains(contracts[contract].phase) {
                requestMeters[meter].obligationPaused(contract, at: now)
            }
        }
    }

    mutating func tellUnderlyingSpread(_ contract: Int, _ spread: Int64, at now: Int64) {
        for place in presenceWatchers.places(contract) {
            let meter = presenceWatchers[place]
            guard presences[meter].followsUnderlying else { continue }
            presences[meter].underlyingSpreadChanged(
                contract, contracts[contract], spread: spread, isInterrupted: isUnknown(contract),
                at: now)
        }
        for place in requestWatchers.places(contract) {
            requestMeters[requestWatchers[place]].table.general?.underlyingSpreadChanged(
                spread, of: contract)
        }
    }

    mutating func changeAll(_ trigger: ObligationInterval.Trigger, at now: Int64) {
        for contract in contracts.indices {
            for place in presenceWatchers.places(contract) {
                presences[presenceWatchers[place]].circumstancesChanged(
                    contract, contracts[contract], trigger: trigger,
                    source: sources[contract], isInterrupted: isUnknown(contract), at: now)
            }
        }
    }
}
