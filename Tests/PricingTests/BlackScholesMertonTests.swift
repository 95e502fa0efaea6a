import Glibc
import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Black-Scholes-Merton` {
    @Test func `agrees with Haug's European prices`() throws {
        guard let table = ReferenceTable("european_bsm_haug.csv") else { return }
        for row in table.rows {
            let found = try valuation(row, from: 0)
            #expect(abs(found.value - row.number(7)) <= row.number(8), "\(row)")
        }
        #expect(table.rows.count == 29)
    }

    @Test func `agrees with every one of Haug's greeks`() throws {
        guard let table = ReferenceTable("european_greeks_haug.csv") else { return }
        for row in table.rows {
            let found = try valuation(row, from: 1)
            let value: Double?
            switch row[0] {
            case "delta": value = found.delta
            case "gamma": value = found.gamma
            case "vega": value = found.vega
            case "theta": value = found.theta
            case "rho": value = found.rho
            case "dividendRho": value = found.dividendRho
            case "elasticity": value = found.elasticity(spot: row.number(2))
            default: value = nil
            }
            #expect(abs(try #require(value) - row.number(8)) <= row.number(9), "\(row)")
        }
        #expect(table.rows.count == 8)
    }

    @Test func `agrees with the grid of py_vollib, rho included`() throws {
        guard let table = ReferenceTable("black_scholes_grid_vollib.csv") else { return }
        for row in table.rows {
            for (type, price, first) in [(OptionType.call, 5, 7), (.put, 6, 12)] {
                let option = BlackScholesMerton(
                    type: type, spot: row.number(0), strike: row.number(1), rate: row.number(2),
                    years: row.number(3))
                let found = try #require(option.valuation(volatility: row.number(4)).valuation)
                let pairs = [
                    (found.value, price), (found.delta, first), (found.gamma, first + 1),
                    (found.theta, first + 2), (found.vega, first + 3), (found.rho, first + 4),
                ]
                for (value, column) in pairs {
                    #expect(abs(value - row.number(column)) <= 5e-7, "\(row) column \(column)")
                }
            }
        }
        #expect(table.rows.count == 68)
    }

    /// Haug 1998, as published: a fresh clone checks these.
    @Test(arguments: [
        (OptionType.call, 60.0, 65.0, 0.0, 0.08, 0.25, 0.30, 2.1334),
        (.put, 100, 95, 0.05, 0.10, 0.5, 0.20, 2.4648),
        (.call, 19, 19, 0.10, 0.10, 0.75, 0.28, 1.7011),
        (.call, 1.56, 1.60, 0.08, 0.06, 0.5, 0.12, 0.0291),
        (.call, 90, 100, 0.10, 0.10, 0.10, 0.15, 0.0205),
    ])
    func `published prices`(
        type: OptionType, spot: Double, strike: Double, yield: Double, rate: Double, years: Double,
        volatility: Double, expected: Double
    ) throws {
        let option = BlackScholesMerton(
            type: type, spot: spot, strike: strike, rate: rate, dividendYield: yield, years: years)
        let found = try #require(option.valuation(volatility: volatility).valuation)
        #expect(abs(found.value - expected) <= 1e-4)
    }

    @Test(arguments: OptionType.allCases)
    func `every greek is the slope it says`(type: OptionType) throws {
        let option = BlackScholesMerton(
            type: type, spot: 3.1, strike: 3.0, rate: 0.03, dividendYield: 0.01, years: 0.4)
        let found = try #require(option.valuation(volatility: 0.25).valuation)
        func value(_ volatility: Double = 0.25, _ change: (inout BlackScholesMerton) -> Void)
            throws -> SpotValuation
        {
            var changed = option
            change(&changed)
            return try #require(changed.valuation(volatility: volatility).valuation)
        }
        let step = 1e-5
        let spot = (try value { $0.spot += step }, try value { $0.spot -= step })
        let vol = (try value(0.25 + step) { _ in }, try value(0.25 - step) { _ in })
        let rate = (try value { $0.rate += step }, try value { $0.rate -= step })
        let yield = (try value { $0.dividendYield += step }, try value { $0.dividendYield -= step })
        let time = (try value { $0.years -= step }, try value { $0.years += step })
        func slope(_ sides: (SpotValuation, SpotValuation), _ part: (SpotValuation) -> Double)
            -> Double
        {
            (part(sides.0) - part(sides.1)) / (2 * step)
        }
        #expect(abs(slope(spot) { $0.value } - found.delta) < 1e-8)
        #expect(abs(slope(spot) { $0.delta } - found.gamma) < 1e-8)
        #expect(abs(slope(vol) { $0.value } - found.vega) < 1e-8)
        #expect(abs(slope(vol) { $0.delta } - found.vanna) < 1e-8)
        #expect(abs(slope(vol) { $0.vega } - found.volga) < 1e-8)
        #expect(abs(slope(spot) { $0.vega } - found.vanna) < 1e-8)
        #expect(abs(slope(rate) { $0.value } - found.rho) < 1e-8)
        #expect(abs(slope(yield) { $0.value } - found.dividendRho) < 1e-8)
        #expect(abs(slope(time) { $0.value } - found.theta) < 1e-7)
    }

    @Test(arguments: [
        (Double.nan, 3.0, 0.2, 0.5, ValuationResult.notFinite),
        (3, .infinity, 0.2, 0.5, .notFinite), (3, 3, .nan, 0.5, .notFinite),
        (3, 3, 0.2, -.infinity, .notFinite), (0, 3, 0.2, 0.5, .outOfRange),
        (3, -1, 0.2, 0.5, .outOfRange), (3, 3, -0.1, 0.5, .outOfRange),
        (3, 3, 0.2, -0.01, .outOfRange), (3, 3, 0.2, 1e300, .notFinite),
    ])
    func `what cannot be priced says why`(
        spot: Double, strike: Double, volatility: Double, years: Double, expected: ValuationResult
    ) {
        let option = BlackScholesMerton(
            type: .put, spot: spot, strike: strike, rate: -0.02, years: years)
        #expect(option.valuation(volatility: volatility) == expected)
    }

    @Test func `the last second, no volatility and the far wings have finite greeks`() throws {
        for years in [0.0, 1e-300, 1e-12, 1.0 / 365 / 14_400, 50] {
            for volatility in [0, 1e-300, 1e-9, 0.2, 50] {
                for strike in [1e-6, 2.999, 3.0, 3.001, 1e6] {
                    for type in OptionType.allCases {
                        let option = BlackScholesMerton(
                            type: type, spot: 3, strike: strike, rate: 0.02, years: years)
                        let result = option.valuation(volatility: volatility)
                        let text = "\(type) K \(strike) T \(years) σ \(volatility): \(result)"
                        if result == .notFinite { continue }
                        let found = try #require(result.valuation, "\(text)")
                        #expect(found.isFinite && found.value >= 0, "\(text)")
                    }
                }
            }
        }
    }

    private func valuation(_ row: [String], from column: Int) throws -> SpotValuation {
        let option = BlackScholesMerton(
            type: row[column] == "put" ? .put : .call, spot: row.number(column + 1),
            strike: row.number(column + 2), rate: row.number(column + 4),
            dividendYield: row.number(column + 3), years: row.number(column + 5))
        return try #require(option.valuation(volatility: row.number(column + 6)).valuation)
    }
}

