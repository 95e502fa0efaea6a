import Market
import Wire

/// What is wrong with the public market data just now.
struct DataFault: Sendable {
    let kind: ExchangeAction.Kind
    let until: SessionTime

    /// The tick as it goes out; nil says nothing.
    func spoiled(
        _ tick: UnderlyingTicks.Entry, frozen: UnderlyingTicks.Entry?
    ) -> UnderlyingTicks.Entry? {
        var tick = tick
        switch kind {
        case .frozenData:
            guard var old = frozen else { return nil }
            old.time = tick.time
            return old
        case .crossedData:
            tick.bid = Price(ticks: tick.ask.ticks + 10)
            tick.ask = Price(ticks: tick.last.ticks - 10)
            return tick
        case .invalidData:
            // Integers have no NaN; these are the numbers that are none.
            tick.last = Price(ticks: .min)
            tick.bid = Price(ticks: .max)
            tick.ask = Price(ticks: -1)
            tick.bidQuantity = -1
            tick.askQuantity = .max
            return tick
        default: return nil
        }
    }

    func spoiled(_ top: BookTops.Entry) -> BookTops.Entry? {
        var top = top
        switch kind {
        case .crossedData:
            top.bid = Price(ticks: max(top.bid.ticks, top.ask.ticks) + 10)
            top.ask = Price(ticks: max(top.bid.ticks - 20, 1))
            top.bidQuantity = max(top.bidQuantity, Quantity(contracts: 1))
            top.askQuantity = max(top.askQuantity, Quantity(contracts: 1))
            return top
        case .invalidData:
            top.bid = Price(ticks: .min)
            top.ask = Price(ticks: .max)
            top.bidQuantity = Quantity(contracts: -1)
            top.askQuantity = Quantity(contracts: .min)
            return top
        default: return nil
        }
    }
}
