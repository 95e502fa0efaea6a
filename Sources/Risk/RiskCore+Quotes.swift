import Market
import Wire

extension RiskCore {
    /// Entries of a frame that memory is asked for ahead.
    private static let lookAhead = 4

    mutating func receiveInstructions(
        _ frame: Frame, from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let message = try frame.root(QuoteInstructions.self)
        let group = try frame.group(QuoteInstructions.Entry.self)
        guard
            let context = context(message.participant, expires: message.expires, from: peer)
        else { return }
        refusals.removeAll(keepingCapacity: true)
        batch.removeAll()
        share(group, at: now)
        // Each entry is answered on its own: a bad one does not hold up its neighbours.
        for index in 0..<group.count {
            if index + Self.lookAhead < group.count {
                gate?.lookAhead(group[index + Self.lookAhead].contract)
            }
            decide(group[index], context, waits: round.waits(index), at: now)
        }
        log.flush(into: &outbox, at: now)
        answerRefusals(to: peer, at: now, into: &outbox)
        guard !batch.entries.isEmpty else { return }
        batch.expires = context.expiry(at: now, lifeMax: terms.instructionLifeMax)
        batch = session.send(Approved(batch), into: &outbox)
    }

    /// What a frame of instructions says of all its entries; nil, and counted, from a peer that is no quoter.
    mutating func context(
        _ participant: UInt16, expires: SessionTime, from peer: PeerID
    ) -> InstructionContext? {
        guard peer.value >= 1, Int(peer.value) <= Self.quoterMax else {
            malformedFrames += 1
            return nil
        }
        return InstructionContext(
            participant: participant, expires: expires, quoter: peer,
            isSessionOpen: quoterIsOpen[Int(peer.value)])
    }

    /// Shares out what is left of the second if the frame asks for more.
    private mutating func share(
        _ group: GroupView<QuoteInstructions.Entry>, at now: SessionTime
    ) {
        round.admitAll()
        guard let room = gate?.quoteRoom(at: now),
            Int64(group.count) * (terms.quoteMessages + terms.replaceMessages) > room, let gate
        else { return }
        let first = terms.quoteMessages
        let replacement = first + terms.replaceMessages
        round.choose(
            count: group.count, room: room, worth: { group[$0].worth },
            cost: { index in
                let entry = group[index]
                let isWithdrawal =
                    entry.bidQuantity == .zero && entry.askQuantity == .zero
                guard !isWithdrawal, Int(entry.contract.value) < gate.book.terms.count else {
                    return 0
                }
                let replaces = gate.book.hasQuote(Int(entry.contract.value))
                return replaces ? replacement : first
            })
    }

    private mutating func decide(
        _ entry: QuoteInstructions.Entry, _ context: InstructionContext, waits: Bool,
        at now: SessionTime
    ) {
        // Without an instrument list no contract is known.
        let unknown = Verdict.refuse(.unknownContract, value: Int64(entry.contract.value))
        switch gate?.decide(entry, context, waits: waits, at: now) ?? unknown {
        case .pass:
            counters.accepted += 1
            batch.append(entry)
            if let serial = gate?.serial {
                reactions.sent(serial, contract: entry.contract.int, at: now)
            }
            quoters[entry.contract.int] = context.quoter.value
            explainPassed(entry, at: now)
        case .refuse(let code, let value, let limit, let side):
            counters.refused += 1
            counters.refusedByCode[Int(code.rawValue)] += 1
            let refusal = RiskDecisions.Entry(
                time: now, kind: .refused, code: code.rawValue, sideCode: side?.rawValue ?? 0,
                contract: entry.contract, quoteID: entry.quoteID, value: value, limit: limit)
            refusals.append(refusal)
            log.add(refusal)
            let contract = Int(entry.contract.value)
            if contract < isExplained.count { isExplained[contract] = true }
        }
    }

    private mutating func explainPassed(_ entry: QuoteInstructions.Entry, at now: SessionTime) {
        let contract = entry.contract.int
        if entry.bidQuantity == .zero, entry.askQuantity == .zero {
            isExplained[contract] = true
            note(
                .withdrawn, code: entry.reason.rawValue, contract: entry.contract,
                quoteID: entry.quoteID, at: now)
            return
        }
        guard isExplained[contract] else { return }
        isExplained[contract] = false
        note(.quoted, contract: entry.contract, quoteID: entry.quoteID, at: now)
    }

    /// Refusals go back to the quoter with sequence 0: they are an answer, not the log.
    mutating func answerRefusals(
        to peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) {
        var next = 0
        while next < refusals.count {
            let end = min(next + DecisionLog.frameEntriesMax, refusals.count)
            outbox.open(
                RiskDecisions(watermark: now), of: RiskDecisions.Entry.self, on: .quoteSession,
                to: peer)
            for refusal in refusals[next..<end] { outbox.append(refusal) }
            outbox.close()
            next = end
        }
    }
}
