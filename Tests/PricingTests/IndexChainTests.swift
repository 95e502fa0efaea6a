import Glibc
import Market
import Pricing
import Sim
import TestSupport
import Testing

/// SPX and SPXW options of 2021-01-04 to 06, European: two to four strikes an expiry, prices in 1/10 000.
///
/// The index rows of the same folder are in Chicago's time, an hour behind the options': said otherwise there, but forwards
/// follow them within a quarter of a point so, and by twenty otherwise.
@Suite(.rule("C3.4a"))
struct `Recorded index chains` {
    private static let folder = "us_index_options_spx_minute/indexoption_usa_minute_"
    /// Continuous; three-month bills of that week.
    private static let rate = 0.000_9
    private static let open = 570
    private static let close = 960

    private static func chains(_ day: String) throws -> RecordedOptions? {
        try RecordedOptions("\(folder)\(day)_quote_european.zip", unit: 10_000)
    }

    /// To the close of the expiry; SPX itself ends at the open.
    private static func years(_ day: String, _ expiry: String, at minute: Int) -> Double {
        let words = day.split(separator: "_")
        let end = words[0] == "spx" ? open : close
        let days = VendorFile.day(expiry) - VendorFile.day(String(words[1]))
        return (days + Double(end - minute - 1) / 1_440) / 365
    }

    @Test(arguments: [
        ("spx_20210104", 6, VolatilityTally(3_854, 436, 0, 0)),
        ("spxw_20210104", 12, VolatilityTally(8_919, 433, 0, 0)),
        ("spxw_20210105", 8, VolatilityTally(6_197, 43, 0, 0)),
        ("spxw_20210106", 16, VolatilityTally(11_858, 608, 0, 0)),
    ])
    func `every price of a day has a volatility or a reason`(
        day: String, contracts: Int, expected: VolatilityTally
    ) throws {
        guard let options = try Self.chains(day) else { return }
        #expect(options.contracts.count == contracts)
        var tally = VolatilityTally()
        for expiry in options.expiries {
            for minute in Self.open..<Self.close {
                let years = Self.years(day, expiry, at: minute)
                let quotes = options.quotes(expiry, at: minute)
                let discount = exp(-Self.rate * years)
                guard
                    let chain = ExpiryChain(
                        expiry: 0, years: years, quotes: quotes, discount: discount)
                else { continue }
                for quote in quotes {
                    for price in [quote.bid, quote.ask] where price > 0 {
                        tally.add(
                            ImpliedVolatility.solve(
                                quote.type, price: price, forward: chain.parity.forward,
                                strike: quote.strike, years: years, discount: discount))
                    }
                }
            }
        }
        #expect(tally == expected)
    }

    /// Minutes; how many forwards are within a point of index plus the day's usual basis; that basis in hundredths.
    @Test(arguments: [
        ("spxw_20210104", "20210104", [389, 384, 1]),
        ("spxw_20210104", "20210106", [390, 382, -41]),
        ("spxw_20210104", "20210108", [390, 382, -142]),
        ("spx_20210104", "20210115", [390, 378, -169]),
    ])
    func `the forward from parity follows the index`(
        day: String, expiry: String, expected: [Int]
    ) throws {
        guard let options = try Self.chains(day),
            let archive = try RecordedMarket.archive(
                "us_index_options_spx_minute/index_usa_minute_spx_20210104_trade.zip")
        else { return }
        let rows = try archive.contents(of: archive.names[0]).split(separator: UInt8(ascii: "\n"))
        var bases: [Double] = []
        for row in rows {
            let fields = String(decoding: row, as: UTF8.self).split(separator: ",")
            let minute = (Int(fields[0]) ?? 0) / 60_000 + 60
            guard minute >= Self.open, minute < Self.close, let index = Double(fields[4]) else {
                continue
            }
            let years = Self.years(day, expiry, at: minute)
            guard
                let chain = ExpiryChain(
                    expiry: 0, years: years, quotes: options.quotes(expiry, at: minute),
                    discount: exp(-Self.rate * years))
            else { continue }
            bases.append(chain.parity.forward - index)
        }
        let usual = bases.sorted()[bases.count / 2]
        let near = bases.count { abs($0 - usual) <= 1 }
        #expect([bases.count, near, Int((100 * usual).rounded())] == expected)
    }

    /// Thirteen half hours of a day with four expiries.
    @Test(arguments: [
        (SmileModel.svi, FitTally(published: 39, points: 78, inside: 0, rmsThousandths: 31_221)),
        (
            .wing,
            FitTally(
                published: 39, points: 78, inside: 77, butterflies: 14, calendars: 1,
                rmsThousandths: 8_414)
        ),
    ])
    func `two strikes make a smile as simple as they are`(model: SmileModel, expected: FitTally)
        throws
    {
        guard let options = try Self.chains("spxw_20210106") else { return }
        var tally = FitTally()
        for minute in stride(from: Self.open + 10, to: Self.close, by: 30) {
            let lines = options.chain(at: minute).split(separator: "\n")
            let later = lines.filter { !$0.contains(",20210106,") }.joined(separator: "\n")
            let found = try SurfaceChain(
                later + "\n", model: model, today: TradingDay(yyyymmdd: 20_210_106),
                rate: Self.rate)
            for expiry in found.expiries { tally.add(expiry.outcome) }
        }
        #expect(tally == expected)
    }
}
