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
    private(set) var accepted: UInt64 = 0
    private(set) var rejected: UInt64 = 0
    private(set) var withdrawn: UInt64 = 0
    private(set) var fills: UInt64 = 0

    init(contracts: Int) {
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
        let bid = bids[contract]
        let ask = asks[contract]
        return (
            long[contract]
                + (bid.effect == .open ? bid.quantity : max(0, bid.quantity - short[contract])),
            short[contract]
                + (ask.effect == .open ? ask.quantity : max(0, ask.quantity - long[contract]))
        )
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
        case .orderFilled: book(event, contract)
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
