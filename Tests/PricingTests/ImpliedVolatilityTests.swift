import Glibc
import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Implied volatility` {
    @Test func `gives back the volatility of a price`() throws {
        for type in OptionType.allCases {
            for strike in stride(from: 2.6, through: 4.6, by: 0.2) {
                for volatility in [0.05, 0.12, 0.2, 0.35, 0.8, 2.0] {
                    for days in [0.1, 1, 7, 30, 182] {
                        try roundTrip(type, strike, volatility, days / 365)
                    }
                }
            }
        }
    }

    private func roundTrip(
        _ type: OptionType, _ strike: Double, _ volatility: Double, _ years: Double
    ) throws {
        let valued = try #require(
            Black76.valuation(
                type, forward: 3.5, strike: strike, volatility: volatility, years: years,
                discount: 0.99))
        let result = ImpliedVolatility.solve(
            type, price: valued.value, forward: 3.5, strike: strike, years: years, discount: 0.99)
        // In the money the time value is what rounding leaves of a price near one.
        guard valued.vega > 1e-5 else { return }
        let tolerance = 1e-10 + 4e-16 / valued.vega * 2
        let found = try #require(result.volatility, "\(type) \(strike) \(volatility) \(years)")
        #expect(
            abs(found - volatility) < tolerance, "\(type) \(strike) \(volatility) \(years)")
    }

    @Test func `solves the extremes where the price determines the volatility`() throws {
        guard let table = ReferenceTable("implied_vol_extremes_computed.csv") else { return }
        var checked = 0
        for row in table.rows {
            let x = row.number(0)
            let price = row.number(2)
            // Strike 1 and forward e^x: √(FK) is e^{x/2}.
            let scale = exp(x / 2)
            guard x <= 0, price > 1e-100, price < 0.99 / scale * min(1, exp(x)) else { continue }
            let result = ImpliedVolatility.solve(
                .call, price: price * scale, forward: exp(x), strike: 1, years: 1)
            let found = try #require(result.volatility, "\(row)")
            #expect(abs(found / row.number(1) - 1) < 2e-8, "\(row) found \(found)")
            checked += 1
        }
        #expect(checked >= 30)
    }

    @Test(arguments: [
        (OptionType.call, 0.499, ImpliedVolatilityResult.belowIntrinsic),
        (.call, 0.5, .value(0)),
        (.call, 3.5, .aboveMaximum),
        (.put, -0.001, .belowIntrinsic),
        (.put, 3.0, .aboveMaximum),
        (.put, .nan, .notFinite),
        (.put, .infinity, .notFinite),
    ])
    func `a price without a volatility says why`(
        type: OptionType, price: Double, expected: ImpliedVolatilityResult
    ) {
        let result = ImpliedVolatility.solve(
            type, price: price, forward: 3.5, strike: 3.0, years: 0.25)
        #expect(result == expected)
    }

    @Test func `no time left leaves no volatility to explain a time value`() {
        let result = ImpliedVolatility.solve(
            .call, price: 0.6, forward: 3.5, strike: 3.0, years: 0)
        #expect(result == .aboveMaximum)
    }

    @Test func `never answers with a NaN`() {
        var random = Generator(seed: 11)
        for _ in 0..<20_000 {
            let result = ImpliedVolatility.solve(
                random.next() % 2 == 0 ? .call : .put, price: random.wild(),
                forward: random.wild(), strike: random.wild(), years: random.wild(),
                discount: random.wild())
            if let volatility = result.volatility {
                #expect(volatility.isFinite && volatility >= 0, "seed 11")
            }
        }
    }
}

/// SplitMix64: a seeded source of ordinary and odd doubles.
struct Generator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func wild() -> Double {
        switch next() % 12 {
        case 0: 0
        case 1: .nan
        case 2: .infinity
        case 3: -1
        case 4: .leastNonzeroMagnitude
        case 5: .greatestFiniteMagnitude
        case 6: 1e-300
        default: Double.random(in: 0.0001...10, using: &self)
        }
    }
}
