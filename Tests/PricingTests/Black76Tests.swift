import Glibc
import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Black-76` {
    // 0.079655674554… is Φ(0.1) − Φ(−0.1); the rest follows by hand from it or from parity.
    @Test(arguments: [
        (OptionType.call, 100.0, 100.0, 0.2, 7.965_567_455_405_804),
        (.put, 100.0, 100.0, 0.2, 7.965_567_455_405_804),
        (.put, 100.0, 110.0, 0.2, 14.292_010_941_409_9),
        (.call, 100.0, 110.0, 0.2, 4.292_010_941_409_885),
        (.call, 100.0, 100.0, 0.0, 0.0),
        (.call, 110.0, 100.0, 0.0, 10.0),
        (.put, 110.0, 100.0, 0.0, 0.0),
    ])
    func `undiscounted values`(
        type: OptionType, forward: Double, strike: Double, deviation: Double, expected: Double
    ) throws {
        let value = try #require(
            Black76.undiscounted(
                type, forward: forward, strike: strike, standardDeviation: deviation))
        #expect(abs(value - expected) < 1e-12)
    }

    @Test func `agrees with QuantLib's table`() {
        guard let table = ReferenceTable("black76.csv") else { return }
        for row in table.rows {
            let value = Black76.undiscounted(
                type(row[0]), forward: row.number(1), strike: row.number(2),
                standardDeviation: row.number(3))
            let expected = row.number(5)
            #expect(abs((value ?? .nan) * row.number(4) - expected) <= row.number(6), "\(row)")
        }
    }

    @Test func `agrees with Haug's European prices`() {
        guard let table = ReferenceTable("european_bsm_haug.csv") else { return }
        for row in table.rows {
            let found = spotValuation(row, from: 0)
            #expect(abs((found?.value ?? .nan) - row.number(7)) <= row.number(8), "\(row)")
        }
    }

    @Test func `agrees with Haug's greeks`() throws {
        guard let table = ReferenceTable("european_greeks_haug.csv") else { return }
        var checked = 0
        for row in table.rows {
            let found = try #require(spotValuation(row, from: 1))
            let value: Double
            switch row[0] {
            case "delta": value = found.delta
            case "gamma": value = found.gamma
            case "vega": value = found.vega
            case "theta": value = found.theta
            default: continue
            }
            checked += 1
            #expect(abs(value - row.number(8)) <= row.number(9), "\(row)")
        }
        #expect(checked == 5)
    }

    @Test func `agrees with the grid of py_vollib`() throws {
        guard let table = ReferenceTable("black_scholes_grid_vollib.csv") else { return }
        for row in table.rows {
            for (type, price, firstGreek) in [(OptionType.call, 5, 7), (.put, 6, 12)] {
                let found = try #require(
                    spot(
                        type, spot: row.number(0), strike: row.number(1), yield: 0,
                        rate: row.number(2), years: row.number(3), volatility: row.number(4)))
                #expect(abs(found.value - row.number(price)) < 5e-7, "\(row)")
                #expect(abs(found.delta - row.number(firstGreek)) < 5e-7, "\(row)")
                #expect(abs(found.gamma - row.number(firstGreek + 1)) < 5e-7, "\(row)")
                #expect(abs(found.theta - row.number(firstGreek + 2)) < 5e-7, "\(row)")
                #expect(abs(found.vega - row.number(firstGreek + 3)) < 5e-7, "\(row)")
            }
        }
    }

    @Test func `call minus put is the discounted forward minus strike`() throws {
        for strike in stride(from: 1.0, through: 6.0, by: 0.25) {
            let call = try #require(
                Black76.valuation(
                    .call, forward: 3.5, strike: strike, volatility: 0.3, years: 0.25,
                    discount: 0.99))
            let put = try #require(
                Black76.valuation(
                    .put, forward: 3.5, strike: strike, volatility: 0.3, years: 0.25,
                    discount: 0.99))
            #expect(abs(call.value - put.value - 0.99 * (3.5 - strike)) < 1e-15)
            #expect(abs(call.delta - put.delta - 0.99) < 1e-15)
        }
    }

    @Test func `without time or volatility the value is intrinsic and delta a step`() throws {
        for (volatility, years) in [(0.0, 0.5), (0.3, 0.0)] {
            let found = try #require(
                Black76.valuation(
                    .put, forward: 3.0, strike: 3.5, volatility: volatility, years: years))
            #expect(
                found == OptionValuation(value: 0.5, delta: -1, gamma: 0, vega: 0, theta: 0))
        }
    }

    @Test(arguments: [
        (Double.nan, 3.5, 0.2, 0.5, 1.0), (3.5, -1.0, 0.2, 0.5, 1.0), (3.5, 3.5, -0.2, 0.5, 1.0),
        (3.5, 3.5, 0.2, Double.infinity, 1.0), (3.5, 3.5, 0.2, 0.5, 0.0),
        (0.0, 3.5, 0.2, 0.5, 1.0),
    ])
    func `input that is no number or impossible has no value`(
        forward: Double, strike: Double, volatility: Double, years: Double, discount: Double
    ) {
        let found = Black76.valuation(
            .call, forward: forward, strike: strike, volatility: volatility, years: years,
            discount: discount)
        #expect(found == nil)
    }

    private func type(_ text: String) -> OptionType { text == "put" ? .put : .call }

    private func spotValuation(_ row: [String], from column: Int) -> OptionValuation? {
        spot(
            type(row[column]), spot: row.number(column + 1), strike: row.number(column + 2),
            yield: row.number(column + 3), rate: row.number(column + 4),
            years: row.number(column + 5), volatility: row.number(column + 6))
    }

    /// Black-Scholes-Merton from Black-76: the forward moves with spot, and with time at r − q.
    private func spot(
        _ type: OptionType, spot: Double, strike: Double, yield: Double, rate: Double,
        years: Double, volatility: Double
    ) -> OptionValuation? {
        let growth = exp((rate - yield) * years)
        let found = Black76.valuation(
            type, forward: spot * growth, strike: strike, volatility: volatility, years: years,
            discount: exp(-rate * years))
        return found.map {
            OptionValuation(
                value: $0.value, delta: $0.delta * growth, gamma: $0.gamma * growth * growth,
                vega: $0.vega, theta: $0.theta - $0.delta * (rate - yield) * spot * growth)
        }
    }
}
