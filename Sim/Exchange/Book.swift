package import Market
package import Wire

/// One contract's order book: integer prices, price-time priority.
///
/// Orders live in a pool of slots that are used again; cancelling costs no search. The book matches when
/// told to; phases, limits and who may trade with whom are the exchange's business.
package struct Book: Sendable {
    private var nodes: [BookNode] = []
    private var freeSlot = BookNode.none
    private var bids: BookSide
    private var asks: BookSide
    /// Orders resting now.
    package private(set) var count = 0

    package init(orderCapacity: Int = 64, levelCapacity: Int = 32) {
        nodes.reserveCapacity(orderCapacity)
        bids = BookSide(.bid, levelCapacity: levelCapacity)
        asks = BookSide(.ask, levelCapacity: levelCapacity)
    }

    package subscript(slot: Int32) -> Order { nodes[Int(slot)].order }

    /// Best bid and ask over everybody.
    package var top: BookTop { top(excludingMaker: false) }

    /// Best bid and ask without the maker's own legs and orders.
    package var topWithoutMaker: BookTop { top(excludingMaker: true) }

    /// Rests an order behind those of its price and returns its slot.
    package mutating func add(_ order: Order) -> Int32 {
        precondition(order.remaining > .zero, "an order of nothing")
        let slot = takeSlot(for: order)
        if order.side == .bid {
            bids.append(slot, in: &nodes)
        } else {
            asks.append(slot, in: &nodes)
        }
        count += 1
        return slot
    }

    /// Takes a resting order off and returns it.
    package mutating func remove(_ slot: Int32) -> Order {
        let order = nodes[Int(slot)].order
        if order.side == .bid {
            bids.unlink(slot, in: &nodes)
        } else {
            asks.unlink(slot, in: &nodes)
        }
        release(slot)
        return order
    }

    /// Trades `incoming` against the other side at the resting prices until one of them runs out.
    package mutating func match(_ incoming: inout Order, into executions: inout [Execution]) {
        let opposite = incoming.side.opposite
        while incoming.remaining > .zero, crosses(opposite, incoming.price) {
            let slot = bestSlot(opposite)
            let price = nodes[Int(slot)].order.price
            let quantity = min(incoming.remaining, nodes[Int(slot)].order.remaining)
            incoming.remaining = incoming.remaining - quantity
            let resting = fill(slot, quantity)
            executions.append(
                Execution(price: price, quantity: quantity, incoming: incoming, resting: resting))
        }
    }

    /// Trades `volume` at one price in price-time order, as `CallAuction.uncross` found it.
    package mutating func uncross(
        _ outcome: CallAuction.Outcome, into executions: inout [Execution]
    ) {
        var left = outcome.volume
        while left > 0 {
            let bid = bestSlot(.bid)
            let ask = bestSlot(.ask)
            precondition(
                bid != BookNode.none && ask != BookNode.none, "auction volume without orders")
            let quantity = min(
                nodes[Int(bid)].order.remaining, nodes[Int(ask)].order.remaining,
                Quantity(contracts: Int32(clamping: left)))
            let buyer = fill(bid, quantity)
            let seller = fill(ask, quantity)
            executions.append(
                Execution(
                    price: outcome.price, quantity: quantity, incoming: seller, resting: buyer))
            left -= Int64(quantity.contracts)
        }
    }

    /// The quantities per price of one side, best first: what an auction is computed from.
    package func levels(_ side: Side) -> [CallAuction.Level] {
        let all = side == .bid ? bids : asks
        return (0..<all.levelCount).map {
            let level = all.level(at: $0)
            return CallAuction.Level(price: level.price, quantity: level.total)
        }
    }

    /// Calls `body` for each order of a side in priority order.
    package func forEach(_ side: Side, _ body: (Order) -> Void) {
        let all = side == .bid ? bids : asks
        for depth in 0..<all.levelCount {
            var slot = all.level(at: depth).head
            while slot != BookNode.none {
                body(nodes[Int(slot)].order)
                slot = nodes[Int(slot)].next
            }
        }
    }

    /// Whether an order at this price could meet one of the same member's own on the other side.
    ///
    /// - Parameter ignoringLegs: leaves out quote legs, which a new quote would replace.
    package func meetsOwn(
        side: Side, price: Price, participant: ParticipantID, ignoringLegs: Bool
    ) -> Bool {
        let opposite = side == .bid ? asks : bids
        for depth in 0..<opposite.levelCount {
            let level = opposite.level(at: depth)
            guard side.sign * level.price.ticks <= side.sign * price.ticks else { return false }
            var slot = level.head
            while slot != BookNode.none {
                let order = nodes[Int(slot)].order
                if order.participant == participant, !(ignoringLegs && order.kind == .quoteLeg) {
                    return true
                }
                slot = nodes[Int(slot)].next
            }
        }
        return false
    }

    /// Combines what rests, in priority order; slots do not matter.
    package func hash(into hasher: inout StateHasher) {
        for side in Side.allCases {
            var collected = hasher
            forEach(side) { order in
                collected.combine(order.id.value)
                collected.combine(order.price.ticks)
                collected.combine(order.remaining.contracts)
                collected.combine(UInt64(order.participant.value))
                collected.combine(order.reference)
            }
            hasher = collected
            hasher.combine(count)
        }
    }

    private func top(excludingMaker: Bool) -> BookTop {
        let bid = bids.best(excludingMaker: excludingMaker)
        let ask = asks.best(excludingMaker: excludingMaker)
        return BookTop(
            bid: bid.price, bidQuantity: bid.quantity, ask: ask.price, askQuantity: ask.quantity)
    }

    private func bestSlot(_ side: Side) -> Int32 { side == .bid ? bids.bestSlot : asks.bestSlot }

    private func crosses(_ side: Side, _ price: Price) -> Bool {
        side == .bid ? bids.crosses(price) : asks.crosses(price)
    }

    /// Reduces a resting order and returns it with what remains; nothing left frees its slot.
    private mutating func fill(_ slot: Int32, _ quantity: Quantity) -> Order {
        if nodes[Int(slot)].order.side == .bid {
            bids.reduce(slot, by: quantity, in: &nodes)
        } else {
            asks.reduce(slot, by: quantity, in: &nodes)
        }
        let order = nodes[Int(slot)].order
        if order.remaining == .zero { _ = remove(slot) }
        return order
    }

    private mutating func takeSlot(for order: Order) -> Int32 {
        let node = BookNode(
            order: order, level: BookNode.none, next: BookNode.none, previous: BookNode.none)
        guard freeSlot != BookNode.none else {
            nodes.append(node)
            return Int32(nodes.count - 1)
        }
        let slot = freeSlot
        freeSlot = nodes[Int(slot)].next
        nodes[Int(slot)] = node
        return slot
    }

    private mutating func release(_ slot: Int32) {
        nodes[Int(slot)].next = freeSlot
        freeSlot = slot
        count -= 1
    }
}
