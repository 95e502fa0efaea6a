import Market
import Wire

/// Members' single orders: the five types of Shanghai, their amends and cancels (SSE-TR-03, B3.3).
extension ExchangeCore {
    private static let request: UInt8 = 7
    private static let amend: UInt8 = 8
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
            let isTimely = countMessage(row: row)
            let isMeant = root.participant == peer.value
            switch entry.kindCode {
            case Self.cancel:
                let reason = isMeant ? cancelOrder(entry, row: row) : .malformed
                if reason != .none { answer(.cancelRejected, entry, reason, row: row) }
            case Self.request:
                let reason =
                    isMeant && isFresh
                    ? request(entry, row: row, isTimely: isTimely) : .malformed
                if reason != .none { answer(.orderRejected, entry, reason, row: row) }
            case Self.amend:
                let reason =
                    isMeant && isFresh ? amend(entry, row: row, isTimely: isTimely) : .malformed
                if reason != .none { answer(.orderRejected, entry, reason, row: row) }
            default:
                let reason =
                    isMeant && isFresh ? enter(entry, row: row, isTimely: isTimely) : .malformed
                if reason != .none { answer(.orderRejected, entry, reason, row: row) }
            }
        }
    }

    private mutating func enter(
        _ entry: OrderInstructions.Entry, row: Int, isTimely: Bool
    ) -> RejectReason {
        guard entry.contract.int < contracts.count else { return .unknownContract }
        guard let side = Side(rawValue: entry.sideCode),
            let effect = OrderEffect(rawValue: entry.effectCode),
            let type = OrderType(rawValue: entry.kindCode)
        else { return .malformed }
        let gate = gateObjection(row: row, isTimely: isTimely)
        guard gate == .none else { return gate }
        let position = row * contracts.count + entry.contract.int
        guard quotes[position].highestOrderID < entry.clientID else { return .duplicateID }
        quotes[position].highestOrderID = entry.clientID
        let contract = contracts[entry.contract.int]
        let intent = Intent(
            contract: contract, side: side, effect: effect,
            price: type.isMarket
                ? (side == .bid ? contract.band.up : contract.band.down) : entry.price,
            quantity: entry.quantity)
        let reason = objection(to: intent, type, row: row)
        if reason == .none { accept(intent, type, clientID: entry.clientID, row: row) }
        return reason
    }

    private func objection(to intent: Intent, _ type: OrderType, row: Int) -> RejectReason {
        let contract = intent.contract
        let phase = phases[contract.index.int]
        guard type.needsMatching ? phase == .continuous : phase.acceptsOrders else {
            return .phaseForbids
        }
        let sizes = sizes[contract.index.int]
        let reason = objection(
            to: intent, least: type.isMarket ? sizes.marketMin : sizes.limitMin,
            most: type.isMarket ? sizes.marketMax : sizes.limitMax)
        guard reason == .none else { return reason }
        // A market order meets what it reaches, not everything up to the day's limit.
        let reach = type.isMarket ? reach(of: intent).worst : intent.price
        let meetsOwn = books[contract.index.int].meetsOwn(
            side: intent.side, price: reach, participant: members[row].participant,
            ignoringLegs: false)
        return meetsOwn ? .selfTrade : accountObjection(to: intent, row: row)
    }

    /// How much could trade at once, up to the intent's quantity, and the worst price it would come to.
    private func reach(of intent: Intent) -> (quantity: Int64, worst: Price) {
        let index = intent.contract.index.int
        var limit = intent.price
        if let breaker = configuration.circuitBreaker {
            let inside = breaker.inside(reference: states[index].reference)
            limit = intent.side == .bid ? min(limit, inside.up) : max(limit, inside.down)
        }
        let wanted = Int64(intent.quantity.contracts)
        var found: Int64 = 0
        var worst = intent.side == .bid ? Price.zero : intent.contract.band.up
        for level in books[index].levels(intent.side.opposite) {
            let isReached =
                intent.side.sign * level.price.ticks <= intent.side.sign * limit.ticks
            guard found < wanted, isReached else { break }
            found += level.quantity
            worst = level.price
        }
        return (min(found, wanted), worst)
    }

    private mutating func accept(
        _ intent: Intent, _ type: OrderType, clientID: QuoteID, row: Int
    ) {
        let participant = members[row].participant
        let contract = intent.contract.index
        orderNumber += 1
        var order = Order(
            id: OrderID(2 * orderNumber), side: intent.side, price: intent.price,
            remaining: intent.quantity, reference: clientID.value,
            participant: participant, kind: .memberOrder, effect: intent.effect.position,
            isMaker: participant == configuration.maker, isCovered: intent.effect.isCovered)
        record(Self.event(.orderAccepted, order, quantity: order.remaining), on: contract)
        let isKilled =
            type.isFillOrKill && reach(of: intent).quantity < Int64(intent.quantity.contracts)
        if !isKilled { matchIfContinuous(&order, in: contract) }
        let lastTrade = executions.last?.price
        reportExecutions(contract)
        if order.remaining > .zero {
            keep(&order, type, lastTrade: lastTrade, in: contract, row: row)
        }
        refresh(contract)
    }

    /// Rests or cancels what did not trade at once.
    private mutating func keep(
        _ order: inout Order, _ type: OrderType, lastTrade: Price?, in contract: ContractIndex,
        row: Int
    ) {
        if type == .marketToLimit, let limit = lastTrade ?? ownBest(order.side, contract) {
            order.price = limit
            rest(order, in: contract, row: row)
        } else if type == .limit {
            rest(order, in: contract, row: row)
        } else {
            record(
                Self.event(
                    .orderCancelled, order, quantity: order.remaining, leaves: .zero,
                    reason: type.isFillOrKill ? .fillOrKill : .immediateOrCancel),
                on: contract)
        }
    }

    /// The best price of the order's own side: what a market order without a trade becomes a limit at (`[M]`).
    private func ownBest(_ side: Side, _ contract: ContractIndex) -> Price? {
        let top = books[contract.int].top
        if side == .bid { return top.hasBid ? top.bid : nil }
        return top.hasAsk ? top.ask : nil
    }

    private mutating func rest(_ order: Order, in contract: ContractIndex, row: Int) {
        let slot = books[contract.int].add(order)
        members[row].add(Member.OpenOrder(id: order.id, contract: contract, slot: slot))
    }

    /// Shanghai has no amend; a venue that has one keeps the number and takes the place in the queue.
    private mutating func amend(
        _ entry: OrderInstructions.Entry, row: Int, isTimely: Bool
    ) -> RejectReason {
        let gate = gateObjection(row: row, isTimely: isTimely)
        guard gate == .none else { return gate }
        guard configuration.acceptsAmend else { return .amendForbidden }
        guard let open = members[row].order(entry.orderID) else { return .unknownOrder }
        guard !forbidsCancel else { return .cancelForbidden }
        var order = books[open.contract.int][open.slot]
        let effect = OrderEffect(
            rawValue: order.effect.rawValue + (order.isCovered ? 2 : 0))
        let intent = Intent(
            contract: contracts[open.contract.int], side: order.side, effect: effect ?? .open,
            price: entry.price, quantity: entry.quantity, replacesOrder: order.id)
        let reason = objection(to: intent, .limit, row: row)
        guard reason == .none else { return reason }
        _ = books[open.contract.int].remove(open.slot)
        members[row].removeOrder(order.id)
        order.price = entry.price
        order.remaining = entry.quantity
        record(Self.event(.orderAmended, order, quantity: order.remaining), on: open.contract)
        matchIfContinuous(&order, in: open.contract)
        reportExecutions(open.contract)
        if order.remaining > .zero { rest(order, in: open.contract, row: row) }
        refresh(open.contract)
        return .none
    }

    /// A member asks for a quote; what the admissibility rule refuses is told as to a customer.
    private mutating func request(
        _ entry: OrderInstructions.Entry, row: Int, isTimely: Bool
    ) -> RejectReason {
        guard entry.contract.int < contracts.count else { return .unknownContract }
        let gate = gateObjection(row: row, isTimely: isTimely)
        guard gate == .none else { return gate }
        guard entry.quantity > .zero else { return .quantityTooSmall }
        ask(entry.contract, entry.quantity, from: members[row].participant)
        return .none
    }

    private mutating func cancelOrder(
        _ entry: OrderInstructions.Entry, row: Int
    ) -> RejectReason {
        if members[row].isSeatRestricted { return .seatRestricted }
        guard let open = members[row].order(entry.orderID) else {
            return cancelLeg(entry, row: row)
        }
        if forbidsCancel { return .cancelForbidden }
        takeOff(open, row: row, reason: .member)
        refresh(open.contract)
        return .none
    }

    private mutating func cancelLeg(
        _ entry: OrderInstructions.Entry, row: Int
    ) -> RejectReason {
        guard entry.contract.int < contracts.count else { return .unknownOrder }
        let position = row * contracts.count + entry.contract.int
        for side in Side.allCases {
            let slot = quotes[position].slot(side)
            guard slot != BookNode.none, books[entry.contract.int][slot].id == entry.orderID
            else { continue }
            guard configuration.quotes.cancelsOneLeg else { return .legCancelForbidden }
            if forbidsCancel { return .cancelForbidden }
            cancelLeg(position, side, entry.contract, reason: .member)
            refresh(entry.contract)
            return .none
        }
        return .unknownOrder
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
