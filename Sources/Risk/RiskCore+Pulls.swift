import Market
import Wire

/// Taking quotes off: what is marked stays marked until the exchange's reports show nothing of it.
extension RiskCore {
    mutating func pull(
        _ command: ControlCommand, _ scope: ControlScope, _ reason: InstructionReason,
        from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) {
        let serial = gate?.serial ?? 0
        let contracts = liveContracts(scope, upTo: serial)
        pullAll(scope, reason, at: now, into: &outbox)
        guard !contracts.isEmpty || hedgesLeft(scope, upTo: serial) > 0 else {
            reply(
                command, to: peer, .confirmed, "nothing at the exchange", at: now,
                into: &outbox)
            return
        }
        waiting.append(
            WaitingCommand(
                id: command.commandID, peer: peer, scope: scope, serial: serial, receivedAt: now,
                contracts: contracts, liveBefore: UInt32(contracts.count)))
        reply(
            command, to: peer, .waiting, "cancel sent, exchange to confirm", at: now,
            liveBefore: UInt32(contracts.count), into: &outbox)
    }

    /// Marks a scope's quotes and sends one message for them. Ten calls, one message (Z24a): what is being pulled is
    /// left to the retry.
    mutating func pullAll(
        _ scope: ControlScope, _ reason: InstructionReason, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        let pulled = markPulled(reason, at: now) { [quoters] contract, gate in
            if case .quoter(let quoter) = scope { return UInt32(quoters[contract]) == quoter }
            return scope.covers(
                contract: contract, underlying: gate.book.terms[contract].underlying)
        }
        guard pulled > 0 else { return }
        log.flush(into: &outbox, at: now)
        // The exchange does not know our quoters: theirs come off by contract, or wider where nothing else rests.
        guard let known = scope.atExchange else {
            sendPulls(at: now, into: &outbox)
            return
        }
        pulls.scheduleRetry(at: now, after: terms.cancelRetryAfter)
        sendMassCancel(known, reason, at: now, into: &outbox)
    }

