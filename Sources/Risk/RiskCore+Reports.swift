import Market
import Wire

extension RiskCore {
    mutating func receiveReports(
        _ frame: Frame, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        _ = try frame.root(ExchangeEvents.self)
        let group = try frame.group(ExchangeEvents.Entry.self)
        reports.removeAll(keepingCapacity: true)
        destinations.removeAll(keepingCapacity: true)
        for index in 0..<group.count { apply(group[index], at: now) }
        // A frame in the session's own count comes behind all that was sent again.
        if frame.envelope.sequence != 0, exchangeIsUp { isResynced = true }
        react(at: now)
        log.flush(into: &outbox, at: now)
        forward(into: &outbox)
        confirm(at: now, into: &outbox)
        pullProtected(at: now, into: &outbox)
        if owesPulls {
            owesPulls = false
            sendPulls(at: now, into: &outbox)
        }
    }

    private mutating func apply(_ event: ExchangeEvents.Entry, at now: SessionTime) {
        guard event.sequence > lastApplied else { return }
        lastApplied = event.sequence
        if event.kind == .sessionOpened, exchangeIsUp { isResynced = true }
        if event.participant != participant, gate?.group.covers(event.participant) == true {
            gate?.group.apply(event)
            return
        }
        guard Self.isOurs(event, participant) else {
            alarm(event, at: now)
            return
        }
        watch(event, at: now)
        // Before the day's list comes, what everybody is told again after a logon is not yet ours to judge.
        let outcome =
            gate?.applyAny(event) ?? (Self.isOfOneMember(event.kind) ? .unexpected : .ignored)
        if outcome == .unexpected { alarm(event, at: now) }
        if event.kind == .restrictionChanged { obey(event, at: now) }
        if event.kind == .dayEnded { note(.dayEnded, at: now) }
        reports.append(event)
        // Static: a method of the whole core copies it, fifty reference counts a report.
        destinations.append(Self.destination(of: event, quoters))
    }

    /// Fills, cancels and answers of another member are nobody's position here.
    private static func isOurs(_ event: ExchangeEvents.Entry, _ participant: UInt16) -> Bool {
        !isOfOneMember(event.kind) || event.participant == participant
    }

    /// Whether an event is about one member's instructions; requests, phases and the session are everybody's.
    private static func isOfOneMember(_ kind: ExchangeEventKind) -> Bool {
        switch kind {
        case .quoteAccepted, .quoteRejected, .legFilled, .legCancelled, .withdrawalAccepted,
            .orderAccepted, .orderRejected, .orderFilled, .orderCancelled, .cancelRejected,
            .tradeBusted, .tradeCorrected:
            true
        default: false
        }
    }

    private mutating func alarm(_ event: ExchangeEvents.Entry, at now: SessionTime) {
        counters.unexpectedReports += 1
        reactions.wasUnexpected(event, at: now)
        note(
            .unexpectedReport, code: event.kind.rawValue, side: event.side,
            contract: event.contract, quoteID: event.quoteID,
            value: Int64(clamping: event.sequence), limit: Int64(clamping: event.executionID),
            at: now)
    }

    /// The quoter of the contract's last instruction; requests, and what no quoter caused, go to all.
    private static func destination(of event: ExchangeEvents.Entry, _ quoters: [UInt16]) -> UInt16 {
        guard isOfOneMember(event.kind) else { return .max }
        let contract = Int(event.contract.value)
        guard contract < quoters.count, quoters[contract] != 0 else { return .max }
        return 1 << quoters[contract]
    }

    private func forward(into outbox: inout Outbox) {
        guard !reports.isEmpty else { return }
        for quoter in 1...Self.quoterMax where quoterIsOpen[quoter] {
            var isOpen = false
            for (report, destination) in zip(reports, destinations)
            where destination & 1 << UInt16(quoter) != 0 {
                if !isOpen {
                    outbox.open(
                        ExchangeEvents(tail: lastApplied), of: ExchangeEvents.Entry.self,
                        on: .quoteSession, to: PeerID(UInt16(quoter)))
                    isOpen = true
                }
                outbox.append(report)
            }
            if isOpen { outbox.close() }
        }
    }
}