@Suite(.rule("C3.4a"))
struct `Dividends and deltas` {
    @Test func `Hull's two dividends`() throws {
        let dividends = try #require(
            DiscreteDividends([
                .init(years: 2.0 / 12, amount: 0.5), .init(years: 5.0 / 12, amount: 0.5),
            ]))
        let option = BlackScholesMerton(
            type: .call, spot: 40, strike: 40, rate: 0.09, years: 0.5)
        let found = try #require(dividends.valuation(of: option, volatility: 0.3).valuation)
        // 3.67 printed; Hull's own present value of the dividends is 0.9741.
        #expect(abs(found.value - 3.67) < 0.01)
        #expect(abs(dividends.presentValue(rate: 0.09, until: 0.5) - 0.9741) < 1e-4)
    }

    @Test func `agrees with the table's row`() throws {
        guard let table = ReferenceTable("discrete_dividend_hull.csv") else { return }
        for row in table.rows {
            let payments = row[6].split(separator: ";").map { text in
                let parts = text.split(separator: ":")
                let time = parts[0].split(separator: "/").compactMap { Double($0) }
                return DiscreteDividends.Payment(
                    years: time[0] / time[1], amount: Double(parts[1]) ?? .nan)
            }
            let dividends = try #require(DiscreteDividends(payments))
            let option = BlackScholesMerton(
                type: .call, spot: row.number(1), strike: row.number(2), rate: row.number(3),
                years: row.number(5))
            let found = try #require(
                dividends.valuation(of: option, volatility: row.number(4)).valuation)
            #expect(abs(found.value - row.number(7)) <= row.number(8))
        }
    }

    @Test func `a dividend that eats the spot leaves nothing to price`() throws {
        let option = BlackScholesMerton(type: .call, spot: 3, strike: 3, rate: 0, years: 1)
        let eaten = try #require(DiscreteDividends([.init(years: 0.5, amount: 3)]))
        #expect(eaten.valuation(of: option, volatility: 0.2) == .outOfRange)
        let later = try #require(DiscreteDividends([.init(years: 1.5, amount: 3)]))
        #expect(later.valuation(of: option, volatility: 0.2).valuation != nil)
        #expect(DiscreteDividends([.init(years: -0.1, amount: 1)]) == nil)
        #expect(DiscreteDividends([.init(years: 0.1, amount: .nan)]) == nil)
    }

    @Test func `strikes of the four delta conventions`() throws {
        guard let table = ReferenceTable("delta_conventions.csv") else { return }
        for row in table.rows {
            let convention = try #require(DeltaConvention(rawValue: row[1]))
            let type: OptionType = row[0] == "put" ? .put : .call
            let market = try #require(
                DeltaMarket(
                    forward: row.number(2) * row.number(4) / row.number(3),
                    assetDiscount: row.number(4), deviation: row.number(5)))
            let found = try #require(market.strike(type, delta: row.number(7), convention))
            let tolerance = row[8].contains("Castagna") ? 1e-2 : 1e-4 * row.number(6)
            #expect(abs(found - row.number(6)) <= tolerance, "\(row) found \(found)")
        }
        #expect(table.rows.count == 10)
    }

    @Test(arguments: DeltaConvention.allCases, OptionType.allCases)
    func `strike and delta are each other's inverse`(
        convention: DeltaConvention, type: OptionType
    ) throws {
        let market = try #require(
            DeltaMarket(forward: 3.02, assetDiscount: 0.99, deviation: 0.12))
        for strike in [3.05, 3.2, 3.5] {
            let delta = try #require(market.delta(type, strike: strike, convention))
            let found = try #require(market.strike(type, delta: delta, convention))
            #expect(abs(found / strike - 1) < 1e-10)
        }
        #expect(market.strike(type, delta: type == .call ? 2 : 0.1, convention) == nil)
        #expect(market.strike(type, delta: .nan, convention) == nil)
    }
}
