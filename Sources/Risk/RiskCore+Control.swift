import Market
import Wire

extension RiskCore {
    mutating func receiveCommand(
        _ frame: Frame, from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let command = try frame.root(ControlCommand.self)
        guard let scope = ControlScope(code: command.scopeCode, index: command.index) else {
            reply(command, to: peer, .refused, "unknown scope", at: now, into: &outbox)
            return
        }
        let person = command.person.text
        switch command.verb {
        case .kill:
            latches.kill(scope)
            applyLatches()
            note(scope, .killed, at: now)
            pull(command, scope, .kill, from: peer, at: now, into: &outbox)
        case .cancelAll:
            pull(command, scope, .operator, from: peer, at: now, into: &outbox)
        case .pause:
            latches.pause(scope)
            applyLatches()
            note(scope, .paused, at: now)
            reply(command, to: peer, .accepted, "paused", at: now, into: &outbox)
        case .resume:
            let wasPaused = latches.resume(scope)
            applyLatches()
            if wasPaused { note(scope, .resumed, at: now) }
            reply(
                command, to: peer, wasPaused ? .accepted : .refused,
                wasPaused ? "resumed" : "not paused in this scope", at: now, into: &outbox)
        case .release: release(command, scope, person, from: peer, at: now, into: &outbox)
        case .status: reply(command, to: peer, .accepted, statusText, at: now, into: &outbox)
        default: reply(command, to: peer, .refused, "unknown verb", at: now, into: &outbox)
        }
    }

    private var statusText: String {
        "accepted \(counters.accepted) refused \(counters.refused) killed \(latches.kills.count)"
    }

    private mutating func note(
        _ scope: ControlScope, _ kind: RiskDecisionKind, at now: SessionTime
    ) {
        var contract = DecisionLog.noContract
        if case .contract(let index) = scope { contract = ContractIndex(index) }
        note(
            kind, contract: contract, value: Int64(scope.code), limit: Int64(scope.index),
            at: now)
    }

    private mutating func release(
        _ command: ControlCommand, _ scope: ControlScope, _ person: String, from peer: PeerID,
        at now: SessionTime, into outbox: inout Outbox
    ) {
        guard !person.isEmpty else {
            reply(
                command, to: peer, .refused, "a release needs a name", at: now, into: &outbox)
            return
        }
        switch latches.release(scope, by: person) {
        case .nothingKilled:
            reply(
                command, to: peer, .refused, "nothing killed in this scope", at: now,
                into: &outbox)
        case .samePerson:
            reply(
                command, to: peer, .refused, "needs another person", at: now, into: &outbox)
        case .needsSecondPerson:
            reply(
                command, to: peer, .waiting, "needs a second person", at: now, into: &outbox)
        case .released:
            applyLatches()
            note(scope, .released, at: now)
            reply(command, to: peer, .accepted, "released", at: now, into: &outbox)
        }
    }

    /// Latches set before the instrument list came hold when it does.
    mutating func applyLatches() {
        guard gate != nil, let directory else { return }
        for contract in directory.contracts {
            let index = contract.index.int
            let underlying = contract.underlying.value
            let isKilled = latches.kills.contains {
                $0.scope.covers(contract: index, underlying: underlying)
            }
            let isPaused = latches.pauses.contains {
                $0.covers(contract: index, underlying: underlying)
            }
            gate?.killed[index] = isKilled
            gate?.paused[index] = isPaused
        }
    }

    // MARK: pulls

    private mutating func pull(
        _ command: ControlCommand, _ scope: ControlScope, _ reason: InstructionReason,
        from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) {
        let serial = gate?.serial ?? 0
        let pulled = markPulled(reason, at: now) { contract, gate in
            scope.covers(contract: contract, underlying: gate.book.terms[contract].underlying)
        }
        // Ten calls, one message (Z24a): what is being pulled is left to the retry.
        if pulled > 0 {
            log.flush(into: &outbox, at: now)
            sendMassCancel(scope, reason, at: now, into: &outbox)
        }
        guard liveCount(scope, upTo: serial) > 0 else {
            reply(
                command, to: peer, .confirmed, "nothing at the exchange", at: now,
                into: &outbox)
            return
        }
        waiting.append(
            WaitingCommand(
                id: command.commandID, peer: peer, scope: scope, serial: serial, receivedAt: now))
        reply(
            command, to: peer, .waiting, "cancel sent, exchange to confirm", at: now,
            into: &outbox)
    }

