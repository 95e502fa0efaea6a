import Market
import Wire

/// The exchange's own count against ours: reports come in order, so after those it contains both must be equal.
///
/// What rests and what was traded is compared exactly. Counts of the day that rules go by are taken over where the exchange's
/// is the harder one: we may count a message at its worst, never below what the exchange counts.
extension RiskCore {
    mutating func receiveTally(
        _ frame: Frame, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let head = try frame.root(MemberTally.self)
        let group = try frame.group(MemberTally.Entry.self)
        guard gate != nil, exchangeIsUp, head.participant == participant, head.tail >= lastApplied
        else { return }
        // Ascending, or it is no tally; seen before anything of it is believed.
        var least = tally.next
        for index in 0..<group.count {
            let contract = Int(group[index].contract.value)
            guard contract >= least, contract < openingNet.count else {
                malformedFrames += 1
                tally = TallyRound()
                return
            }
            least = contract + 1
        }
        for index in 0..<group.count {
            let entry = group[index]
            let contract = Int(entry.contract.value)
            for other in tally.next..<contract { compare(MemberTally.Entry(), other, at: now) }
            compare(entry, contract, at: now)
            tally.next = contract + 1
        }
        guard head.isLast != 0 else { return }
        for other in tally.next..<openingNet.count {
            compare(MemberTally.Entry(), other, at: now)
        }
        countMessages(Int64(clamping: head.messages), at: now)
        let round = tally
        tally = TallyRound()
        reactions.tallied(off: round.off)
        react(at: now)
        log.flush(into: &outbox, at: now)
        takeOffUnknown(at: now, into: &outbox)
        confirm(at: now, into: &outbox)
    }

    private mutating func compare(_ told: MemberTally.Entry, _ contract: Int, at now: SessionTime) {
        guard let gate else { return }
        let live = gate.book.live[contract]
        let net = gate.book.holdings.long[contract] - gate.book.holdings.short[contract]
        let isEqual =
            live.bid.quantity == Int64(told.bidQuantity.contracts)
            && live.ask.quantity == Int64(told.askQuantity.contracts)
            && net - openingNet[contract] == Int64(told.net.contracts)
            && gate.book.orders.resting(contract, .bid) == Int64(told.orderBidQuantity.contracts)
            && gate.book.orders.resting(contract, .ask) == Int64(told.orderAskQuantity.contracts)
        count(told, contract, at: now)
        guard !isEqual else { return }
        tally.off.append(UInt32(contract))
        correct(contract, .bid, to: Int64(told.bidQuantity.contracts), at: now)
        correct(contract, .ask, to: Int64(told.askQuantity.contracts), at: now)
        correctOrders(contract, .bid, to: Int64(told.orderBidQuantity.contracts), at: now)
        correctOrders(contract, .ask, to: Int64(told.orderAskQuantity.contracts), at: now)
    }

    /// Single orders of a side: none left there frees ours; anything else cannot be told apart and is taken off there.
    private mutating func correctOrders(
        _ contract: Int, _ side: Side, to quantity: Int64, at now: SessionTime
    ) {
        guard let ours = gate?.book.orders.resting(contract, side), ours != quantity,
            quantity >= 0
        else { return }
        if quantity == 0 {
            gate?.book.dismissResting(contract, side)
        } else {
            unknownLegs.append(UInt32(contract))
        }
        note(
            .orderTallyCorrected, side: side, contract: ContractIndex(contract), value: ours,
            limit: quantity, at: now)
    }

    // MARK: counts of the day

    /// Which of the exchange's counts was taken over; the code of the record.
    private enum Count: UInt8 {
        case messages = 1
        case cancels, cancelledVolume, tradedVolume
    }

    /// Beyond any day: a count that is no count is not believed.
    private static var countMax: Int64 { 1 << 40 }

    private mutating func countMessages(_ told: Int64, at now: SessionTime) {
        guard let ours = gate?.budget.today, told > ours, told <= Self.countMax else { return }
        gate?.budget.raise(today: told)
        note(.tallyCounted, code: Count.messages.rawValue, value: ours, limit: told, at: now)
    }

    /// More cancels than we count, or less traded, is what ratios and fees would be reckoned with.
    private mutating func count(_ told: MemberTally.Entry, _ contract: Int, at now: SessionTime) {
        guard let ours = gate?.tally.contracts[contract] else { return }
        let believed = 0...Self.countMax
        if Int64(told.cancels) > ours.cancels {
            take(\.cancels, .cancels, ours.cancels, Int64(told.cancels), contract, at: now)
        }
        if told.cancelledVolume > ours.cancelledVolume, believed.contains(told.cancelledVolume) {
            take(
                \.cancelledVolume, .cancelledVolume, ours.cancelledVolume, told.cancelledVolume,
                contract, at: now)
        }
        if told.tradedVolume < ours.tradedVolume, believed.contains(told.tradedVolume) {
            take(
                \.tradedVolume, .tradedVolume, ours.tradedVolume, told.tradedVolume, contract,
                at: now)
        }
    }

    private mutating func take(
        _ path: WritableKeyPath<CancelTally.Contract, Int64>, _ count: Count, _ ours: Int64,
        _ told: Int64, _ contract: Int, at now: SessionTime
    ) {
        gate?.tally.take(path, told, contract)
        note(
            .tallyCounted, code: count.rawValue, contract: ContractIndex(contract), value: ours,
            limit: told, at: now)
    }

    /// What rests here and not there is gone: it binds nothing, and no kill waits for it. More there than here has no
    /// price we know; it is taken off.
    private mutating func correct(
        _ contract: Int, _ side: Side, to quantity: Int64, at now: SessionTime
    ) {
        guard let live = gate?.book.live[contract] else { return }
        let ours = live[side].quantity
        guard ours != quantity, quantity >= 0 else { return }
        if ours > quantity {
            _ = gate?.book.reduceLive(contract, side, by: ours - quantity)
            if gate?.book.live[contract].isWorking == false { gate?.holds.release(contract) }
            isExplained[contract] = true
        } else {
            unknownLegs.append(UInt32(contract))
        }
        note(
            .tallyCorrected, side: side, contract: ContractIndex(contract),
            quoteID: QuoteID(live.id), value: ours, limit: quantity, at: now)
    }

    private mutating func takeOffUnknown(at now: SessionTime, into outbox: inout Outbox) {
        var last: UInt32?
        for contract in unknownLegs where contract != last {
            last = contract
            sendMassCancel(.contract(contract), .risk, at: now, into: &outbox)
        }
        unknownLegs.removeAll()
    }
}
