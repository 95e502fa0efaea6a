import Market
import Wire

/// Work that is due by itself. At one instant: phases, then the venue's own actions, then expiries, then the market,
/// then the snapshot.
enum ScheduledWork {
    case phase
    case interruptionEnd
    case action
    case disconnectCancel
    case faultEnd
    case requestExpiry
    case flow
    case snapshot
    case tally
    case dayEnd
}

extension ExchangeCore {
    /// The next work in the one order that does not depend on how time is advanced.
    var nextWork: (time: SessionTime, work: ScheduledWork)? {
        guard isStarted, !isDayEnded else { return nil }
        var next: (time: SessionTime, work: ScheduledWork)?
        func consider(_ time: SessionTime?, _ work: ScheduledWork) {
            guard let time else { return }
            if let found = next, found.time <= time { return }
            next = (time, work)
        }
        if nextSegment < segments.count {
            consider(segments[nextSegment].start, .phase)
        } else if nextSegment == segments.count {
            consider(closing, .phase)
        }
        consider(nextInterruptionEnd, .interruptionEnd)
        consider(agenda.last?.time, .action)
        consider(nextDisconnectCancel, .disconnectCancel)
        consider(nextFaultEnd, .faultEnd)
        consider(requests.nextExpiry, .requestExpiry)
        consider(flow.nextTime, .flow)
        if nextSnapshot <= closing { consider(nextSnapshot, .snapshot) }
        if let nextTally, nextTally <= closing { consider(nextTally, .tally) }
        consider(closing + configuration.dayEndDelay, .dayEnd)
        return next
    }

    /// Does everything due up to and including `now`, each at its own time.
    mutating func runSchedule(to now: SessionTime, into outbox: inout Outbox) {
        while let (time, work) = nextWork, time <= now {
            clock = max(clock, time)
            switch work {
            case .phase: changePhase()
            case .interruptionEnd: endInterruptions()
            case .action: if let due = agenda.popLast() { carryOut(due.action) }
            case .disconnectCancel: cancelAfterDisconnect()
            case .faultEnd: endFaults()
            case .requestExpiry: expireRequest()
            case .flow: act(into: &outbox)
            case .snapshot:
                publishTops(into: &outbox)
                nextSnapshot = nextSnapshot + configuration.snapshotInterval
            case .tally: sendTallies(into: &outbox)
            case .dayEnd: endDay()
            }
            flush(into: &outbox)
        }
    }

    /// The day's first input, or the first after a restart: sessions do not survive the process.
    mutating func start(_ started: Started, into outbox: inout Outbox) {
        guard isStarted else {
            isStarted = true
            clock = min(clock, configuration.calendar.opening)
            InstrumentList.send(
                configuration.directory, on: .eventLog, to: .everybody, into: &outbox)
            record(ExchangeEvents.Entry(kind: .dayStarted))
            return
        }
        for row in members.indices where members[row].isConnected {
            close(row, reason: .peerSilent)
        }
    }

    /// Moves every contract into the calendar's next phase; after the last segment that is `.closed`.
    private mutating func changePhase() {
        marketPhase = nextSegment < segments.count ? segments[nextSegment].phase : .closed
        nextSegment += 1
        carryInterruptions(into: marketPhase)
        movePhases(contracts)
        dropEndedInterruptions()
        if marketPhase != .continuous {
            for row in members.indices {
                shares.cancelAll(row: row, reason: .phaseEnd, at: clock)
            }
        }
        if marketPhase == .closed { close() }
    }

    /// One price for what has come together; nothing where no bid reaches an ask.
    mutating func uncross(_ contract: OptionContract) {
        let index = contract.index.int
        states[index].hasCollected = false
        let isClosing = phases[index] == .closingAuction
        let isOpening = phases[index] == .openingAuction
        let last = lastPrices[index]
        let reference = !isOpening && last > .zero ? last : contract.previousSettlement
        // An auction without a trade measures from the last one before it; the first, from yesterday (Art. 77).
        if !isOpening, last > .zero { states[index].reference = last }
        guard
            let outcome = CallAuction.uncross(
                bids: books[index].levels(.bid), asks: books[index].levels(.ask),
                reference: reference)
        else { return }
        states[index].reference = outcome.price
        record(
            ExchangeEvents.Entry(
                kind: .auctionUncrossed,
                quantity: Quantity(contracts: Int32(clamping: outcome.volume)),
                price: outcome.price),
            on: contract.index)
        books[index].uncross(outcome, into: &executions)
        reportExecutions(contract.index)
        if isClosing { closingAuctionPrices[index] = outcome.price }
        refresh(contract.index)
    }

    /// The close: what rests is taken off, contracts settle, the maker is scored.
    private mutating func close() {
        let settlements = contracts.map(settlementPrice)
        for contract in contracts { clearBook(contract.index) }
        while requests.nextExpiry != nil { expireRequest() }
        for (contract, price) in zip(contracts, settlements) {
            record(ExchangeEvents.Entry(kind: .settlement, price: price), on: contract.index)
        }
        for contract in contracts {
            let total = score.total(contract.index, until: clock)
            record(
                ExchangeEvents.Entry(
                    kind: .makerScore, participant: configuration.maker.value,
                    quantity: Quantity(contracts: total.sampledMet),
                    leaves: Quantity(contracts: total.sampledTotal),
                    orderID: OrderID(UInt64(total.notMet)),
                    requestID: QuoteRequestID(UInt64(total.exempt)),
                    executionID: UInt64(total.met)),
                on: contract.index)
        }
    }

    private mutating func endDay() {
        record(ExchangeEvents.Entry(kind: .dayEnded))
        isDayEnded = true
    }

    /// Closing auction price, else the middle of the book it left, else the last trade, else yesterday's (SSE-TR-06).
    private func settlementPrice(_ contract: OptionContract) -> Price {
        let index = contract.index.int
        if closingAuctionPrices[index] > .zero { return closingAuctionPrices[index] }
        if tops[index].isUsable {
            return Price(ticks: (tops[index].bid.ticks + tops[index].ask.ticks) / 2)
        }
        return lastPrices[index] > .zero ? lastPrices[index] : contract.previousSettlement
    }

    private mutating func clearBook(_ contract: ContractIndex) {
        for row in members.indices {
            cancelLegs(row: row, contract, reason: .phaseEnd)
            cancelOrders(row: row, reason: .phaseEnd) { $0 == contract }
        }
        clearCustomers(contract)
        refresh(contract)
    }
}

extension TradingPhase {
    /// Orders rest without matching and meet in one auction when the phase ends (SSE-TR-02, Art. 75).
    var collectsOrders: Bool {
        switch self {
        case .openingAuction, .closingAuction, .volatilityInterruption, .halted: true
        case .starting, .pause, .continuous, .closed: false
        }
    }
}
