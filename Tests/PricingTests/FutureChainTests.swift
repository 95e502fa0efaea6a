import Glibc
import Market
import Pricing
import TestSupport
import Testing

/// Options on the E-mini S&P 500 future of March 2020, on 2020-01-06: American, one expiry, prices in points.
@Suite(.rule("C3.4a"))
struct `Recorded future chain` {
    private static let options = Result {
        try RecordedOptions(
            "es_futures_options_minute/futureoption_cme_minute_es_202003_20200106_quote_american.zip",
            unit: 1)
    }
    private static let futures = Result {
        try RecordedOptions.middles(
            of: "es_futures_options_minute/future_cme_minute_es_20200106_quote.zip",
            member: "20200106_es_minute_quote_202003.csv", unit: 1)
    }
    private static let expiry = "20200320"
    private static let years = 74.0 / 365
    /// Continuous; three-month bills of that day.
    private static let rate = 0.015_5
    /// The cash session, New York.
    private static let session = 570..<960

    private static func fitted(_ model: SmileModel, at minute: Int) throws -> FittedSmile? {
        guard let options = try options.get() else { return nil }
        let found = try SurfaceChain(
            options.chain(at: minute), model: model, today: TradingDay(yyyymmdd: 20_200_106),
            rate: rate)
        return found.expiries[0].outcome.smile
    }

    /// Of all minutes one side after the other: solved one at a time and in columns.
    @Test func `every price of the day has a volatility or a reason, in columns the same`() throws {
        guard let options = try Self.options.get(), let futures = try Self.futures.get() else {
            return
        }
        #expect(options.contracts.count == 104)
        #expect(options.contracts.reduce(0) { $0 + $1.rows } == 111_789)
        var tally = VolatilityTally()
        let discount = exp(-Self.rate * Self.years)
        var columns = VolatilityColumns(capacity: 1_000)
        var worst = 0.0
        for minute in Self.session {
            columns.removeAll()
            var alone: [ImpliedVolatilityResult] = []
            for contract in options.contracts {
                for price in [contract.bids[minute], contract.asks[minute]] where price > 0 {
                    columns.append(
                        contract.type, price: price, forward: futures[minute],
                        strike: contract.strike, years: Self.years, discount: discount)
                    alone.append(
                        ImpliedVolatility.solve(
                            contract.type, price: price, forward: futures[minute],
                            strike: contract.strike, years: Self.years, discount: discount))
                }
            }
            columns.solve()
            for (index, result) in alone.enumerated() {
                tally.add(result)
                guard let volatility = result.volatility else {
                    #expect(columns.volatilities[index].isNaN && columns.result(index) == result)
                    continue
                }
                worst = max(worst, abs(columns.volatilities[index] - volatility))
            }
        }
        #expect(tally == VolatilityTally(78_390, 0, 0, 0))
        #expect(worst < 1e-12)
    }

    /// The future's own market is the independent witness: half its bid-ask interval is 0.125 points.
    @Test func `the forward from parity is the future`() throws {
        guard let options = try Self.options.get(), let futures = try Self.futures.get() else {
            return
        }
        var errors: [Double] = []
        for minute in Self.session {
            let quotes = options.quotes(Self.expiry, at: minute)
            let chain = try #require(
                ExpiryChain(
                    expiry: 0, years: Self.years, quotes: quotes,
                    discount: exp(-Self.rate * Self.years)))
            errors.append(abs(chain.parity.forward - futures[minute]))
        }
        let counts = [0.125, 0.25, 0.5, 1].map { limit in errors.count { $0 <= limit } }
        #expect([errors.count] + counts == [390, 335, 389, 390, 390])
    }

    /// Every tenth minute of the session.
    @Test(arguments: [
        (
            SmileModel.svi,
            FitTally(published: 39, points: 2_613, inside: 2_612, rmsThousandths: 340)
        ),
        (
            .wing,
            FitTally(
                published: 39, points: 2_613, inside: 1_862, butterflies: 39,
                rmsThousandths: 1_016)
        ),
    ])
    func `smiles go between bid and ask`(model: SmileModel, expected: FitTally) throws {
        guard try Self.options.get() != nil else { return }
        var tally = FitTally()
        for minute in stride(from: 575, to: 960, by: 10) {
            tally.add(.published(try #require(try Self.fitted(model, at: minute))))
        }
        #expect(tally == expected)
    }

    /// Half an hour of fits, one a minute, each from nothing: the largest step of σ at five moneynesses, in 1/10 000.
    @Test(arguments: [(SmileModel.svi, [3, 3, 4, 4, 4]), (.wing, [3, 3, 3, 4, 3])])
    func `from one minute to the next a smile moves as little as its market`(
        model: SmileModel, expected: [Int]
    ) throws {
        guard let options = try Self.options.get() else { return }
        var last: FittedSmile?
        var steps = [Double](repeating: 0, count: 5)
        for minute in 660..<690 {
            let found = try #require(try Self.fitted(model, at: minute))
            for (place, k) in [-0.07, -0.03, 0, 0.03, 0.1].enumerated() {
                func level(_ smile: FittedSmile) -> Double {
                    (smile.form.variance(at: k).value / smile.years).squareRoot()
                }
                if let last { steps[place] = max(steps[place], abs(level(found) - level(last))) }
            }
            last = found
        }
        #expect(options.contracts.count == 104)
        #expect(steps.map { Int((10_000 * $0).rounded(.up)) } == expected)
    }

    /// What the quotes themselves allow, whole session: a dearer far call or near put, and a butterfly that pays to be taken.
    @Test func `nobody could have taken an arbitrage between two or three quotes`() throws {
        guard let options = try Self.options.get() else { return }
        var found = QuoteArbitrage()
        for minute in Self.session { found.count(options.quotes(Self.expiry, at: minute)) }
        #expect(found == QuoteArbitrage(looked: 37_050))
    }

    /// The right to exercise is worth a little; without it call and put of a strike seem to differ in volatility.
    @Test(arguments: [3_000.0, 3_150, 3_250])
    func `the American volatilities of call and put meet`(strike: Double) throws {
        guard let options = try Self.options.get(), let futures = try Self.futures.get() else {
            return
        }
        let quotes = options.quotes(Self.expiry, at: 780).filter { $0.strike == strike }
        var american: [Double] = []
        var european: [Double] = []
        for quote in quotes {
            let option = BlackScholesMerton(
                type: quote.type, spot: futures[780], strike: strike, rate: Self.rate,
                dividendYield: Self.rate, years: Self.years)
            let price = 0.5 * (quote.bid + quote.ask)
            american.append(
                try #require(AmericanOption(option).impliedVolatility(price: price).volatility))
            european.append(try #require(option.impliedVolatility(price: price).volatility))
        }
        #expect(quotes.count == 2)
        #expect(zip(american, european).allSatisfy { $0 < $1 })
        #expect(abs(american[0] - american[1]) < 0.002, "\(american) \(european)")
    }
}
