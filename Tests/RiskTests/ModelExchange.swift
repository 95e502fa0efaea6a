import Market
import Wire

/// A small exchange for one member: a quote a contract, replaced in one step; answers come when they are fetched.
struct ModelExchange {
    struct Leg {
        var price: Int64 = 0
        var quantity: Int64 = 0
        var effect = PositionEffect.open
    }
    struct Standing {
        var id: UInt64 = 0
        var legs = [Leg(), Leg()]
    }

    var standing: [Standing]
    var long: [Int64]
    var short: [Int64]
    /// The whole log; a report is delivered when `delivered` passes it.
    private(set) var log: [ExchangeEvents.Entry] = []
    private(set) var received = 0
    private var execution: UInt64 = 0

    init(contracts: Int) {
        standing = Array(repeating: Standing(), count: contracts)
        long = Array(repeating: 0, count: contracts)
        short = Array(repeating: 0, count: contracts)
    }

    var hasLive: Bool { standing.contains { $0.legs[0].quantity + $0.legs[1].quantity > 0 } }

    private mutating func record(_ event: ExchangeEvents.Entry, at now: SessionTime) {
        var event = event
        event.sequence = UInt64(log.count) + 1
        event.time = now
        if event.participant == 0 { event.participant = 1 }
        log.append(event)
    }

    mutating func note(_ kind: ExchangeEventKind, at now: SessionTime) {
        record(ExchangeEvents.Entry(kind: kind), at: now)
    }

    mutating func enter(
        _ entry: QuoteInstructions.Entry, expires: SessionTime, rejects: Bool, at now: SessionTime
    ) {
        let contract = entry.contract.int
        received += 1
        if entry.bidQuantity == .zero, entry.askQuantity == .zero {
            cancel(contract, at: now)
            record(
                ExchangeEvents.Entry(
                    kind: .withdrawalAccepted, contract: entry.contract, quoteID: entry.quoteID),
                at: now)
            return
        }
        guard !rejects, expires >= now else {
            record(
                ExchangeEvents.Entry(
                    kind: .quoteRejected, contract: entry.contract, quoteID: entry.quoteID),
                at: now)
            return
        }
        let old = standing[contract]
        standing[contract] = Standing(
            id: entry.quoteID.value,
            legs: [
                Leg(
                    price: entry.bid.ticks, quantity: Int64(entry.bidQuantity.contracts),
                    effect: PositionEffect(rawValue: entry.bidEffectCode) ?? .open),
                Leg(
                    price: entry.ask.ticks, quantity: Int64(entry.askQuantity.contracts),
                    effect: PositionEffect(rawValue: entry.askEffectCode) ?? .open),
            ])
        record(
            ExchangeEvents.Entry(
                kind: .quoteAccepted, contract: entry.contract, effectCode: entry.bidEffectCode,
                askEffectCode: entry.askEffectCode,
                quantity: Quantity(contracts: Int32(old.legs[0].quantity)),
                leaves: Quantity(contracts: Int32(old.legs[1].quantity)),
                bidQuantity: entry.bidQuantity, askQuantity: entry.askQuantity,
                quoteID: entry.quoteID, bid: entry.bid, ask: entry.ask), at: now)
    }

    mutating func cancel(_ contract: Int, at now: SessionTime) {
        for side in Side.allCases {
            let place = side == .bid ? 0 : 1
            let left = standing[contract].legs[place].quantity
            guard left > 0 else { continue }
            standing[contract].legs[place].quantity = 0
            record(
                ExchangeEvents.Entry(
                    kind: .legCancelled, sideCode: side.rawValue, contract: ContractIndex(contract),
                    quantity: Quantity(contracts: Int32(left)),
                    quoteID: QuoteID(standing[contract].id)), at: now)
        }
    }

    mutating func fill(_ contract: Int, _ side: Side, upTo most: Int64, at now: SessionTime) {
        let place = side == .bid ? 0 : 1
        let leg = standing[contract].legs[place]
        let quantity = min(most, leg.quantity)
        guard quantity > 0 else { return }
        standing[contract].legs[place].quantity -= quantity
        execution += 1
        switch (side, leg.effect) {
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
        }
        record(
            ExchangeEvents.Entry(
                kind: .legFilled, sideCode: side.rawValue, contract: ContractIndex(contract),
                effectCode: leg.effect.rawValue, quantity: Quantity(contracts: Int32(quantity)),
                leaves: Quantity(contracts: Int32(leg.quantity - quantity)),
                quoteID: QuoteID(standing[contract].id), price: Price(ticks: leg.price),
                executionID: execution), at: now)
    }

    /// Held and resting, if all that rests fills in the worst order.
    func worst(_ contract: Int) -> (long: Int64, short: Int64) {
        let bid = standing[contract].legs[0]
        let ask = standing[contract].legs[1]
        return (
            long: long[contract]
                + (bid.effect == .open ? bid.quantity : max(0, bid.quantity - short[contract])),
            short: short[contract]
                + (ask.effect == .open ? ask.quantity : max(0, ask.quantity - long[contract]))
        )
    }
}
