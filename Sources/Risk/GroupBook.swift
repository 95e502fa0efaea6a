import Market
import Wire

/// What other accounts of our group have resting, as far as the exchange reports it to us: the best of each contract.
struct GroupBook: Sendable {
    /// Legs of one contract that are kept; more are a flood, and the best already seen stays.
    private static let legsMax = 1_024

    private struct Leg: Sendable {
        let participant: UInt16
        /// 0 for the leg of a quote.
        let order: UInt64
        let side: Side
        let price: Int64
        var quantity: Int64
    }

    private let participants: [UInt16]
    private var legs: [[Leg]]
    private var bids: [Int64]
    private var asks: [Int64]

    init(participants: [UInt16], contracts: Int) {
        self.participants = participants
        let count = participants.isEmpty ? 0 : contracts
        legs = Array(repeating: [], count: count)
        bids = Array(repeating: 0, count: count)
        asks = Array(repeating: .max, count: count)
    }

    func covers(_ participant: UInt16) -> Bool { participants.contains(participant) }

    /// Highest bid, 0 without one.
    func bid(_ contract: Int) -> Int64 { contract < bids.count ? bids[contract] : 0 }
    /// Lowest ask, `max` without one.
    func ask(_ contract: Int) -> Int64 { contract < asks.count ? asks[contract] : .max }

    mutating func apply(_ event: ExchangeEvents.Entry) {
        let contract = Int(event.contract.value)
        guard contract < legs.count else { return }
        switch event.kind {
        case .quoteAccepted:
            legs[contract].removeAll { $0.participant == event.participant && $0.order == 0 }
            add(event, 0, .bid, event.bid, event.bidQuantity)
            add(event, 0, .ask, event.ask, event.askQuantity)
        case .orderAccepted:
            guard let side = event.side else { return }
            add(event, event.orderID.value, side, event.price, event.quantity)
        case .legFilled, .legCancelled: reduce(event, order: 0)
        case .orderFilled, .orderCancelled: reduce(event, order: event.orderID.value)
        default: return
        }
        settle(contract)
    }

    private mutating func add(
        _ event: ExchangeEvents.Entry, _ order: UInt64, _ side: Side, _ price: Price,
        _ quantity: Quantity
    ) {
        let contract = Int(event.contract.value)
        guard quantity > .zero, price > .zero, legs[contract].count < Self.legsMax else { return }
        legs[contract].append(
            Leg(
                participant: event.participant, order: order, side: side, price: price.ticks,
                quantity: Int64(quantity.contracts)))
    }

    private mutating func reduce(_ event: ExchangeEvents.Entry, order: UInt64) {
        guard let side = event.side else { return }
        let contract = Int(event.contract.value)
        for place in legs[contract].indices
        where legs[contract][place].participant == event.participant
            && legs[contract][place].order == order && legs[contract][place].side == side
        { legs[contract][place].quantity -= Int64(event.quantity.contracts) }
        legs[contract].removeAll { $0.quantity <= 0 }
    }

    private mutating func settle(_ contract: Int) {
        bids[contract] = 0
        asks[contract] = .max
        for leg in legs[contract] {
            if leg.side == .bid {
                bids[contract] = max(bids[contract], leg.price)
            } else {
                asks[contract] = min(asks[contract], leg.price)
            }
        }
    }

    func hash(into hasher: inout StateHasher) {
        for contract in legs.indices {
            for leg in legs[contract] {
                hasher.combine(UInt64(leg.participant))
                hasher.combine(leg.order)
                hasher.combine(Int(leg.side.rawValue))
                hasher.combine(leg.price)
                hasher.combine(leg.quantity)
            }
        }
    }
}
