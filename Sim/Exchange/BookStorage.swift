import Market

/// A contract's queues, and beside each slot the order as the exchange knows it.
// Sendable although it changes: `Book` changes it only while no other value refers to it.
final class BookStorage: @unchecked Sendable {
    private(set) var queues: BookQueues
    /// By slot; `remaining` is as it was on entering, the queue's node has the present one.
    private var orders: [Order]

    init(orderCapacity: Int, levelCapacity: Int) {
        queues = BookQueues(contracts: 1, orderCapacity: orderCapacity)
        queues.reserveLevels(levelCapacity)
        orders = []
        orders.reserveCapacity(orderCapacity + 1)
    }

    init(copying other: BookStorage) {
        queues = BookQueues(copying: other.queues)
        orders = other.orders
    }

    static func ladder(_ side: Side) -> Int { BookQueues.ladder(0, isAsk: side == .ask) }

    func order(_ slot: UInt32) -> Order {
        var order = orders[Int(slot)]
        order.remaining = Quantity(contracts: queues.node(slot).remaining)
        return order
    }

    func add(_ order: Order) -> UInt32 {
        let ladder = Self.ladder(order.side)
        let slot = queues.add(
            ladder, rank: BookQueues.rank(order.price.ticks, on: ladder),
            remaining: order.remaining.contracts, id: order.id.value, isMaker: order.isMaker)
        // Slot 0 is nobody's, so the first order fills two places.
        while orders.count <= Int(slot) { orders.append(order) }
        orders[Int(slot)] = order
        return slot
    }

    func remove(_ slot: UInt32) -> Order {
        let removed = order(slot)
        queues.remove(slot)
        return removed
    }

    /// Reduces a resting order and returns it with what remains.
    func fill(_ slot: UInt32, _ quantity: Quantity) -> Order {
        var filled = order(slot)
        filled.remaining = filled.remaining - quantity
        queues.fill(slot, quantity.contracts)
        return filled
    }

    func match(_ incoming: inout Order, into executions: inout [Execution]) {
        let ladder = Self.ladder(incoming.side)
        var remaining = incoming.remaining.contracts
        queues.match(
            ladder, rank: BookQueues.rank(incoming.price.ticks, on: ladder), remaining: &remaining
        ) { price, quantity, node, slot in
            incoming.remaining = incoming.remaining - Quantity(contracts: quantity)
            var resting = orders[Int(slot)]
            resting.remaining = Quantity(contracts: node.remaining)
            executions.append(
                Execution(
                    price: Price(ticks: price), quantity: Quantity(contracts: quantity),
                    incoming: incoming, resting: resting))
        }
    }
}
