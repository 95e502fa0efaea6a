import Market
import Sim

/// Price-time priority in the most obvious way: one array a side, in order of arrival, searched each time.
struct SlowBook {
    struct Trade: Equatable {
        let resting: UInt64
        let price: Int64
        let quantity: Int32
    }

    private var orders: [Order] = []

    var count: Int { orders.count }

    mutating func cancel(_ id: UInt64) { orders.removeAll { $0.id.value == id } }

    /// Another order in its place.
    mutating func reduce(_ id: UInt64, to order: Order) {
        for position in orders.indices where orders[position].id.value == id {
            orders[position] = order
        }
    }

    mutating func enter(_ order: Order) -> [Trade] {
        var order = order
        var trades: [Trade] = []
        while order.remaining > .zero, let position = best(against: order) {
            let quantity = min(order.remaining, orders[position].remaining)
            trades.append(
                Trade(
                    resting: orders[position].id.value, price: orders[position].price.ticks,
                    quantity: quantity.contracts))
            order.remaining = order.remaining - quantity
            orders[position].remaining = orders[position].remaining - quantity
            if orders[position].remaining == .zero { orders.remove(at: position) }
        }
        if order.remaining > .zero { orders.append(order) }
        return trades
    }

    func top(withMaker: Bool) -> BookTop {
        let shown = orders.filter { withMaker || !$0.isMaker }
        let bid = shown.filter { $0.side == .bid }.map(\.price).max() ?? .zero
        let ask = shown.filter { $0.side == .ask }.map(\.price).min() ?? .zero
        func quantity(_ side: Side, _ price: Price) -> Quantity {
            shown.filter { $0.side == side && $0.price == price }.reduce(.zero) {
                $0 + $1.remaining
            }
        }
        return BookTop(
            bid: bid, bidQuantity: quantity(.bid, bid), ask: ask, askQuantity: quantity(.ask, ask))
    }

    /// First come among the best priced orders that the incoming one reaches.
    private func best(against order: Order) -> Int? {
        var found: Int?
        for (position, candidate) in orders.enumerated() where candidate.side != order.side {
            let reaches =
                order.side == .bid
                ? candidate.price <= order.price : candidate.price >= order.price
            guard reaches else { continue }
            guard let leader = found else {
                found = position
                continue
            }
            let isBetter =
                order.side == .bid
                ? candidate.price < orders[leader].price : candidate.price > orders[leader].price
            if isBetter { found = position }
        }
        return found
    }
}

/// A seeded generator for tests.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
}
