import Market
import Wire

/// A person lets an order pass that a soft limit has stopped: judged anew by the market of that moment (H27b).
extension RiskCore {
    /// Tells the quoter, and the record, what became of an order that was not simply refused.
    mutating func answer(
        _ entry: OrderInstructions.Entry, _ code: RefusalCode, value: Int64 = 0, limit: Int64 = 0,
        at now: SessionTime
    ) {
        let decision = RiskDecisions.Entry(
            time: now, kind: .orderRefused, code: code.rawValue, sideCode: entry.sideCode,
            contract: entry.contract, quoteID: entry.clientID, value: value, limit: limit)
        refusals.append(decision)
        log.add(decision)
    }

    mutating func releaseOrder(
        _ command: ControlCommand, _ scope: ControlScope, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        guard LimitBook.isName(command.person.text) else {
            reply(command, to: peer, .refused, "a release needs a name", at: now, into: &outbox)
            return
        }
        guard case .contract(let contract) = scope, let id = UInt64(command.text.text),
            let held = reviews.take(contract, id: id)
        else {
            reply(command, to: peer, .refused, "no such order waits", at: now, into: &outbox)
            return
        }
        guard held.until > now else {
            reply(command, to: peer, .refused, "its time is over", at: now, into: &outbox)
            return
        }
        let verdict = judgeAnew(held, at: now)
        guard case .pass = verdict else {
            log.flush(into: &outbox, at: now)
            reply(
                command, to: peer, .refused, "refused now: \(verdict.code)", at: now, into: &outbox)
            return
        }
        log.flush(into: &outbox, at: now)
        orderBatch.expires = now + terms.instructionLifeMax
        orderBatch = session.send(Approved(orderBatch), into: &outbox)
        reply(command, to: peer, .accepted, "sent", at: now, into: &outbox)
    }

    /// The one soft limit gives way as far as it did for the eyes of the person; everything else holds as ever.
    private mutating func judgeAnew(_ held: ReviewQueue.Held, at now: SessionTime) -> Verdict {
        guard let gate else { return .refuse(.unknownContract) }
        var entry = held.entry
        entry.clientID = QuoteID(gate.book.orders.lastID[entry.contract.int] &+ 1)
        var context = held.context
        context.isSessionOpen = quoterIsOpen[Int(context.quoter.value)]
        context.expires = now + terms.instructionLifeMax
        orderBatch.removeAll()
        var verdict = self.gate?.decide(entry, context, at: now) ?? .refuse(.unknownContract)
        if case .refuse(let code, let value, let limit, _) = verdict, code == held.code,
            value.subtractingClamped(limit).magnitude <= held.excess
        {
            let eased = relaxed(code)
            entry.clientID = QuoteID(entry.clientID.value &+ 1)
            verdict =
                self.gate?.decide(entry, context, under: eased, at: now)
                ?? .refuse(.unknownContract)
        }
        switch verdict {
        case .pass:
            counters.accepted += 1
            orderBatch.append(entry)
            quoters[entry.contract.int] = context.quoter.value
        case .refuse(let code, let value, let limit, let side):
            counters.refused += 1
            counters.refusedByCode[Int(code.rawValue)] += 1
            note(
                .orderRefused, code: code.rawValue, side: side, contract: entry.contract,
                quoteID: held.entry.clientID, value: value, limit: limit, at: now)
        }
        return verdict
    }

    private func relaxed(_ code: RefusalCode) -> RiskLimits {
        var relaxed = limits
        switch code {
        case .priceCollar: relaxed.collarTicksMin = ContractTerms.priceTicksMax
        case .orderQuantityLimit: relaxed.quantityPerOrderMax = .max
        case .orderValueLimit: relaxed.valuePerOrderMax = Money(tenThousandths: .max)
        default: break
        }
        return relaxed
    }

    /// What nobody has released in time is refused, and told to its quoter.
    mutating func expireReviews(at now: SessionTime, into outbox: inout Outbox) {
        for held in reviews.expired(at: now) {
            counters.refused += 1
            counters.refusedByCode[Int(RefusalCode.reviewExpired.rawValue)] += 1
            refusals.removeAll(keepingCapacity: true)
            answer(
                held.entry, .reviewExpired, value: Int64(held.code.rawValue), at: now)
            log.flush(into: &outbox, at: now)
            if quoterIsOpen[Int(held.context.quoter.value)] {
                answerRefusals(to: held.context.quoter, at: now, into: &outbox)
            }
        }
    }
}
