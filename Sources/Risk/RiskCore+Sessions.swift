import Market
import Wire

extension RiskCore {
    /// The event's channel says whose session it is; on the quote session `peer` is the quoter, 1 … 8.
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
        guard event.change == .opened || event.change == .closed else {
            malformedFrames += 1
            return
        }
        let isOpened = event.change == .opened
        switch event.channelCode {
        case Channel.orderSession.rawValue:
            isOpened
                ? exchangeOpened(at: now, into: &outbox) : exchangeClosed(event.reason, at: now)
        case Channel.quoteSession.rawValue:
            guard (1...UInt16(Self.quoterMax)).contains(peer.value) else {
                malformedFrames += 1
                return
            }
            isOpened
                ? quoterOpened(peer, at: now, into: &outbox)
                : quoterClosed(peer, event.reason, at: now, into: &outbox)
        // Operators and readers of the log come and go: no concern of the decisions.
        default: break
        }
    }

    private mutating func startAgain(at now: SessionTime) {
        if exchangeIsUp { exchangeClosed(.none, at: now) }
        for quoter in quoterIsOpen.indices where quoterIsOpen[quoter] {
            quoterIsOpen[quoter] = false
            note(.quoterDown, value: Int64(quoter), at: now)
            _ = markPulled(.quoterDown, at: now) { [quoters] contract, _ in
                Int(quoters[contract]) == quoter
            }
        }
    }

    private mutating func exchangeOpened(at now: SessionTime, into outbox: inout Outbox) {
        exchangeIsUp = true
        isResynced = false
        gate?.exchangeIsUp = true
        reactions.linkOpened(doubts: gate?.book.lostCount ?? 0, at: now)
        note(.exchangeUp, at: now)
        log.flush(into: &outbox, at: now)
        pulls.restart()
        sendPulls(at: now, into: &outbox)
    }

    private mutating func exchangeClosed(_ reason: SessionReason, at now: SessionTime) {
        exchangeIsUp = false
        gate?.closeLink()
        reactions.linkClosed()
        tally = TallyRound()
        note(.exchangeDown, code: reason.rawValue, at: now)
    }

    private mutating func quoterOpened(
        _ peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) {
        quoterIsOpen[Int(peer.value)] = true
        note(.quoterUp, value: Int64(peer.value), at: now)
        log.flush(into: &outbox, at: now)
        sendPositions(to: peer, into: &outbox)
        sendHedgePositions(to: peer, into: &outbox)
        guard !exchangeIsUp else { return }
        outbox.open(
            RiskDecisions(watermark: now), of: RiskDecisions.Entry.self, on: .quoteSession,
            to: peer)
        outbox.append(
            RiskDecisions.Entry(
                time: now, kind: .exchangeDown, contract: DecisionLog.noContract))
        outbox.close()
    }

    private mutating func sendPositions(to peer: PeerID, into outbox: inout Outbox) {
        let snapshot = PositionSnapshot(
            lastQuoteID: QuoteID(gate?.lastQuoteID[Int(peer.value)] ?? 0),
            liveQuotes: UInt32(liveQuotes))
        outbox.open(snapshot, of: PositionSnapshot.Entry.self, on: .quoteSession, to: peer)
        if let holdings = gate?.book.holdings {
            for contract in holdings.long.indices
            where holdings.long[contract] != 0 || holdings.short[contract] != 0 {
                // One frame: a group counts to 65 535, and no list read from the wire has more contracts.
                guard outbox.openCount < Int(UInt16.max) else { break }
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
        let pulled = markPulled(.quoterDown, at: now) { [quoters] contract, _ in
            quoters[contract] == quoter
        }
        guard pulled > 0 else { return }
        log.flush(into: &outbox, at: now)
        sendPulls(at: now, into: &outbox)
    }
}
