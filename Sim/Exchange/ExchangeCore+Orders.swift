import Market
import Wire

/// Members' single orders: limit, immediate-or-cancel, and their cancels.
extension ExchangeCore {
    private static let limit: UInt8 = 1
    private static let immediateOrCancel: UInt8 = 2
    private static let cancel: UInt8 = 9

    /// Answers every entry of a frame on its own, in order.
    mutating func enterOrders(_ frame: Frame, from peer: PeerID) throws(WireError) {
        let root = try frame.root(OrderInstructions.self)
        let entries = try frame.group(OrderInstructions.Entry.self)
        guard let row = connectedRow(peer) else {
            counters.strayInstructions += UInt64(entries.count)
            return
        }
        let isFresh = root.expires >= clock
        for index in 0..<entries.count {
            let entry = entries[index]
            let isTimely = members[row].countMessage(
                at: clock, most: configuration.messagesPerSecondMax)
            let isMeant = root.participant == peer.value
            if entry.kindCode == Self.cancel {
                let reason = isMeant ? cancelOrder(entry.orderID, row: row) : .malformed
                if reason != .none { rejectCancel(entry, reason, row: row) }
            } else {
                let reason =
                    isMeant && isFresh ? enter(entry, row: row, isTimely: isTimely) : .malformed
                if reason != .none { reject(entry, reason, row: row) }
            }
        }
    }

    private mutating func enter(
        _ entry: OrderInstructions.Entry, row: Int, isTimely: Bool
    ) -> RejectReason {
        guard entry.contract.int < contracts.count else { return .unknownContract }
        guard let side = Side(rawValue: entry.sideCode),
            let effect = PositionEffect(rawValue: entry.effectCode),
            entry.kindCode == Self.limit || entry.kindCode == Self.immediateOrCancel
        else { return .malformed }
        guard isTimely else { return .throttled }
        let position = row * contracts.count + entry.contract.int
        guard quotes[position].highestOrderID < entry.clientID else { return .duplicateID }
        quotes[position].highestOrderID = entry.clientID
        let reason = objection(to: entry, side, effect, row: row)
        if reason == .none { accept(entry, side, effect, row: row) }
        return reason
    }

    private func objection(
        to entry: OrderInstructions.Entry, _ side: Side, _ effect: PositionEffect, row: Int
    ) -> RejectReason {
        let contract = contracts[entry.contract.int]
        let phase = phases[entry.contract.int]
        // What cannot wait has no place where nothing matches.
        let accepts =
            entry.kindCode == Self.immediateOrCancel ? phase == .continuous : phase.acceptsOrders
        guard accepts else { return .phaseForbids }
        let reason = objection(
            price: entry.price, quantity: entry.quantity, most: contract.orderQuantityMax,
            effect: effect, contract)
        guard reason == .none else { return reason }
        let meetsOwn = books[entry.contract.int].meetsOwn(
            side: side, price: entry.price, participant: members[row].participant,
            ignoringLegs: false)
        return meetsOwn ? .selfTrade : .none
    }

    private mutating func accept(
        _ entry: OrderInstructions.Entry, _ side: Side, _ effect: PositionEffect, row: Int
    ) {
        let participant = members[row].participant
        orderNumber += 1
        var order = Order(
            id: OrderID(2 * orderNumber), side: side, price: entry.price,
            remaining: entry.quantity, reference: entry.clientID.value,
            participant: participant, kind: .memberOrder, effect: effect,
            isMaker: participant == configuration.maker)
        record(Self.event(.orderAccepted, order, quantity: order.remaining), on: entry.contract)
        matchIfContinuous(&order, in: entry.contract)
        reportExecutions(entry.contract)
        if order.remaining > .zero {
            if entry.kindCode == Self.immediateOrCancel {
                record(
                    Self.event(
                        .orderCancelled, order, quantity: order.remaining, leaves: .zero,
                        reason: .immediateOrCancel),
                    on: entry.contract)
            } else {
                let slot = books[entry.contract.int].add(order)
                members[row].add(
                    Member.OpenOrder(id: order.id, contract: entry.contract, slot: slot))
            }
        }
        refresh(entry.contract)
    }

    private mutating func cancelOrder(_ id: OrderID, row: Int) -> RejectReason {
        guard let open = members[row].order(id) else { return .unknownOrder }
        if configuration.forbidsCancel(at: clock) { return .cancelForbidden }
        takeOff(open, row: row, reason: .member)
        refresh(open.contract)
        return .none
    }

    private mutating func reject(
        _ entry: OrderInstructions.Entry, _ reason: RejectReason, row: Int
    ) {
        answer(.orderRejected, entry, reason, row: row)
    }

    private mutating func rejectCancel(
        _ entry: OrderInstructions.Entry, _ reason: RejectReason, row: Int
    ) {
        answer(.cancelRejected, entry, reason, row: row)
    }

    private mutating func answer(
        _ kind: ExchangeEventKind, _ entry: OrderInstructions.Entry, _ reason: RejectReason,
        row: Int
    ) {
        let event = ExchangeEvents.Entry(
            kind: kind, sideCode: entry.sideCode, reasonCode: reason.rawValue,
            contract: entry.contract, participant: members[row].participant.value,
            effectCode: entry.effectCode, quantity: entry.quantity, quoteID: entry.clientID,
            orderID: entry.orderID, price: entry.price)
        let known = entry.contract.int < contracts.count
        if known { record(event, on: entry.contract) } else { record(event) }
    }
}
