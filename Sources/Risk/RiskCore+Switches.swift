import Market
import Wire

/// The account's switches, turned on by one person and off by two, and the exchange's own restrictions.
extension RiskCore {
    mutating func restrict(
        _ command: ControlCommand, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        guard let which = AccountSwitch(text: command.text.text) else {
            reply(
                command, to: peer, .refused, "trade, open, sell-open or lock", at: now,
                into: &outbox)
            return
        }
        switches.set(which)
        applyStanding()
        note(which, isOn: true, at: now)
        let closed = which.closes
        let pulled = markPulled(.risk, at: now) { contract, gate in
            gate.works(contract, to: closed)
        }
        log.flush(into: &outbox, at: now)
        if pulled > 0 { sendPulls(at: now, into: &outbox) }
        reply(
            command, to: peer, .accepted, "\(which.name) closed, \(pulled) quotes to come off",
            at: now, into: &outbox)
    }

    mutating func lift(
        _ command: ControlCommand, from peer: PeerID, at now: SessionTime,
        into outbox: inout Outbox
    ) {
        let person = command.person.text
        guard let which = AccountSwitch(text: command.text.text), LimitBook.isName(person) else {
            reply(
                command, to: peer, .refused, "needs a name, and trade, open, sell-open or lock",
                at: now, into: &outbox)
            return
        }
        switch switches.lift(which, by: person) {
        case .notSet:
            reply(command, to: peer, .refused, "not restricted", at: now, into: &outbox)
        case .samePerson:
            reply(command, to: peer, .refused, "needs another person", at: now, into: &outbox)
        case .needsSecondPerson:
            reply(command, to: peer, .waiting, "needs a second person", at: now, into: &outbox)
        case .lifted:
            applyStanding()
            note(which, isOn: false, at: now)
            reply(command, to: peer, .accepted, "\(which.name) lifted", at: now, into: &outbox)
        }
    }

    private mutating func note(_ which: AccountSwitch, isOn: Bool, at now: SessionTime) {
        note(
            .accountSwitched, code: which.rawValue, value: isOn ? 1 : 0,
            limit: Int64(participant), at: now)
    }

    /// Switches and restrictions before the instrument list hold when it comes.
    mutating func applyStanding() { gate?.standing.set(switches, venue) }

    /// The exchange's word on our account or seat: an alarm, no further order, and what may come off does.
    mutating func obey(_ event: ExchangeEvents.Entry, at now: SessionTime) {
        guard event.participant == participant else { return }
        let isOn = event.reasonCode != 0
        switch event.effectCode {
        case 1: venue.isAccountShut = isOn
        case 2: venue.isSeatShut = isOn
        default: return
        }
        applyStanding()
        note(.venueRestricted, code: event.effectCode, value: isOn ? 1 : 0, at: now)
        guard isOn, !venue.isSeatShut else { return }
        if markPulled(.risk, at: now, where: { _, _ in true }) > 0 { owesPulls = true }
    }

    /// Why this person may not give this command; nil where it may.
    func objection(to verb: ControlVerb, by person: String) -> String? {
        guard let operators = terms.operators else { return nil }
        let isPermitted = operators.contains { $0.person == person && $0.verbs.contains(verb) }
        return isPermitted ? nil : "this person may not"
    }
}

extension RiskGate {
    /// Whether anything of a contract, resting or in flight, would open or close so.
    func works(_ contract: Int, to kinds: InstructionKinds) -> Bool {
        let isOrdered = book.orders.has(contract) {
            !InstructionKinds($0.side, $0.leg.effect).isDisjoint(with: kinds)
        }
        if isOrdered { return true }
        let first = contract * ExposureBook.inFlightMax
        var quotes = [book.live[contract]]
        quotes += book.inFlight[first..<first + Int(book.slots[contract].inFlightCount)]
        return quotes.contains { quote in
            guard quote.isWorking else { return false }
            var own: InstructionKinds = []
            if quote.bid.quantity > 0 {
                own.insert(quote.bid.effect == .open ? .buyOpen : .buyClose)
            }
            if quote.ask.quantity > 0 {
                own.insert(quote.ask.effect == .open ? .sellOpen : .sellClose)
            }
            return !own.isDisjoint(with: kinds)
        }
    }
}
