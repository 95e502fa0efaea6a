import Market
import Wire

extension RiskCore {
    /// `peer` 0 is the exchange's session, 1 … 8 a quoter's.
    mutating func receiveShell(
        _ frame: Frame, about peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        if frame.template == Started.templateID {
            let started = try frame.root(Started.self)
            note(.started, value: Int64(started.isRestart), at: now)
            // A process that starts again has no session: what it had sent is unknown.
            if started.isRestart != 0 { startAgain(at: now) }
            return
        }
        let event = try frame.root(SessionEvent.self)
        guard event.change == .opened || event.change == .closed,
            Int(peer.value) <= Self.quoterMax
        else {
            malformedFrames += 1
            return
        }
        let isOpened = event.change == .opened
        if peer.value == 0 {
            isOpened
                ? exchangeOpened(at: now, into: &outbox) : exchangeClosed(event.reason, at: now)
        } else {
            isOpened
                ? quoterOpened(peer, at: now, into: &outbox)
                : quoterClosed(peer, event.reason, at: now, into: &outbox)
        }
    }

    private mutating func startAgain(at now: SessionTime) {
        if exchangeIsUp { exchangeClosed(.none, at: now) }
        for quoter in quoterIsOpen.indices where quoterIsOpen[quoter] {
            quoterIsOpen[quoter] = false
            note(.quoterDown, value: Int64(quoter), at: now)
            _ = markPulled(.quoterDown, at: now) { contract, gate in
                Int(gate.quoters[contract]) == quoter
            }
        }
    }

    private mutating func exchangeOpened(at now: SessionTime, into outbox: inout Outbox) {
        exchangeIsUp = true
        isResynced = false
        gate?.exchangeIsUp = true
        note(.exchangeUp, at: now)
        log.flush(into: &outbox, at: now)
        sendPulls(at: now, into: &outbox)
    }

    private mutating func exchangeClosed(_ reason: SessionReason, at now: SessionTime) {
        exchangeIsUp = false
        gate?.closeLink()
        note(.exchangeDown, code: reason.rawValue, at: now)
    }

    private mutating func quoterOpened(
        _ peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) {
        quoterIsOpen[Int(peer.value)] = true
        note(.quoterUp, value: Int64(peer.value), at: now)
        log.flush(into: &outbox, at: now)
        sendPositions(to: peer, into: &outbox)
    }

    private mutating func sendPositions(to peer: PeerID, into outbox: inout Outbox) {
        let snapshot = PositionSnapshot(
            lastQuoteID: QuoteID(gate?.lastQuoteID[Int(peer.value)] ?? 0),
            liveQuotes: UInt32(liveQuotes))
        outbox.open(snapshot, of: PositionSnapshot.Entry.self, on: .quoteSession, to: peer)
        if let holdings = gate?.book.holdings {
            for contract in holdings.long.indices
            where holdings.long[contract] != 0 || holdings.short[contract] != 0 {
                outbox.append(
                    PositionSnapshot.Entry(
                        contract: ContractIndex(contract),
                        long: Quantity(contracts: Int32(clamping: holdings.long[contract])),
                        short: Quantity(contracts: Int32(clamping: holdings.short[contract]))))
            }
        }
        outbox.close()
    }

    private mutating func quoterClosed(
        _ peer: PeerID, _ reason: SessionReason, at now: SessionTime, into outbox: inout Outbox
    ) {
        let quoter = peer.value
        quoterIsOpen[Int(quoter)] = false
        note(.quoterDown, code: reason.rawValue, value: Int64(quoter), at: now)
        let pulled = markPulled(.quoterDown, at: now) { contract, gate in
            gate.quoters[contract] == quoter
        }
        log.flush(into: &outbox, at: now)
        guard pulled > 0, let gate else { return }
        let hasOthers = gate.book.terms.indices.contains {
            gate.quoters[$0] != quoter && gate.book.hasAnything($0)
        }
        if hasOthers {
            sendPulls(at: now, into: &outbox)
        } else {
            sendMassCancel(.everything, .quoterDown, at: now, into: &outbox)
        }
    }
}