    /// Marks what is at the exchange for removal; returns how many contracts were not marked yet.
    mutating func markPulled(
        _ reason: InstructionReason, at now: SessionTime,
        where covers: (_ contract: Int, _ gate: borrowing RiskGate) -> Bool
    ) -> Int {
        guard let gate else { return 0 }
        var pulled = 0
        for contract in pullUpTo.indices
        where covers(contract, gate) && gate.book.hasAnything(contract) {
            if pullUpTo[contract] == 0 { pulled += 1 }
            pullUpTo[contract] = gate.serial
            pullReason[contract] = reason
            isExplained[contract] = true
            note(
                .pulled, code: reason.rawValue, contract: ContractIndex(contract),
                quoteID: QuoteID(gate.book.live[contract].id), at: now)
        }
        return pulled
    }

    mutating func sendMassCancel(
        _ scope: ControlScope, _ reason: InstructionReason, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        pullRetryAt = now + terms.cancelRetryAfter
        guard exchangeIsUp else { return }
        let cost = terms.massCancelMessages
        gate?.budget.spend(cost, at: now)
        session.send(
            Approved(
                MassCancel(
                    participant: participant, reason: reason, scopeCode: scope.code,
                    index: scope.index)),
            into: &outbox)
    }

    /// Sends again, contract by contract, what the exchange has not taken off.
    mutating func sendPulls(at now: SessionTime, into outbox: inout Outbox) {
        pullRetryAt = nil
        for contract in pullUpTo.indices where pullUpTo[contract] != 0 {
            guard let gate, gate.book.hasAnything(contract, upTo: pullUpTo[contract]) else {
                pullUpTo[contract] = 0
                continue
            }
            sendMassCancel(
                .contract(UInt32(contract)), pullReason[contract], at: now, into: &outbox)
        }
    }

    private func liveCount(_ scope: ControlScope, upTo serial: UInt64) -> Int {
        guard let gate else { return 0 }
        var count = 0
        for contract in gate.book.terms.indices
        where scope.covers(
            contract: contract, underlying: gate.book.terms[contract].underlying)
            && gate.book.hasAnything(contract, upTo: serial)
        { count += 1 }
        return count
    }

    /// Tells the operator what the exchange has confirmed; never anything else (P27.3a).
    mutating func confirm(at now: SessionTime, into outbox: inout Outbox) {
        if let gate {
            for contract in pullUpTo.indices
            where pullUpTo[contract] != 0
                && !gate.book.hasAnything(contract, upTo: pullUpTo[contract])
            { pullUpTo[contract] = 0 }
        }
        guard !waiting.isEmpty else { return }
        var left: [WaitingCommand] = []
        for command in waiting {
            guard liveCount(command.scope, upTo: command.serial) == 0 else {
                left.append(command)
                continue
            }
            outbox.send(
                ControlReply(
                    commandID: command.id, outcome: .confirmed,
                    liveQuotes: UInt32(liveCount(command.scope, upTo: .max)),
                    receivedAt: command.receivedAt, confirmedAt: now,
                    text: FixedText64("confirmed by the exchange")),
                on: .control, to: command.peer)
        }
        waiting = left
    }

    private func reply(
        _ command: ControlCommand, to peer: PeerID, _ outcome: ControlOutcome, _ text: String,
        at now: SessionTime, into outbox: inout Outbox
    ) {
        outbox.send(
            ControlReply(
                commandID: command.commandID, outcome: outcome,
                liveQuotes: UInt32(liveCount(.everything, upTo: .max)), receivedAt: now,
                confirmedAt: outcome == .confirmed ? now : SessionTime(nanoseconds: 0),
                text: FixedText64(text)),
            on: .control, to: peer)
    }
}