    /// Marks what is at the exchange for removal; returns how many contracts have something no cancel under way
    /// covers.
    mutating func markPulled(
        _ reason: InstructionReason, at now: SessionTime,
        where covers: (_ contract: Int, _ gate: borrowing RiskGate) -> Bool
    ) -> Int {
        guard let gate else { return 0 }
        var pulled = 0
        for contract in pulls.upTo.indices
        where covers(contract, gate) && gate.book.hasAnything(contract) {
            isExplained[contract] = true
            guard gate.book.hasAnything(contract, after: pulls.upTo[contract]) else { continue }
            pulled += 1
            pulls.add(contract, upTo: gate.serial, for: reason)
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
        guard exchangeIsUp else { return }
        let cost = terms.massCancelMessages
        if let limit = gate?.messageRate.limit,
            let room = gate?.room(for: cost, under: limit, at: now),
            room > now
        {
            // Not a message more than the rate allows: it goes as soon as there is room.
            pulls.retry(by: room)
            return
        }
        gate?.budget.spend(cost, at: now)
        session.send(
            Approved(
                MassCancel(
                    participant: participant, reason: reason, scopeCode: scope.code,
                    index: scope.index)),
            into: &outbox)
    }

    /// Sends what the exchange has not taken off yet, in as few messages as cover it and nothing else.
    mutating func sendPulls(at now: SessionTime, into outbox: inout Outbox) {
        settlePulls()
        guard pulls.count > 0 else { return }
        pulls.scheduleRetry(at: now, after: terms.cancelRetryAfter)
        for cancel in cancels() {
            sendMassCancel(cancel.scope, cancel.reason, at: now, into: &outbox)
        }
    }

    /// One cancel for everything if all that is out there is to come off, else one an underlying where that holds,
    /// else one a contract.
    private func cancels() -> [(scope: ControlScope, reason: InstructionReason)] {
        guard let gate else { return [] }
        var due: [Int] = []
        // Per underlying: something that is to stay.
        var stays = Array(repeating: false, count: gate.book.sums.count)
        for contract in gate.book.terms.indices where gate.book.hasAnything(contract) {
            let serial = pulls.upTo[contract]
            // A newer quote may replace what is pulled; its answer decides whether anything is left to pull.
            if serial != 0, !gate.book.hasAnything(contract, after: serial) {
                due.append(contract)
            } else {
                stays[Int(gate.book.terms[contract].underlying)] = true
            }
        }
        guard let first = due.first else { return [] }
        if !stays.contains(true) { return [(.everything, pulls.reasons[first])] }
        var cancels: [(scope: ControlScope, reason: InstructionReason)] = []
        var done = Array(repeating: false, count: stays.count)
        for contract in due {
            let underlying = gate.book.terms[contract].underlying
            if stays[Int(underlying)] {
                cancels.append((.contract(UInt32(contract)), pulls.reasons[contract]))
            } else if !done[Int(underlying)] {
                done[Int(underlying)] = true
                cancels.append((.underlying(UInt32(underlying)), pulls.reasons[contract]))
            }
        }
        return cancels
    }

    /// Forgets what the exchange's reports say is off.
    private mutating func settlePulls() {
        guard pulls.count > 0, let gate else { return }
        for contract in pulls.upTo.indices
        where pulls.upTo[contract] != 0
            && !gate.book.hasAnything(contract, upTo: pulls.upTo[contract])
        { pulls.remove(contract) }
    }

    /// Contracts of a scope with anything at the exchange or on its way that was sent up to `serial`.
    func liveContracts(_ scope: ControlScope, upTo serial: UInt64) -> [Int] {
        guard let gate else { return [] }
        return gate.book.terms.indices.filter { contract in
            if case .quoter(let quoter) = scope {
                guard UInt32(quoters[contract]) == quoter else { return false }
            } else if !scope.covers(
                contract: contract, underlying: gate.book.terms[contract].underlying)
            {
                return false
            }
            return gate.book.hasAnything(contract, upTo: serial)
        }
    }

    func liveCount(_ scope: ControlScope, upTo serial: UInt64) -> Int {
        liveContracts(scope, upTo: serial).count + hedgesLeft(scope, upTo: serial)
    }

    /// Tells the operator what the exchange has confirmed; never anything else (P27.3a).
    mutating func confirm(at now: SessionTime, into outbox: inout Outbox) {
        settlePulls()
        carryOutClose(at: now, into: &outbox)
        expireReviews(at: now, into: &outbox)
        guard !waiting.isEmpty, let gate else { return }
        for place in waiting.indices {
            let serial = waiting[place].serial
            let cleared = waiting[place].contracts.filter {
                !gate.book.hasAnything($0, upTo: serial)
            }
            guard !cleared.isEmpty else { continue }
            waiting[place].contracts.removeAll { !gate.book.hasAnything($0, upTo: serial) }
            tellProgress(waiting[place], cleared, at: now, into: &outbox)
        }
        for command in waiting where isConfirmed(command) {
            outbox.send(
                ControlReply(
                    commandID: command.id, outcome: .confirmed,
                    liveQuotes: UInt32(liveCount(command.scope, upTo: .max)),
                    receivedAt: command.receivedAt, confirmedAt: now,
                    text: FixedText64("confirmed by the exchange"),
                    liveBefore: command.liveBefore),
                on: .control, to: command.peer)
        }
        waiting = waiting.filter { !isConfirmed($0) }
    }

    private func isConfirmed(_ command: WaitingCommand) -> Bool {
        command.contracts.isEmpty && hedgesLeft(command.scope, upTo: command.serial) == 0
    }

    /// Which contracts the exchange has cleared, each with its own time.
    private func tellProgress(
        _ command: WaitingCommand, _ cleared: [Int], at now: SessionTime,
        into outbox: inout Outbox
    ) {
        for start in stride(from: 0, to: cleared.count, by: DecisionLog.frameEntriesMax) {
            let end = min(start + DecisionLog.frameEntriesMax, cleared.count)
            outbox.open(
                ControlProgress(
                    commandID: command.id,
                    left: UInt32(command.contracts.count + cleared.count - end), at: now),
                of: ControlProgress.Entry.self, on: .control, to: command.peer)
            for contract in cleared[start..<end] {
                outbox.append(
                    ControlProgress.Entry(
                        contract: ContractIndex(contract), time: lastReports[contract]))
            }
            outbox.close()
        }
    }
}
