import Glibc
import Market
import Pricing
import TestSupport
import Testing

/// American options on two stocks, prices in 1/10 000: TWX on 2014-06-05 (five expiries, dividends), GOOG on the day before an
/// expiry.
@Suite(.rule("C3.4a"))
struct `Recorded stock chains` {
    private enum Stock: String, Sendable, CaseIterable {
        case twx = "twx_20140605"
        case google = "goog_20151223"

        var today: TradingDay? {
            TradingDay(yyyymmdd: self == .twx ? 20_140_605 : 20_151_223)
        }
    }

    private static let options = Dictionary(
        uniqueKeysWithValues: Stock.allCases.map { stock in
            (
                stock.rawValue,
                Result {
                    try RecordedOptions(
                        "us_equity_options_minute/option_usa_minute_\(stock.rawValue)_quote_american.zip",
                        unit: 10_000)
                }
            )
        })

    private static func chain(_ stock: String) throws -> RecordedOptions? {
        try options[stock]?.get()
    }

    /// Half hours of the session.
    @Test(arguments: [
        ("twx_20140605", 184, VolatilityTally(1_864, 262, 0, 0)),
        ("goog_20151223", 118, VolatilityTally(864, 317, 0, 0)),
    ])
    func `every price has a volatility or a reason, by the fast American method too`(
        stock: String, contracts: Int, expected: VolatilityTally
    ) throws {
        guard let options = try Self.chain(stock) else { return }
        #expect(options.contracts.count == contracts)
        let today = VendorFile.day(String(stock.suffix(8)))
        var tally = VolatilityTally()
        for minute in stride(from: 600, to: 960, by: 60) {
            for expiry in options.expiries {
                let quotes = options.quotes(expiry, at: minute)
                let years = (VendorFile.day(expiry) - today) / 365
                guard
                    let chain = ExpiryChain(
                        expiry: 0, years: years, quotes: quotes, discount: exp(-0.003 * years))
                else { continue }
                for quote in quotes {
                    let option = BlackScholesMerton(
                        type: quote.type, spot: chain.parity.forward, strike: quote.strike,
                        rate: 0.003, dividendYield: 0.003, years: years)
                    for price in [quote.bid, quote.ask] where price > 0 {
                        tally.add(
                            AmericanOption(option, method: .juQuadratic).impliedVolatility(
                                price: price))
                    }
                }
            }
        }
        #expect(tally == expected)
    }

    @Test(arguments: [
        (
            "twx_20140605", SmileModel.svi,
            FitTally(published: 30, points: 473, inside: 469, calendars: 2, rmsThousandths: 723)
        ),
        (
            "twx_20140605", .wing,
            FitTally(
                published: 30, points: 473, inside: 472, butterflies: 24, calendars: 1,
                rmsThousandths: 478)
        ),
        (
            "goog_20151223", .svi,
            FitTally(published: 6, points: 119, inside: 105, butterflies: 6, rmsThousandths: 853)
        ),
        (
            "goog_20151223", .wing,
            FitTally(published: 6, points: 119, inside: 111, butterflies: 4, rmsThousandths: 783)
        ),
    ])
    func `smiles go between bid and ask, expiry above expiry`(
        stock: String, model: SmileModel, expected: FitTally
    ) throws {
        guard let options = try Self.chain(stock) else { return }
        var tally = FitTally()
        for minute in stride(from: 600, to: 960, by: 60) {
            let found = try SurfaceChain(
                options.chain(at: minute), model: model, today: Stock(rawValue: stock)?.today,
                rate: nil)
            for expiry in found.expiries { tally.add(expiry.outcome) }
            let smiles = found.surface.smiles
            for (near, far) in zip(smiles, smiles.dropFirst()) {
                #expect(far.form.calendarArbitrage(after: near.form) == nil)
            }
            #expect(smiles.allSatisfy { $0.form.butterflyArbitrage == nil })
        }
        #expect(tally == expected)
    }

    @Test(arguments: [
        ("twx_20140605", QuoteArbitrage(looked: 57_783)),
        ("goog_20151223", QuoteArbitrage(verticals: 4, butterflies: 19, looked: 27_689)),
    ])
    func `arbitrage in the quotes themselves`(stock: String, expected: QuoteArbitrage) throws {
        guard let options = try Self.chain(stock) else { return }
        var found = QuoteArbitrage()
        for minute in 600..<960 {
            for expiry in options.expiries { found.count(options.quotes(expiry, at: minute)) }
        }
        #expect(found == expected)
    }
}
