import CVectorPricing
import Glibc
import Market
import Pricing
import TestSupport
import Testing

@Suite(.rule("C3.4a"))
struct `Implied volatility in arrays` {
    private struct Option {
        var type: OptionType
        var forward: Double
        var strike: Double
        var years: Double
        var volatility: Double
        var discount: Double
    }

    /// Options of any size and moneyness, and the volatility that each price was made with.
    private func options(_ count: Int, seed: UInt64) -> [Option] {
        var random = Generator(seed: seed)
        func between(_ low: Double, _ high: Double) -> Double {
            exp(Double.random(in: log(low)...log(high), using: &random))
        }
        return (0..<count).map { _ in
            let forward = between(1e-3, 1e5)
            let deviation = between(1e-4, 4)
            let away = Double.random(in: -7...7, using: &random) * min(deviation, 1)
            let years = between(1e-4, 10)
            return Option(
                type: random.next() % 2 == 0 ? .call : .put, forward: forward,
                strike: forward * exp(random.next() % 20 == 0 ? 0 : away), years: years,
                volatility: deviation / years.squareRoot(), discount: between(0.5, 1))
        }
    }

    private func price(_ option: Option) -> Double? {
        Black76.valuation(
            option.type, forward: option.forward, strike: option.strike,
            volatility: option.volatility, years: option.years, discount: option.discount)?.value
    }

    private func append(_ option: Option, _ price: Double, to columns: inout VolatilityColumns) {
        columns.append(
            option.type, price: price, forward: option.forward, strike: option.strike,
            years: option.years, discount: option.discount)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `agrees with one at a time over the whole domain`(seed: UInt64) {
        var columns = VolatilityColumns()
        var options: [Option] = []
        var prices: [Double] = []
        for option in self.options(4_003, seed: seed) {
            guard let price = price(option) else { continue }
            options.append(option)
            prices.append(price)
            append(option, price, to: &columns)
        }
        columns.solve()
        var answered = 0
        for (index, option) in options.enumerated() {
            let single = ImpliedVolatility.solve(
                option.type, price: prices[index], forward: option.forward, strike: option.strike,
                years: option.years, discount: option.discount)
            guard let expected = single.volatility else {
                #expect(columns.result(index) == single, "seed \(seed) \(option)")
                continue
            }
            answered += 1
            let found = columns.volatilities[index]
            #expect(
                abs(found / expected - 1) < 2e-14 || found == expected,
                "seed \(seed) \(option): \(found), alone \(expected)")
        }
        #expect(answered > 3_000)
    }

    @Test func `solves the extremes as exactly as one at a time`() throws {
        guard let table = ReferenceTable("implied_vol_extremes_computed.csv") else { return }
        var columns = VolatilityColumns(capacity: table.rows.count)
        for row in table.rows {
            // F = e^x, K = 1: the normalised price times root FK is the call.
            let forward = exp(row.number(0))
            columns.append(
                .call, price: row.number(2) * forward.squareRoot(), forward: forward, strike: 1,
                years: 1)
        }
        columns.solve()
        for (index, row) in table.rows.enumerated() {
            let forward = exp(row.number(0))
            let single = ImpliedVolatility.solve(
                .call, price: row.number(2) * forward.squareRoot(), forward: forward, strike: 1,
                years: 1)
            guard let expected = single.volatility else {
                #expect(columns.result(index) == single)
                continue
            }
            #expect(abs(columns.volatilities[index] / expected - 1) < 2e-14, "row \(index)")
        }
    }

    @Test func `what has no volatility says why, as one at a time does`() {
        var random = Generator(seed: 12)
        var columns = VolatilityColumns()
        var expected: [ImpliedVolatilityResult] = []
        for _ in 0..<5_000 {
            let type: OptionType = random.next() % 2 == 0 ? .call : .put
            let (price, forward, strike) = (random.wild(), random.wild(), random.wild())
            let (years, discount) = (random.wild(), random.wild())
            columns.append(
                type, price: price, forward: forward, strike: strike, years: years,
                discount: discount)
            expected.append(
                ImpliedVolatility.solve(
                    type, price: price, forward: forward, strike: strike, years: years,
                    discount: discount))
        }
        columns.solve()
        for (index, single) in expected.enumerated() {
            guard let volatility = single.volatility else {
                #expect(columns.result(index) == single, "seed 12, \(index)")
                #expect(columns.volatilities[index].isNaN)
                continue
            }
            let found = columns.volatilities[index]
            #expect(
                found == volatility || abs(found / volatility - 1) < 1e-13, "seed 12, \(index)")
        }
    }

    @Test(arguments: [128, 256] as [Int32])
    func `gives the same bits at every width and in every place`(bits: Int32) {
        let options = options(259, seed: 5)
        var columns = VolatilityColumns()
        for option in options { append(option, price(option) ?? 0, to: &columns) }
        columns.solve()
        let wide = columns.volatilities.map(\.bitPattern)
        obl_vector_limit(bits)
        defer { obl_vector_limit(0) }
        columns.solve()
        #expect(columns.volatilities.map(\.bitPattern) == wide)
        columns.removeAll()
        #expect(columns.count == 0)
        for option in options.reversed() { append(option, price(option) ?? 0, to: &columns) }
        columns.solve()
        #expect(columns.volatilities.reversed().map(\.bitPattern) == wide)
    }
}
