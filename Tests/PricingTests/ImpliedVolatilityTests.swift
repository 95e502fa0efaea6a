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
        let tolerance = 1e-14 + 8e-16 / valued.vega
        let found = try #require(result.volatility, "\(type) \(strike) \(volatility) \(years)")
        #expect(
            abs(found - volatility) < tolerance, "\(type) \(strike) \(volatility) \(years)")
    }

    @Test func `solves the extremes to machine precision`() throws {
        guard let table = ReferenceTable("implied_vol_extremes_computed.csv") else { return }
        for row in table.rows {
            try check(x: row.number(0), deviation: row.number(1), price: row.number(2))
        }
        #expect(table.rows.count == 65)
    }

    /// Computed with 60 digits: x = ln(F/K), σ√T, out-of-the-money call over √(FK).
    @Test(arguments: [
        (0.0, 1e-6, 3.989_422_804_014_160_6e-7), (0, 0.2, 0.079_655_674_554_057_963),
        (0, 4, 0.954_499_736_103_641_59), (-1e-8, 1e-6, 3.939_622_273_492_118_4e-7),
        (-1e-4, 0.001, 3.509_353_148_112_488_6e-4), (-0.01, 0.05, 0.015_342_759_237_307_298),
        (-0.1, 0.01, 7.474_468_572_496_755_4e-27), (-0.1, 0.2, 0.039_458_602_641_806_999_6),
        (-0.5, 1, 0.185_683_012_996_663_858_4), (-1, 0.1, 7.465_397_611_568_574_6e-26),
        (-2, 0.1, 1.368_309_454_841_606_1e-91), (-4, 8, 0.135_278_694_716_987_89),
        (-16, 0.5, 8.241_228_943_162_763_3e-227), (-32, 8, 5.073_957_303_895_943_7e-8),
    ])
    func `solves them without the table`(x: Double, deviation: Double, price: Double) throws {
        try check(x: x, deviation: deviation, price: price)
    }

    private func check(x: Double, deviation: Double, price: Double) throws {
        let found = try #require(
            ImpliedVolatility.deviation(normalisedPrice: price, logMoneyness: x))
        // What half a unit in the price's last place moves: price / (σ√T · vega).
        let h = x / deviation
        let vega = NormalDistribution.density(h) * exp(-0.125 * deviation * deviation)
        let allowed = 4e-15 + 4e-16 * price / (deviation * vega)
        #expect(abs(found / deviation - 1) <= allowed, "x \(x) s \(deviation) found \(found)")
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
