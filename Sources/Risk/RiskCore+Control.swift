import Market
public import Wire

extension RiskCore {
    mutating func receiveCommand(
        _ frame: Frame, from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let command = try frame.root(ControlCommand.self)
        guard let scope = ControlScope(code: command.scopeCode, index: command.index) else {
            reply(command, to: peer, .refused, "unknown scope", at: now, into: &outbox)
            return
        }
        if let problem = problem(with: scope, of: command.verb) {
            reply(command, to: peer, .refused, problem, at: now, into: &outbox)
            return
        }
        if let objection = objection(to: command.verb, by: command.person.text) {
            reply(command, to: peer, .refused, objection, at: now, into: &outbox)
            return
        }
        switch command.verb {
        case .restrict: restrict(command, from: peer, at: now, into: &outbox)
        case .lift: lift(command, from: peer, at: now, into: &outbox)
        case .kill: shut(.killed, command, scope, from: peer, at: now, into: &outbox)
        case .halt: shut(.halted, command, scope, from: peer, at: now, into: &outbox)
        case .isolate: shut(.isolated, command, scope, from: peer, at: now, into: &outbox)
        case .pause: shut(.paused, command, scope, from: peer, at: now, into: &outbox)
        case .reduce: shut(.reducing, command, scope, from: peer, at: now, into: &outbox)
        case .cancelAll: pull(command, scope, .operator, from: peer, at: now, into: &outbox)
        case .releaseOrder: releaseOrder(command, scope, from: peer, at: now, into: &outbox)
        case .planClose: planClose(command, scope, from: peer, at: now, into: &outbox)
        case .approveClose: approveClose(command, scope, from: peer, at: now, into: &outbox)
        case .resume: resume(command, scope, from: peer, at: now, into: &outbox)
        case .release:
            release(command, scope, command.person.text, from: peer, at: now, into: &outbox)
        case .resetProtection:
            let count = resetProtection(scope, at: now)
            reply(
                command, to: peer, count > 0 ? .accepted : .refused,
                count > 0 ? "protection counts anew" : "nothing frozen in this scope", at: now,
                into: &outbox)
        case .status: reply(command, to: peer, .accepted, statusText, at: now, into: &outbox)
        default: reply(command, to: peer, .refused, "unknown verb", at: now, into: &outbox)
        }
    }

    /// Why a command means nothing in a scope. An index means nothing before the day's list, and nothing beyond it: a
    /// kill that holds for no contract must not look as if it held.
    private func problem(with scope: ControlScope, of verb: ControlVerb) -> String? {
        if verb == .isolate {
            guard case .quoter = scope else { return "only a quoter can be isolated" }
        }
        if verb == .restrict || verb == .lift {
            switch scope {
            case .everything, .account: break
            default: return "the account is restricted as a whole"
            }
        }
        if verb == .resetProtection {
            switch scope {
            case .contract, .quoter: return "protection is reset by underlying"
            default: break
            }
        }
        switch scope {
        case .everything: return nil
        case .quoter(let index):
            return (1...UInt32(Self.quoterMax)).contains(index) ? nil : "unknown quoter"
        case .account(let index):
            return index == UInt32(participant) ? nil : "unknown account"
        case .underlying(let index):
            guard let directory else { return "no instrument list yet" }
            return Int(index) < directory.underlyings.count ? nil : "unknown underlying index"
        case .contract(let index):
            guard let directory else { return "no instrument list yet" }
            return Int(index) < directory.contracts.count ? nil : "unknown contract index"
        }
    }

    /// Whether a quoter is cut off: it may have no session.
    public func isIsolated(quoter: PeerID) -> Bool {
        latches.state(quoter: Int(quoter.value)) == .isolated
    }

    private var statusText: String {
        "shut \(latches.summary); answers p99 \(reactions.answerP99 / 1_000) µs session"
    }

