import CVectorPricing
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
        var pricer = ChainPricer(layout: layout)
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

    @Test(arguments: [2, 9, 17], [true, false])
    func `every form of smile prices as the single-option formula, to 1e-13 of the forward`(
        strikes: Int, isRegular: Bool
    ) throws {
        let layout = try ChainLayout(
            of: UnderlyingIndex(0), in: Chain.wide(strikes: strikes, isRegular: isRegular))
        var pricer = ChainPricer(layout: layout)
        var found = ChainValuations(count: layout.count)
        for (spot, years) in [(3.5, 0.1), (3.1, 0.002), (4.2, 1.5), (3.5, 1e-9)] {
            let inputs = Chain.smiles(spot: spot, years: years)
            pricer.reprice(spot: spot, inputs: inputs, into: &found)
            for (rank, expiry) in layout.expiries.enumerated() {
                let input = inputs[rank]
                let ratio = input.forward / spot
                for pair in layout.pairs[expiry.pairs] {
                    let strike = pair.strike.yuan
                    let volatility = try #require(input.volatility(strike: strike))
                    for (type, position) in [(OptionType.call, pair.call), (.put, pair.put)]
                    where position < layout.count {
                        let single = try #require(
                            Black76.valuation(
                                type, forward: input.forward, strike: strike,
                                volatility: volatility, years: input.years,
                                discount: input.discount))
                        let allowed = 1e-13 * input.forward
                        let text = "\(type) \(strike) rank \(rank) spot \(spot) years \(years)"
                        #expect(abs(found.value[position] - single.value) < allowed, "\(text)")
                        #expect(
                            abs(found.delta[position] - single.delta * ratio) < 1e-12, "\(text)")
                        #expect(
                            abs(found.gamma[position] - single.gamma * ratio * ratio)
                                <= 1e-11 * (1 + single.gamma), "\(text)")
                        #expect(abs(found.vega[position] - single.vega) < 1e-12, "\(text)")
                    }
                }
            }
        }
    }

    @Test func `gives the same bits at every width`() throws {
        let layout = try ChainLayout(
            of: UnderlyingIndex(0), in: Chain.wide(strikes: 9, isRegular: true))
        var pricer = ChainPricer(layout: layout)
        let inputs = Chain.smiles(spot: 3.5, years: 0.1)
        var wide = ChainValuations(count: layout.count)
        pricer.reprice(spot: 3.5, inputs: inputs, into: &wide)
        for bits in [128, 256] as [Int32] {
            obl_vector_limit(bits)
            defer { obl_vector_limit(0) }
            var narrow = ChainValuations(count: layout.count)
            pricer.reprice(spot: 3.5, inputs: inputs, into: &narrow)
            for column in [\ChainValuations.value, \.delta, \.gamma, \.vega] {
                #expect(
                    narrow[keyPath: column].dropLast().map(\.bitPattern)
                        == wide[keyPath: column].dropLast().map(\.bitPattern))
            }
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
            var pricer = ChainPricer(layout: layout)
            pricer.reprice(spot: 3.5, inputs: [broken, good], into: &found)
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
        var pricer = ChainPricer(layout: layout)
        pricer.reprice(spot: 3.5, inputs: [done, done], into: &found)
        #expect(found.value[0] == 3.5 - 3.4)
        #expect(found.value[1] == 0)
        #expect(found.vega[0] == 0)
        #expect(found.delta[0] == 1)
    }
}

/// Two expiries; the second lists one strike twice (an adjusted contract) and one without its call.
private struct Chain {
    let directory: InstrumentDirectory

    /// Three expiries; without their regularity the middle strike has no put.
    static func wide(strikes: Int, isRegular: Bool) throws -> InstrumentDirectory {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        var contracts: [OptionContract] = []
        for (rank, date) in [20_210_127, 20_210_224, 20_210_324].enumerated() {
            let expiry = try #require(TradingDay(yyyymmdd: Int32(date)))
            for step in 0..<strikes {
                for type in OptionType.allCases
                where isRegular || step != strikes / 2 || type == .call {
                    contracts.append(
                        OptionContract(
                            index: ContractIndex(contracts.count),
                            code: UInt32(10_000_001 + contracts.count),
                            tradingCode: "T\(contracts.count)", underlying: UnderlyingIndex(0),
                            type: type,
                            strike: Price(ticks: Int64(35_000 + 900 * (step - strikes / 2))),
                            unit: 10_000, expiry: expiry, expiryRank: UInt8(rank),
                            daysToExpiry: Int32(expiry.days(since: day)),
                            previousSettlement: Price(ticks: 1_000),
                            band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 9_000)),
                            isAdjusted: false))
                }
            }
        }
        return try InstrumentDirectory(
            day: day,
            underlyings: [
                Underlying(
                    index: UnderlyingIndex(0), code: "510050", previousClose: Price(ticks: 35_000))
            ], contracts: contracts)
    }

    /// A curve, an SVI smile that keeps its strikes and a wing that moves with the forward.
    static func smiles(spot: Double, years: Double) -> [ExpiryInputs] {
        var fit = VolatilityFit()
        for step in -4...4 {
            let x = 0.1 * Double(step)
            fit.add(x: x, volatility: 0.2 - 0.04 * x + 0.1 * x * x)
        }
        var curve = VolatilityCurve(flat: 0.2)
        curve.refit(from: fit)
        let svi = MovingSmile(
            form: .svi(SVISlice(a: 0.004, b: 0.05, rho: -0.4, m: 0.02, sigma: 0.12)), years: 0.2,
            forward: 3.5, stickiness: .strike)
        let wing = MovingSmile(
            form: .wing(
                WingSlice(
                    volatility: 0.22, slope: -0.1, putCurvature: 0.6, callCurvature: 0.4,
                    downCutoff: -0.05, upCutoff: 0.06, years: 0.3)), years: 0.3, forward: 3.5,
            stickiness: .delta)
        var raised = svi
        raised.adjustLevel(residual: 0.02, gain: 0.5)
        return [nil, raised, wing].enumerated().map { rank, smile in
            ExpiryInputs(
                forward: spot * (1.002 + 0.001 * Double(rank)), years: years * Double(rank + 1),
                discount: 0.995, curve: curve, smile: smile)
        }
    }

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
