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
        guard isListed(scope) else {
            reply(command, to: peer, .refused, unlistedText(scope), at: now, into: &outbox)
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

    /// An index means nothing before the day's list, and nothing beyond it: a kill that holds for no contract must
    /// not look as if it held.
    private func isListed(_ scope: ControlScope) -> Bool {
        switch scope {
        case .everything: true
        case .underlying(let index): Int(index) < directory?.underlyings.count ?? 0
        case .contract(let index): Int(index) < directory?.contracts.count ?? 0
        }
    }

    private func unlistedText(_ scope: ControlScope) -> String {
        guard directory != nil else { return "no instrument list yet" }
        if case .underlying = scope { return "unknown underlying index" }
        return "unknown contract index"
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

    func reply(
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
