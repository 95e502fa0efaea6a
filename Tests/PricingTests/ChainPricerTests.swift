import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Chain pricer` {
    @Test func `the layout orders by expiry, strike, call before put, and leaves no contract out`()
        throws
    {
        let chain = try Chain()
        let layout = ChainLayout(of: UnderlyingIndex(0), in: chain.directory)
        #expect(layout.count == 7)
        #expect(layout.contracts.map(\.value) == [3, 0, 1, 2, 6, 4, 5])
        #expect(layout.expiries.map(\.pairs) == [0..<2, 2..<5])
        #expect(layout.pairs.map(\.call) == [0, 2, 7, 5, 6])
        #expect(layout.pairs.map(\.put) == [1, 3, 4, 7, 7])
        #expect(layout.expiryOfPosition == [0, 0, 0, 0, 1, 1, 1])
    }

    @Test func `every position agrees with the single-option formula`() throws {
        let chain = try Chain()
        let layout = ChainLayout(of: UnderlyingIndex(0), in: chain.directory)
        let pricer = ChainPricer(layout: layout)
        let inputs = [
            ExpiryInputs(
                forward: 3.52, years: 0.05, discount: 0.999, curve: VolatilityCurve(flat: 0.21)),
            ExpiryInputs(
                forward: 3.55, years: 0.3, discount: 0.99, curve: VolatilityCurve(flat: 0.24)),
        ]
        var found = ChainValuations(count: layout.count)
        pricer.reprice(spot: 3.5, inputs: inputs, into: &found)
        for position in 0..<layout.count {
            let contract = chain.directory.contracts[layout.contracts[position].int]
            let input = inputs[layout.expiryOfPosition[position]]
            let expected = try #require(
                Black76.valuation(
                    contract.type, forward: input.forward, strike: contract.strike.yuan,
                    volatility: input.curve.volatility(at: 0), years: input.years,
                    discount: input.discount))
            let ratio = input.forward / 3.5
            #expect(abs(found.value[position] - expected.value) < 1e-13)
            #expect(abs(found.delta[position] - expected.delta * ratio) < 1e-13)
            #expect(abs(found.gamma[position] - expected.gamma * ratio * ratio) < 1e-11)
            #expect(abs(found.vega[position] - expected.vega) < 1e-13)
            #expect(found.isUsable(position))
        }
    }

    @Test func `an expiry that cannot be priced is unusable and leaves the others alone`() throws {
        let chain = try Chain()
        let layout = ChainLayout(of: UnderlyingIndex(0), in: chain.directory)
        let good = ExpiryInputs(
            forward: 3.5, years: 0.1, discount: 1, curve: VolatilityCurve(flat: 0.2))
        for bad in [Double.nan, 0, -1, .infinity] {
            var found = ChainValuations(count: layout.count)
            var broken = good
            broken.forward = bad
            ChainPricer(layout: layout).reprice(
                spot: 3.5, inputs: [broken, good], into: &found)
            #expect(
                (0..<layout.count).map(found.isUsable) == [
                    false, false, false, false, true, true, true,
                ])
        }
    }

    @Test func `at expiry only the intrinsic value is left`() throws {
        let chain = try Chain()
        let layout = ChainLayout(of: UnderlyingIndex(0), in: chain.directory)
        let done = ExpiryInputs(
            forward: 3.5, years: 0, discount: 1, curve: VolatilityCurve(flat: 0.2))
        var found = ChainValuations(count: layout.count)
        ChainPricer(layout: layout).reprice(spot: 3.5, inputs: [done, done], into: &found)
        #expect(found.value[0] == 3.5 - 3.4)
        #expect(found.value[1] == 0)
        #expect(found.vega[0] == 0)
        #expect(found.delta[0] == 1)
    }
}

/// Two expiries; the second lists one strike twice (an adjusted contract) and one without its call.
private struct Chain {
    let directory: InstrumentDirectory

    init() throws {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        let near = try #require(TradingDay(yyyymmdd: 20_210_127))
        let far = try #require(TradingDay(yyyymmdd: 20_210_324))
        func contract(
            _ index: Int, _ type: OptionType, _ strike: Int64, _ expiry: TradingDay,
            unit: Int32 = 10_000
        ) -> OptionContract {
            OptionContract(
                index: ContractIndex(index), code: UInt32(10_000_001 + index),
                tradingCode: "T\(index)", underlying: UnderlyingIndex(0), type: type,
                strike: Price(ticks: strike), unit: unit, expiry: expiry, expiryRank: 0,
                daysToExpiry: Int32(expiry.days(since: day)),
                previousSettlement: Price(ticks: 1_000),
                band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 9_000)),
                isAdjusted: unit != 10_000)
        }
        directory = try InstrumentDirectory(
            day: day,
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_000))
            ],
            contracts: [
                contract(0, .put, 34_000, near), contract(1, .call, 35_000, near),
                contract(2, .put, 35_000, near), contract(3, .call, 34_000, near),
                contract(4, .call, 35_000, far), contract(5, .call, 35_000, far, unit: 10_265),
                contract(6, .put, 34_000, far),
            ])
    }
}
