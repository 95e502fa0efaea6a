import Ledger
import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    /// A life begins: nothing said before is certain, and the market has to be asked.
    mutating func applyStarted(_ frame: Frame, into outbox: inout Outbox) throws(WireError) {
        _ = try frame.root(Started.self)
        loseSession()
        snapshotRequestedAt = QuoterCore.never
        requestSnapshot(into: &outbox)
    }

    mutating func applySession(_ frame: Frame) throws(WireError) {
        let event = try frame.root(SessionEvent.self)
        switch event.change {
        case .opened:
            loseSession()
            session = .awaitingSnapshot
        case .closed: loseSession()
        default: counters.ignoredEntries += 1
        }
    }

    private mutating func loseSession() {
        session = .closed
        forgetHedges()
        for index in slots.indices {
            slots[index].forget()
            mirror(ContractIndex(index))
        }
        slotDeadline = nil
        for desk in desks.indices { desks[desk].hasDeferred = false }
        // Requests outlive the session: back in time, they are answered, else given up.
        for request in openRequests { schedule(request.deadline + QuoterCore.instant) }
    }

    /// Takes over the positions and starts to quote; what may be live is replaced or withdrawn.
    mutating func applySnapshot(_ frame: Frame) throws(WireError) {
        let head = try frame.root(PositionSnapshot.self)
        let entries = try frame.group(PositionSnapshot.Entry.self)
        guard session != .closed else {
            counters.ignoredEntries += 1
            return
        }
        adoptQuoteID(head.lastQuoteID)
        waitingSnapshot.removeAll(keepingCapacity: true)
        for index in 0..<entries.count { waitingSnapshot.append(entries[index]) }
        waitingLiveQuotes = head.liveQuotes > 0
        session = .ready
        isExchangeUp = true
        if directory != nil { takeWaitingSnapshot() }
    }

    mutating func takeWaitingSnapshot() {
        for index in slots.indices where !slots[index].isInFlight && !slots[index].isLive {
            slots[index].isUnknown = waitingLiveQuotes
        }
        // What the snapshot does not list is flat.
        for index in slots.indices where positions[ContractIndex(index)] != .flat {
            takeOver(ContractIndex(index), long: .zero, short: .zero)
        }
        for entry in waitingSnapshot {
            takeOver(entry.contract, long: entry.long, short: entry.short)
        }
        waitingSnapshot.removeAll(keepingCapacity: true)
        for desk in desks.indices { desks[desk].sumInventory() }
        // Asked before the session was lost and still in time.
        for request in openRequests { showFirstRequest(request.contract) }
        markAllDirty()
    }

    /// Sets a holding without making or losing money by it; what was held before is revalued first.
    private mutating func takeOver(_ contract: ContractIndex, long: Quantity, short: Quantity) {
        guard let place = place(contract), positions.set(contract, long: long, short: short) else {
            counters.ignoredEntries += 1
            return
        }
        let value = mark(of: contract, place)
        explain(contract, place)
        ledger.mark(contract, at: value)
        ledger.open(contract, net: positions[contract].net, at: value)
        mirrorPosition(contract, place)
    }

    /// Risk's session at the exchange has ended: what was in flight and not answered by now never will be.
    mutating func loseExchange() {
        isExchangeUp = false
        for slot in slots.indices { slots[slot].clearPending() }
    }

    mutating func regainExchange() {
        isExchangeUp = true
        forgetHedges()
        for slot in slots.indices {
            slots[slot].clearPending()
            slots[slot].retryAt = QuoteSlot.never
        }
        markAllDirty()
    }

    /// The theoretical value, or yesterday's settlement before there is one.
    func mark(of contract: ContractIndex, _ place: Place) -> MicroYuan {
        MicroYuan(yuan: desks[place.desk].chain.valuations.value[place.position])
            ?? MicroYuan(desks[place.desk].chain.facts[place.position].previousSettlement)
            ?? .zero
    }

    mutating func applyDecisions(_ frame: Frame) throws(WireError) {
        let entries = try frame.group(RiskDecisions.Entry.self)
        for index in 0..<entries.count {
            let entry = entries[index]
            switch entry.kind {
            case .refused: applyRefusal(entry)
            case .released, .resumed:
                for slot in slots.indices { slots[slot].retryAt = QuoteSlot.never }
                markAllDirty()
            case .hedgeRefused: applyHedgeRefusal(entry)
            case .exchangeDown: loseExchange()
            case .exchangeUp: regainExchange()
            case .tallyCorrected: correct(entry)
            case .pulled: pause(entry.contract, for: configuration.tuning.retryAfter)
            default: continue
            }
        }
    }

    /// The exchange took a leg off without a word: what it says rests, rests.
    private mutating func correct(_ entry: RiskDecisions.Entry) {
        guard place(entry.contract) != nil, let side = Side(rawValue: entry.sideCode) else {
            return
        }
        let left = Quantity(contracts: Int32(clamping: entry.limit))
        guard left < slots[entry.contract.int].remaining(side) else { return }
        slots[entry.contract.int].setRemaining(side, left)
        touch(entry.contract)
    }

    private mutating func applyRefusal(_ entry: RiskDecisions.Entry) {
        guard place(entry.contract) != nil else {
            counters.ignoredEntries += 1
            return
        }
        counters.refusals += 1
        let index = entry.contract.int
        guard slots[index].isInFlight, slots[index].pendingID == entry.quoteID else { return }
        let answered = slots[index].pendingAnswers
        slots[index].clearPending()
        note(answered) {
            $0.reason = .risk
            $0.refusal = entry.refusal
        }
        switch entry.refusal {
        case .closeExceedsHolding where !slots[index].opensOnly:
            slots[index].opensOnly = true
            touch(entry.contract)
        case .requestUnknown:
            giveUp(answered)
            touch(entry.contract)
        case .duplicateQuoteID:
            adoptQuoteID(QuoteID(UInt64(clamping: entry.limit)))
            pause(entry.contract, for: configuration.tuning.retryAfter)
        case .killed, .paused, .exchangeDown, .noLimitSet, .notMarketMakerContract,
            .unknownContract, .accountNotFiled, .dayEnded:
            pause(entry.contract, for: configuration.tuning.retryLongAfter)
        default: pause(entry.contract, for: configuration.tuning.retryAfter)
        }
    }

    /// New quotes get higher numbers than any seen; an absurd one is not believed.
    mutating func adoptQuoteID(_ id: QuoteID) {
        if id.value < 1 << 48 { lastQuoteID = max(lastQuoteID, id.value) }
    }

    /// Leaves a contract alone for a while.
    mutating func pause(_ contract: ContractIndex, for span: TimeSpan) {
        guard place(contract) != nil else { return }
        slots[contract.int].retryAt = now + span
        schedule(now + span)
    }

    /// Copies what is live into what the strategy sees.
    mutating func mirror(_ contract: ContractIndex) {
        guard let place = place(contract) else { return }
        desks[place.desk].chain.states[place.position].ownBid = slots[contract.int].bid
        desks[place.desk].chain.states[place.position].ownAsk = slots[contract.int].ask
    }

    /// What is unmatched counts on the side it leans to, so that delta and vega see it.
    mutating func mirrorPosition(_ contract: ContractIndex, _ place: Place) {
        let held = positions[contract]
        let extra = Int32(clamping: held.unmatched)
        desks[place.desk].chain.states[place.position].long = QuoterCore.sum(
            held.long, max(0, extra))
        desks[place.desk].chain.states[place.position].short = QuoterCore.sum(
            held.short, extra < 0 ? 0 - max(extra, -.max) : 0)
    }

    private static func sum(_ quantity: Quantity, _ extra: Int32) -> Quantity {
        let (sum, overflow) = quantity.contracts.addingReportingOverflow(extra)
        return overflow ? quantity : Quantity(contracts: sum)
    }
}
