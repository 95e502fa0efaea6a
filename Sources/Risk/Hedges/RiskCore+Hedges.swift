import Market
import Wire

/// Hedges of a quoter: judged one by one, told as refused under a kind of their own.
extension RiskCore {
    mutating func receiveHedges(
        _ frame: Frame, from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let message = try frame.root(HedgeOrders.self)
        let group = try frame.group(HedgeOrders.Entry.self)
        guard
            let context = context(message.participant, expires: message.expires, from: peer)
        else { return }
        refusals.removeAll(keepingCapacity: true)
        var batch = HedgeBatch()
        for index in 0..<group.count { decide(group[index], context, into: &batch, at: now) }
        log.flush(into: &outbox, at: now)
        answerRefusals(to: peer, at: now, into: &outbox)
        guard !batch.entries.isEmpty else { return }
        batch.expires = context.expiry(at: now, lifeMax: terms.instructionLifeMax)
        session.send(Approved(batch), into: &outbox)
    }

    private mutating func decide(
        _ entry: HedgeOrders.Entry, _ context: InstructionContext, into batch: inout HedgeBatch,
        at now: SessionTime
    ) {
        let state = latches.state(contract: -1, underlying: entry.underlying.value)
        let unknown = Verdict.refuse(.unknownContract, value: Int64(entry.underlying.value))
        switch gate?.decide(entry, context, state: state, at: now) ?? unknown {
        case .pass:
            counters.accepted += 1
            batch.append(entry)
        case .refuse(let code, let value, let limit, let side):
            counters.refused += 1
            counters.refusedByCode[Int(code.rawValue)] += 1
            let refusal = RiskDecisions.Entry(
                time: now, kind: .hedgeRefused, code: code.rawValue,
                sideCode: side?.rawValue ?? 0, contract: ContractIndex(entry.underlying.int),
                quoteID: entry.clientID, value: value, limit: limit)
            refusals.append(refusal)
            log.add(refusal)
        }
    }

    mutating func receiveHedgeReports(
        _ frame: Frame, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let message = try frame.root(HedgeReports.self)
        let group = try frame.group(HedgeReports.Entry.self)
        guard message.participant == participant else {
            malformedFrames += 1
            return
        }
        var fresh: [HedgeReports.Entry] = []
        for index in 0..<group.count {
            let report = group[index]
            switch gate?.apply(report) ?? .ignored {
            case .ignored: continue
            case .unexpected:
                counters.unexpectedReports += 1
                note(
                    .unexpectedReport, side: Side(rawValue: report.sideCode),
                    quoteID: report.clientID, value: Int64(clamping: report.sequence), at: now)
            case .applied: break
            }
            fresh.append(report)
        }
        log.flush(into: &outbox, at: now)
        forward(fresh, into: &outbox)
        confirm(at: now, into: &outbox)
    }

    /// Orders in a scope's underlyings that were sent at or before `serial` and have not ended.
    func hedgesLeft(_ scope: ControlScope, upTo serial: UInt64) -> Int {
        guard let hedges = gate?.hedges else { return 0 }
        return hedges.orders.count {
            if case .quoter(let quoter) = scope {
                return UInt32(hedges.quoter) == quoter && $0.serial <= serial
            }
            return $0.serial <= serial
                && scope.covers(contract: -1, underlying: UInt16($0.underlying))
        }
    }

    /// To the hedger; to every quoter where nobody has hedged yet.
    private func forward(_ reports: [HedgeReports.Entry], into outbox: inout Outbox) {
        guard !reports.isEmpty else { return }
        let hedger = Int(gate?.hedges.quoter ?? 0)
        for quoter in 1...Self.quoterMax
        where quoterIsOpen[quoter] && (hedger == 0 || hedger == quoter) {
            outbox.open(
                HedgeReports(participant: participant), of: HedgeReports.Entry.self,
                on: .quoteSession, to: PeerID(UInt16(quoter)))
            for report in reports { outbox.append(report) }
            outbox.close()
        }
    }

    /// A quoter that is back learns what it has hedged; nothing on a day without hedges.
    func sendHedgePositions(to peer: PeerID, into outbox: inout Outbox) {
        guard let hedges = gate?.hedges, hedges.lastID > 0 else { return }
        outbox.open(
            HedgePositions(lastClientID: QuoteID(hedges.lastID)), of: HedgePositions.Entry.self,
            on: .quoteSession, to: peer)
        for underlying in hedges.slots.indices {
            outbox.append(
                HedgePositions.Entry(
                    underlying: UnderlyingIndex(underlying), net: hedges.slots[underlying].net,
                    sellable: hedges.sellable(underlying)))
        }
        outbox.close()
    }
}
