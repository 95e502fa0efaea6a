import Market
import StrategyKit

/// Quotes the first contracts of the day around yesterday's settlement and moves all of them by one tick whenever
/// the underlying's price in ticks turns from even to odd or back: every injected tick requotes exactly those.
struct PathStrategy: QuotingStrategy {
    static let name = "bench-path"
    static let summary = "Moves the first contracts by one tick at each underlying tick."
    static let parameterSpecification: [ParameterSpecification] = [
        .integer("quotes", "contracts quoted", default: 1, in: 1...200)
    ]

    private let quotes: Int

    init(parameters: StrategyParameters) throws(ParameterError) {
        quotes = Int(try parameters.integer("quotes"))
    }

    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard facts.contract.int < quotes else { return .none(.strategyChoice) }
        let isOdd = Int64((chain.spot * 10_000).rounded()) & 1 == 1
        // Permitted at every bid: the tightest tier is 10 % of 500 ticks.
        let width: Int64 = 40
        let lowest = max(2, facts.band.down.ticks)
        let bid = max(lowest, facts.previousSettlement.ticks - width / 2)
        // Cheap contracts have a price band narrower than the spread they are allowed.
        let ask = min(bid + width, facts.band.up.ticks - 1)
        let shift: Int64 = isOdd ? 1 : 0
        let size = facts.quantityMin
        return .quote(
            bid: QuoteLeg(price: Price(ticks: bid + shift), quantity: size),
            ask: QuoteLeg(price: Price(ticks: ask + shift), quantity: size))
    }
}
