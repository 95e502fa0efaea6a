import Market
import Wire

/// Forced close by our own hand (C4.8, B3.12): plan, a second person's approval, orders that only reduce, report.
extension RiskCore {
    mutating func planClose(
        _ command: ControlCommand, _ scope: ControlScope, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        let problem: String? =
            !LimitBook.isName(command.person.text)
            ? "a plan needs a name"
            : close?.approval != nil ? "another close is being carried out" : nil
        if let problem {
            reply(command, to: peer, .refused, problem, at: now, into: &outbox)
            return
        }
        let legs = gate?.holdings(in: scope) ?? []
        guard !legs.isEmpty else {
            close = nil
            reply(
                command, to: peer, .refused, "nothing held in this scope", at: now, into: &outbox)
            return
        }
        let plan = ForcedClose(planner: command.person.text, scope: scope, legs: legs)
        close = plan
        note(.closePlanned, value: plan.planned, limit: Int64(legs.count), at: now)
        reply(
            command, to: peer, .accepted,
            "\(plan.planned) contracts, \(legs.count) holdings: another approves", at: now,
            into: &outbox)
    }

    /// The approval halts the scope: quotes and orders come off first, then what is held is closed.
    mutating func approveClose(
        _ command: ControlCommand, _ scope: ControlScope, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        guard let plan = close, plan.approval == nil, plan.scope == scope else {
            reply(
                command, to: peer, .refused, "no such plan in this scope", at: now, into: &outbox)
            return
        }
        guard LimitBook.isName(command.person.text),
            !LimitBook.isSamePerson(command.person.text, plan.planner)
        else {
            reply(command, to: peer, .refused, "needs another person", at: now, into: &outbox)
            return
        }
        close?.approval = (command.commandID, peer, now)
        note(.closeApproved, value: plan.planned, limit: Int64(plan.legs.count), at: now)
        latches.set(.halted, scope)
        applyLatches()
        note(
            .stateChanged, code: RiskState.halted.rawValue, value: Int64(scope.code),
            limit: Int64(scope.index), at: now)
        pullAll(scope, .risk, at: now, into: &outbox)
        reply(
            command, to: peer, .waiting, "halted; closing as soon as nothing is live", at: now,
            into: &outbox)
        carryOutClose(at: now, into: &outbox)
    }

    /// Sends what may be sent now, and reports when nothing is left to send; called whenever reports have come.
    mutating func carryOutClose(at now: SessionTime, into outbox: inout Outbox) {
        guard close?.approval != nil, exchangeIsUp else { return }
        orderBatch.removeAll()
        let count = close?.legs.count ?? 0
        for place in 0..<count { step(place, at: now) }
        if !orderBatch.entries.isEmpty {
            log.flush(into: &outbox, at: now)
            orderBatch.expires = now + terms.instructionLifeMax
            orderBatch = session.send(Approved(orderBatch), into: &outbox)
        }
        report(at: now, into: &outbox)
    }

    /// One leg: waits for what is live, counts what the last order closed, sends the next.
    private mutating func step(_ place: Int, at now: SessionTime) {
        guard let gate, let leg = close?.legs[place], !leg.isDone,
            !gate.book.hasAnything(leg.contract)
        else { return }
        if leg.isUnderWay {
            let closed = leg.heldBefore - gate.closable(leg.contract, leg.side)
            close?.legs[place].closed += max(0, closed)
            close?.legs[place].isUnderWay = false
            // The market had no more at this price: what is left is for another plan.
            if closed <= 0 { close?.legs[place].isDone = true }
        }
        guard let current = close?.legs[place], !current.isDone,
            let order = gate.closingOrder(current)
        else {
            close?.legs[place].isDone = true
            return
        }
        let context = InstructionContext(
            participant: participant, expires: now + terms.instructionLifeMax, quoter: PeerID(0))
        switch self.gate?.decide(order, context, isForced: true, at: now) {
        case .pass:
            counters.accepted += 1
            orderBatch.append(order)
            close?.legs[place].isUnderWay = true
            close?.legs[place].heldBefore = gate.closable(leg.contract, leg.side)
        case .refuse(let code, let value, let limit, let side):
            counters.refused += 1
            counters.refusedByCode[Int(code.rawValue)] += 1
            note(
                .orderRefused, code: code.rawValue, side: side, contract: order.contract,
                quoteID: order.clientID, value: value, limit: limit, at: now)
            close?.legs[place].isDone = true
        case nil: return
        }
    }

    private mutating func report(at now: SessionTime, into outbox: inout Outbox) {
        guard let done = close, let approval = done.approval, done.isDone else { return }
        close = nil
        note(.closeDone, value: done.closed, limit: done.planned, at: now)
        log.flush(into: &outbox, at: now)
        outbox.send(
            ControlReply(
                commandID: approval.id, outcome: .confirmed,
                liveQuotes: UInt32(liveCount(done.scope, upTo: .max)),
                receivedAt: approval.receivedAt, confirmedAt: now,
                text: FixedText64("closed \(done.closed) of \(done.planned) contracts")),
            on: .control, to: approval.peer)
    }
}
