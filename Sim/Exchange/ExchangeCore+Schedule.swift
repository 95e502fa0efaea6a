import Market
import Wire

/// Work that is due by itself. At one instant: phases, then expiries, then the market, then the snapshot.
enum ScheduledWork {
    case phase
    case requestExpiry
    case flow
    case snapshot
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
        let calendar = configuration.calendar
        if nextSegment < calendar.segments.count {
            consider(calendar.segments[nextSegment].start, .phase)
        } else if nextSegment == calendar.segments.count {
            consider(calendar.closing, .phase)
        }
        consider(requests.nextExpiry, .requestExpiry)
        consider(flow.nextTime, .flow)
        if nextSnapshot <= calendar.closing { consider(nextSnapshot, .snapshot) }
        consider(calendar.closing + configuration.dayEndDelay, .dayEnd)
        return next
    }

    /// Does everything due up to and including `now`, each at its own time.
    mutating func runSchedule(to now: SessionTime, into outbox: inout Outbox) {
        while let (time, work) = nextWork, time <= now {
            clock = max(clock, time)
            switch work {
            case .phase: changePhase(into: &outbox)
            case .requestExpiry: expireRequest()
            case .flow: act(into: &outbox)
            case .snapshot:
                publishTops(into: &outbox)
                nextSnapshot = nextSnapshot + configuration.snapshotInterval
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
    private mutating func changePhase(into outbox: inout Outbox) {
        let segments = configuration.calendar.segments
        let phase = nextSegment < segments.count ? segments[nextSegment].phase : .closed
        nextSegment += 1
        for contract in contracts where phases[contract.index.int].collectsOrders {
            uncross(contract)
        }
        for contract in contracts {
            phases[contract.index.int] = phase
            isDirty[contract.index.int] = true
            observeScore(contract.index)
            record(
                ExchangeEvents.Entry(kind: .phaseChanged, reasonCode: phase.rawValue),
                on: contract.index)
        }
        publishPhases(on: .marketData, to: .everybody, into: &outbox)
        if phase == .closed { close() }
    }

    private mutating func uncross(_ contract: OptionContract) {
        let index = contract.index.int
        let isClosing = phases[index] == .closingAuction
        let last = lastPrices[index]
        let reference = isClosing && last > .zero ? last : contract.previousSettlement
        guard
            let outcome = CallAuction.uncross(
                bids: books[index].levels(.bid), asks: books[index].levels(.ask),
                reference: reference)
        else { return }
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
