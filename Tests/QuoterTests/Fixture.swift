import Market
import Pricing
import StrategyKit
import Testing

/// A day with one underlying at 3.5 and a call and a put at 3.5; only the call is obliged in `chain`.
enum Fixture {
    struct NoQuote: Error {}

    static func directory() throws -> InstrumentDirectory {
        let day = try #require(TradingDay(yyyymmdd: 20_210_105))
        let expiry = try #require(TradingDay(yyyymmdd: 20_210_127))
        return try InstrumentDirectory(
            day: day,
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_000))
            ],
            contracts: OptionType.allCases.enumerated().map { index, type in
                OptionContract(
                    index: ContractIndex(index), code: UInt32(10_000_001 + index),
                    tradingCode: "510050\(type == .call ? "C" : "P")2101M03500",
                    underlying: UnderlyingIndex(0), type: type, strike: Price(ticks: 35_000),
                    unit: 10_000, expiry: expiry, expiryRank: 0, daysToExpiry: 22,
                    previousSettlement: Price(ticks: 1_000),
                    band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 4_500)))
            })
    }

    static func chain(value: Double, delta: Double, vega: Double) throws -> ChainView {
        let facts = try directory().contracts.map { contract in
            ContractFacts(
                of: contract, isFar: false, isObliged: contract.index.value == 0,
                quantityMin: Quantity(contracts: 10))
        }
        var chain = ChainView(
            underlying: UnderlyingIndex(0), facts: facts, allowance: .shanghaiOptions)
        chain.spot = 3.5
        chain.surfaces[0] = surface(volatility: 0.2)
        chain.valuations = ChainValuations(
            value: [value, value], delta: [delta, delta], gamma: [0, 0], vega: [vega, vega])
        return chain
    }

    /// An expiry three weeks away, flat at a volatility.
    static func surface(volatility: Double, forward: Double = 3.5) -> ExpirySurface {
        ExpirySurface(
            inputs: ExpiryInputs(
                forward: forward, years: 22.0 / 365, discount: 1,
                curve: VolatilityCurve(flat: volatility)))
    }
}
