import Market
import Wire

/// The maker's positions and resting legs, counted from nothing but the exchange's own log.
struct ExchangeLedger {
    struct Leg {
        var quantity: Int64 = 0
        var effect = PositionEffect.open
        var price = Price.zero
    }

    private(set) var long: [Int64]
    private(set) var short: [Int64]
    private(set) var bids: [Leg]
    private(set) var asks: [Leg]
    /// Single orders that rest, by the exchange's number; asked by number, never iterated.
    private var orders: [UInt64: Resting] = [:]
    /// What they would come to, by contract.
    private var working: [Working]
    private(set) var accepted: UInt64 = 0
    private(set) var rejected: UInt64 = 0
    private(set) var withdrawn: UInt64 = 0
    private(set) var fills: UInt64 = 0

    private struct Resting {
        let contract: Int
        let side: Side
        let effect: PositionEffect
        var quantity: Int64
    }

    private struct Working {
        var openBuy: Int64 = 0
        var openSell: Int64 = 0
        var closeBuy: Int64 = 0
        var closeSell: Int64 = 0
    }

    init(contracts: Int) {
        working = Array(repeating: Working(), count: contracts)
        long = Array(repeating: 0, count: contracts)
        short = long
        bids = Array(repeating: Leg(), count: contracts)
        asks = bids
    }

    /// Instructions of the maker the exchange has answered.
    var answered: UInt64 { accepted + rejected + withdrawn }

    /// Contracts with a leg that rests.
    var live: Int { bids.indices.count { bids[$0].quantity > 0 || asks[$0].quantity > 0 } }

    func isLive(_ contract: Int) -> Bool {
        bids[contract].quantity > 0 || asks[contract].quantity > 0
    }

    /// Whether a quote at these prices would meet what rests.
    func meets(_ contract: Int, bid: Price, ask: Price) -> Bool {
        asks[contract].quantity > 0 && bid >= asks[contract].price
            || bids[contract].quantity > 0 && ask <= bids[contract].price
    }

    /// Held and resting, if all that rests were filled in the worst order.
    func worst(_ contract: Int) -> (long: Int64, short: Int64) {
        var all = working[contract]
        add(bids[contract].quantity, .bid, bids[contract].effect, to: &all)
        add(asks[contract].quantity, .ask, asks[contract].effect, to: &all)
        return (
            long[contract] + all.openBuy + max(0, all.closeBuy - short[contract]),
            short[contract] + all.openSell + max(0, all.closeSell - long[contract])
        )
    }

    private func add(
        _ quantity: Int64, _ side: Side, _ effect: PositionEffect, to sum: inout Working
    ) {
        switch (side, effect) {
        case (.bid, .open): sum.openBuy += quantity
        case (.ask, .open): sum.openSell += quantity
        case (.bid, .close): sum.closeBuy += quantity
        case (.ask, .close): sum.closeSell += quantity
        }
    }

    /// Single orders that rest.
    var openOrders: Int { orders.count }

    private mutating func rest(_ event: ExchangeEvents.Entry, _ contract: Int) {
        guard let side = event.side, event.quantity > .zero else { return }
        let order = Resting(
            contract: contract, side: side, effect: event.effect ?? .open,
            quantity: Int64(event.quantity.contracts))
        orders[event.orderID.value] = order
        add(order.quantity, order.side, order.effect, to: &working[contract])
    }

    /// What is left of an order after an event.
    private mutating func reduce(_ event: ExchangeEvents.Entry, to left: Int64) {
        guard let order = orders[event.orderID.value] else { return }
        add(left - order.quantity, order.side, order.effect, to: &working[order.contract])
        orders[event.orderID.value]?.quantity = left
        if left == 0 { orders[event.orderID.value] = nil }
    }

    /// Applies an event of the maker's.
    mutating func apply(_ event: ExchangeEvents.Entry) {
        guard event.participant == ParticipantID.maker.value else { return }
        let contract = Int(event.contract.value)
        switch event.kind {
        case .quoteRejected: rejected += 1
        case .withdrawalAccepted: withdrawn += 1
        case .quoteAccepted:
            accepted += 1
            bids[contract] = Leg(
                quantity: Int64(event.bidQuantity.contracts), effect: event.effect ?? .open,
                price: event.bid)
            asks[contract] = Leg(
                quantity: Int64(event.askQuantity.contracts),
                effect: PositionEffect(rawValue: event.askEffectCode) ?? .open, price: event.ask)
        case .legCancelled: set(contract, event.side, 0)
        case .legFilled:
            set(contract, event.side, Int64(event.leaves.contracts))
            book(event, contract)
        case .orderAccepted:
            accepted += 1
            rest(event, contract)
        case .orderRejected: rejected += 1
        case .orderCancelled: reduce(event, to: 0)
        case .orderFilled:
            reduce(event, to: Int64(event.leaves.contracts))
            book(event, contract)
        default: break
        }
    }

    private mutating func set(_ contract: Int, _ side: Side?, _ quantity: Int64) {
        if side == .bid { bids[contract].quantity = quantity }
        if side == .ask { asks[contract].quantity = quantity }
    }

    private mutating func book(_ event: ExchangeEvents.Entry, _ contract: Int) {
        fills += 1
        let quantity = Int64(event.quantity.contracts)
        switch (event.side, event.effect ?? .open) {
        case (.bid, .open): long[contract] += quantity
        case (.ask, .open): short[contract] += quantity
        case (.bid, .close):
            let closed = min(quantity, short[contract])
            short[contract] -= closed
            long[contract] += quantity - closed
        case (.ask, .close):
            let closed = min(quantity, long[contract])
            long[contract] -= closed
            short[contract] += quantity - closed
        case (nil, _): break
        }
    }
}