    /// Sets a state: whoever asks, at once.
    private mutating func shut(
        _ state: RiskState, _ command: ControlCommand, _ scope: ControlScope, from peer: PeerID,
        at now: SessionTime, into outbox: inout Outbox
    ) {
        latches.set(state, scope)
        applyLatches()
        note(scope, state, isSet: true, at: now)
        if command.cause != .none {
            note(
                .commandCause, code: command.cause.rawValue, value: Int64(scope.code),
                limit: Int64(scope.index), at: now)
        }
        switch state {
        case .active: break
        case .reducing: reply(command, to: peer, .accepted, "reducing", at: now, into: &outbox)
        case .paused: reply(command, to: peer, .accepted, "paused", at: now, into: &outbox)
        case .killed: pull(command, scope, .kill, from: peer, at: now, into: &outbox)
        case .halted, .isolated: pull(command, scope, .risk, from: peer, at: now, into: &outbox)
        }
    }

    /// The obligation record knows kills and pauses by the exchange's scopes; the rest is told by state.
    mutating func note(
        _ scope: ControlScope, _ state: RiskState, isSet: Bool, at now: SessionTime
    ) {
        let known = scope.atExchange
        let kind: RiskDecisionKind =
            switch (state, isSet) {
            case (.killed, true): .killed
            case (.killed, false): .released
            case (.paused, true): .paused
            case (.paused, false): .resumed
            default: .stateChanged
            }
        guard let known, kind != .stateChanged else {
            note(
                .stateChanged, code: isSet ? state.rawValue : RiskState.active.rawValue,
                value: Int64(scope.code), limit: Int64(scope.index), at: now)
            return
        }
        var contract = DecisionLog.noContract
        if case .contract(let index) = known { contract = ContractIndex(index) }
        note(
            kind, contract: contract, value: Int64(known.code), limit: Int64(known.index),
            at: now)
    }

    private mutating func resume(
        _ command: ControlCommand, _ scope: ControlScope, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        guard let state = latches.resume(scope) else {
            reply(
                command, to: peer, .refused, "not paused in this scope", at: now, into: &outbox)
            return
        }
        applyLatches()
        note(scope, state, isSet: false, at: now)
        reply(command, to: peer, .accepted, "resumed", at: now, into: &outbox)
    }

    private mutating func release(
        _ command: ControlCommand, _ scope: ControlScope, _ person: String, from peer: PeerID,
        at now: SessionTime, into outbox: inout Outbox
    ) {
        guard LimitBook.isName(person) else {
            reply(
                command, to: peer, .refused, "a release needs a name", at: now, into: &outbox)
            return
        }
        if latches.releasable(scope) != nil, liveCount(scope, upTo: .max) > 0 {
            reply(
                command, to: peer, .refused, "the exchange has not confirmed yet", at: now,
                into: &outbox)
            return
        }
        switch latches.release(scope, by: person) {
        case .nothingShut:
            reply(
                command, to: peer, .refused, "nothing killed in this scope", at: now,
                into: &outbox)
        case .samePerson:
            reply(
                command, to: peer, .refused, "needs another person", at: now, into: &outbox)
        case .needsSecondPerson:
            reply(
                command, to: peer, .waiting, "needs a second person", at: now, into: &outbox)
        case .released(let state):
            applyLatches()
            note(scope, state, isSet: false, at: now)
            reply(command, to: peer, .accepted, "released", at: now, into: &outbox)
        }
    }

    /// Latches set before the instrument list came hold when it does.
    mutating func applyLatches() {
        guard gate != nil, let directory else { return }
        for contract in directory.contracts {
            let index = contract.index.int
            gate?.states[index] = latches.state(
                contract: index, underlying: contract.underlying.value)
        }
        for quoter in 1...Self.quoterMax {
            gate?.quoterStates[quoter] = latches.state(quoter: quoter)
        }
    }

    func reply(
        _ command: ControlCommand, to peer: PeerID, _ outcome: ControlOutcome, _ text: String,
        at now: SessionTime, liveBefore: UInt32 = 0, into outbox: inout Outbox
    ) {
        outbox.send(
            ControlReply(
                commandID: command.commandID, outcome: outcome,
                liveQuotes: UInt32(liveCount(.everything, upTo: .max)), receivedAt: now,
                confirmedAt: outcome == .confirmed ? now : SessionTime(nanoseconds: 0),
                text: FixedText64(text), liveBefore: liveBefore),
            on: .control, to: peer)
    }
}
