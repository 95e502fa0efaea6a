import Market
import Wire

/// The exchange's own count against ours: reports come in order, so after those it contains both must be equal.
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
        guard !isEqual else { return }
        tally.off.append(UInt32(contract))
        correct(contract, .bid, to: Int64(told.bidQuantity.contracts), at: now)
        correct(contract, .ask, to: Int64(told.askQuantity.contracts), at: now)
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
