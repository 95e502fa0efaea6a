package import Market
package import Wire

/// One contract's order book: integer prices, price-time priority.
///
/// A value: a copy is its own book. Orders live in a pool of slots that are used again; cancelling costs
/// no search. The book matches when told to; phases, limits and who may trade with whom are the exchange's
/// business.
package struct Book: Sendable {
    private var storage: BookStorage

    /// - Parameters:
    ///   - orderCapacity: orders that rest at once without the pool growing.
    ///   - levelCapacity: levels a side that the window has room for from the start, as far as it may.
    package init(orderCapacity: Int = 64, levelCapacity: Int = 32) {
        storage = BookStorage(orderCapacity: orderCapacity, levelCapacity: levelCapacity)
    }

    /// Orders resting now.
    package var count: Int { storage.queues.count }

    package subscript(slot: Int32) -> Order { storage.order(UInt32(slot)) }

    /// Best bid and ask over everybody.
    package var top: BookTop { top(excludingMaker: false) }

    /// Best bid and ask without the maker's own legs and orders.
    package var topWithoutMaker: BookTop { top(excludingMaker: true) }

    /// Rests an order behind those of its price and returns its slot.
    package mutating func add(_ order: Order) -> Int32 {
        precondition(order.remaining > .zero, "an order of nothing")
        return Int32(own().add(order))
    }

    /// Takes a resting order off and returns it.
    package mutating func remove(_ slot: Int32) -> Order {
        own().remove(UInt32(slot))
    }

    /// Trades `incoming` against the other side at the resting prices until one of them runs out.
    package mutating func match(_ incoming: inout Order, into executions: inout [Execution]) {
        own().match(&incoming, into: &executions)
    }

    /// Trades `volume` at one price in price-time order, as `CallAuction.uncross` found it.
    package mutating func uncross(
        _ outcome: CallAuction.Outcome, into executions: inout [Execution]
    ) {
        let storage = own()
        var left = outcome.volume
        while left > 0 {
            let bid = storage.queues.bestSlot(BookStorage.ladder(.bid))
            let ask = storage.queues.bestSlot(BookStorage.ladder(.ask))
            precondition(bid != 0 && ask != 0, "auction volume without orders")
            let quantity = min(
                storage.order(bid).remaining, storage.order(ask).remaining,
                Quantity(contracts: Int32(clamping: left)))
            let buyer = storage.fill(bid, quantity)
            let seller = storage.fill(ask, quantity)
            executions.append(
                Execution(
                    price: outcome.price, quantity: quantity, incoming: seller, resting: buyer))
            left -= Int64(quantity.contracts)
        }
    }

    /// The quantities per price of one side, best first: what an auction is computed from.
    package func levels(_ side: Side) -> [CallAuction.Level] {
        var levels: [CallAuction.Level] = []
        storage.queues.forEachLevel(BookStorage.ladder(side)) { price, level, _ in
            levels.append(CallAuction.Level(price: Price(ticks: price), quantity: level.total))
            return true
        }
        return levels
    }

    /// Calls `body` for each order of a side in priority order.
    package func forEach(_ side: Side, _ body: (Order) -> Void) {
        storage.queues.forEachLevel(BookStorage.ladder(side)) { _, level, _ in
            var slot = level.head
            while slot != 0 {
                body(storage.order(slot))
                slot = storage.queues.node(slot).next
            }
            return true
        }
    }

    /// Whether an order at this price could meet one of the same member's own on the other side.
    ///
    /// - Parameter ignoringLegs: leaves out quote legs, which a new quote would replace.
    package func meetsOwn(
        side: Side, price: Price, participant: ParticipantID, ignoringLegs: Bool
    ) -> Bool {
        var isMet = false
        storage.queues.forEachLevel(BookStorage.ladder(side.opposite)) { ticks, level, _ in
            guard side.sign * ticks <= side.sign * price.ticks else { return false }
            var slot = level.head
            while slot != 0 {
                let order = storage.order(slot)
                if order.participant == participant, !(ignoringLegs && order.kind == .quoteLeg) {
                    isMet = true
                    return false
                }
                slot = storage.queues.node(slot).next
            }
            return true
        }
        return isMet
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
        let bid = best(.bid, excludingMaker: excludingMaker)
        let ask = best(.ask, excludingMaker: excludingMaker)
        return BookTop(
            bid: bid.price, bidQuantity: bid.quantity, ask: ask.price, askQuantity: ask.quantity)
    }

    /// Best price and its quantity; with `excludingMaker` the best that somebody else stands for.
    private func best(
        _ side: Side, excludingMaker: Bool
    ) -> (price: Price, quantity: Quantity) {
        var found = (price: Price.zero, quantity: Quantity.zero)
        storage.queues.forEachLevel(BookStorage.ladder(side)) { price, level, makers in
            let quantity = excludingMaker ? level.total - makers : level.total
            guard quantity > 0 else { return true }
            found = (Price(ticks: price), Quantity(contracts: Int32(clamping: quantity)))
            return false
        }
        return found
    }

    /// The storage, copied before it is changed when another value shares it.
    private mutating func own() -> BookStorage {
        if !isKnownUniquelyReferenced(&storage) { storage = BookStorage(copying: storage) }
        return storage
    }
}
