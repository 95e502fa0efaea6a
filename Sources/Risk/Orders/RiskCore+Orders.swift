import Market
import Wire

/// Single orders of a quoter: each judged on its own, what passes leaves in one frame.
extension RiskCore {
    mutating func receiveOrders(
        _ frame: Frame, from peer: PeerID, at now: SessionTime, into outbox: inout Outbox
    ) throws(WireError) {
        let message = try frame.root(OrderInstructions.self)
        let group = try frame.group(OrderInstructions.Entry.self)
        guard
            let context = context(message.participant, expires: message.expires, from: peer)
        else { return }
        refusals.removeAll(keepingCapacity: true)
        orderBatch.removeAll()
        for index in 0..<group.count { decide(group[index], context, at: now) }
        log.flush(into: &outbox, at: now)
        answerRefusals(to: peer, at: now, into: &outbox)
        guard !orderBatch.entries.isEmpty else { return }
        orderBatch.expires = context.expiry(at: now, lifeMax: terms.instructionLifeMax)
        orderBatch = session.send(Approved(orderBatch), into: &outbox)
    }

    /// As for a quote; a refused order explains no quote that is missing, so it has a kind of its own.
    private mutating func decide(
        _ entry: OrderInstructions.Entry, _ context: InstructionContext, at now: SessionTime
    ) {
        let unknown = Verdict.refuse(.unknownContract, value: Int64(entry.contract.value))
        switch gate?.decide(entry, context, at: now) ?? unknown {
        case .pass:
            counters.accepted += 1
            orderBatch.append(entry)
            // A cancel is watched by its order.
            if entry.kindCode != OrderKind.cancel.rawValue, let serial = gate?.serial {
                reactions.sent(serial, contract: entry.contract.int, at: now)
            }
            // Who spoke last of a contract hears its reports.
            quoters[entry.contract.int] = context.quoter.value
        case .refuse(let code, let value, let limit, let side):
            if entry.reserved == 1, ReviewQueue.softCodes.contains(code),
                reviews.hold(
                    entry, context, code: code, excess: value.subtractingClamped(limit).magnitude,
                    until: now + terms.reviewLife)
            {
                answer(entry, .heldForReview, value: Int64(code.rawValue), limit: limit, at: now)
                return
            }
            counters.refused += 1
            counters.refusedByCode[Int(code.rawValue)] += 1
            let refusal = RiskDecisions.Entry(
                time: now, kind: .orderRefused, code: code.rawValue,
                sideCode: side?.rawValue ?? 0, contract: entry.contract, quoteID: entry.clientID,
                value: value, limit: limit)
            refusals.append(refusal)
            log.add(refusal)
        }
    }
}
