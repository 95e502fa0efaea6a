import Glibc
import Market
import Pricing
import TestSupport
import Testing

/// A day's chain with a vendor's volatilities and greeks, as a user would hand it to `obligato price --batch`.
///
/// The folder's own words: "The values are the vendor's model (rate and dividend inputs not stated), so compare shape and
/// sign, not digits." The inputs can be found out all the same. Vega / gamma is S²σT, the difference of a strike's two deltas is
/// e^{−qT}, rho gives e^{−rT}: with the conventions below every row agrees to its last printed digit. They are
///
/// - European Black-Scholes-Merton, for the American stocks too;
/// - spot the official close (the files' own underlying rows show an earlier trade), rate the Federal Reserve's
///   primary credit rate, yield one number a file (31 % for AAPL, whose dividends were not split with its price);
/// - time from 15:15 of the day (SPX) or its last midnight (stocks) to the first midnight of the expiry, over 365 days;
/// - vega and rho a volatility or rate point, theta a day of 365; gamma without e^{−qT}, which is the vendor's slip;
/// - one volatility a strike: the out-of-the-money option's, which mostly is not in the SPX file.
struct VendorFile: Sendable, CustomTestStringConvertible {
    let name: String
    let spot: Double
    let rate: Double
    let yield: Double
    /// Days since 1970 when the values were made.
    let moment: Double

    var testDescription: String { name }

    static let spx = VendorFile(
        name: "indexoption_usa_universes_spx_20151222", spot: 2_038.97, rate: 0.01, yield: 0,
        moment: day("20151222") + 15.25 / 24)
    static let google = VendorFile(
        name: "option_usa_universes_goog_20151223", spot: 750.31, rate: 0.01,
        yield: 0.001_137_346_48, moment: day("20151224"))
    static let apple = VendorFile(
        name: "option_usa_universes_aapl_20140605", spot: 647.35, rate: 0.007_5,
        yield: 0.313_192_826, moment: day("20140606"))

    static func day(_ digits: String) -> Double {
        guard let number = Int32(digits), let found = TradingDay(yyyymmdd: number),
            let first = TradingDay(yyyymmdd: 19_700_101)
        else { return .nan }
        return Double(found.days(since: first))
    }
}

struct VendorRow {
    let expiry: String
    let years: Double
    let strike: Double
    let type: OptionType
    let close: Double
    let volatility: Double
    /// Nothing traded, and a quote moved.
    let isQuoted: Bool
    /// Delta, gamma, vega, theta, rho as printed.
    let greeks: [Double]

    init?(_ fields: [String], _ file: VendorFile) {
        guard !fields[0].isEmpty, fields[0] != "#expiry" else { return nil }
        expiry = fields[0]
        years = (VendorFile.day(expiry) - file.moment) / 365
        strike = fields.number(1)
        type = fields[2] == "C" ? .call : .put
        close = fields.number(6)
        isQuoted = fields.number(7) == 0 && Set(fields[3...6]).count > 1
        volatility = fields.number(9)
        greeks = (10...14).map { fields.number($0) }
    }

    func isOutside(_ spot: Double) -> Bool { type == (strike > spot ? .call : .put) }
}

/// The file's rows, and what becomes of them as a batch.
struct VendorBatch {
    let file: VendorFile
    let rows: [VendorRow]

    init?(_ file: VendorFile) throws {
        guard
            let lines = try RecordedMarket.lines(
                "us_option_universes_iv_greeks/\(file.name).csv.gz")
        else { return nil }
        self.file = file
        rows = lines.compactMap { VendorRow($0, file) }
    }

    func answers(
        _ rows: [VendorRow], given: String, style: String = "european",
        _ value: (VendorRow) -> Double
    ) throws -> [PriceBatch.Answer] {
        var text = "expiry,type,strike,T_years,spot,rate_r,div_yield_q,style,\(given)\n"
        for row in rows {
            text += "\(row.expiry),\(row.type == .call ? "C" : "P"),\(row.strike),\(row.years),"
            text += "\(file.spot),\(file.rate),\(file.yield),\(style),\(value(row))\n"
        }
        return try PriceBatch(text).answers
    }
}

@Suite(.rule("C3.4a"))
struct `A vendor's volatilities and greeks` {
    /// Half a unit of the seventh decimal, and what its volatility's rounding adds.
    @Test(arguments: [
        // The 2450 put of January has the greeks of another volatility; two GOOG rows a gamma of their own.
        (VendorFile.spx, 232, 233, 0.04), (.google, 1_732, 1_734, 6.1e-4),
        (.apple, 1_188, 1_188, 6e-8),
    ])
    func `every greek agrees to the last printed digit`(
        _ file: VendorFile, agreeing: Int, of count: Int, worst limit: Double
    ) throws {
        guard let batch = try VendorBatch(file) else { return }
        let rows = batch.rows.filter { $0.volatility > 0 && $0.years > 0 }
        let answers = try batch.answers(rows, given: "vol") { $0.volatility }
        var found = 0
        var worst = 0.0
        for (row, answer) in zip(rows, answers) {
            let value = try #require(answer.valuation, "\(row)")
            let ours = [
                value.delta, value.gamma * exp(file.yield * row.years), value.vega / 100,
                value.theta / 365, value.rho / 100,
            ]
            let error = zip(ours, row.greeks).map { abs($0 - $1) }.max() ?? .infinity
            if error < 6e-8 { found += 1 }
            worst = max(worst, error)
        }
        #expect(rows.count == count)
        #expect(found == agreeing)
        #expect(worst < limit)
    }

    /// Rows, and how many are within 1e-6, 1e-4 and 1e-2. The vendor solved the middle of a quote, which is the file's close
    /// only where nothing traded and the day's four prices differ; elsewhere the close is a trade, or days old.
    @Test(arguments: [
        (VendorFile.spx, [72, 10, 53, 72]), (.google, [335, 60, 198, 200]),
        (.apple, [155, 28, 85, 89]),
    ])
    func `volatilities agree where the close is the quote that the vendor solved`(
        _ file: VendorFile, expected: [Int]
    ) throws {
        guard let batch = try VendorBatch(file) else { return }
        let rows = batch.rows.filter {
            $0.volatility > 0 && $0.years > 0 && $0.isOutside(file.spot) && $0.isQuoted
        }
        let answers = try batch.answers(rows, given: "price") { $0.close }
        let errors = zip(rows, answers).map { row, answer in
            answer.impliedVolatility.map { abs($0 - row.volatility) } ?? .infinity
        }
        let counts = [1e-6, 1e-4, 1e-2].map { limit in errors.count { $0 < limit } }
        #expect([rows.count] + counts == expected)
    }

    @Test(arguments: [
        (VendorFile.spx, "european", [233, 172, 61, 0, 0, 0, 0]),
        (.google, "european", [2_192, 1_745, 309, 138, 0, 0, 0]),
        (.apple, "european", [2_352, 1_642, 594, 116, 0, 0, 0]),
        (.google, "american-ju", [2_192, 1_742, 312, 138, 0, 0, 0]),
        (.apple, "american-ju", [2_352, 1_332, 905, 115, 0, 0, 0]),
    ])
    func `every closing price has a volatility or a reason, and nothing is a NaN`(
        _ file: VendorFile, style: String, expected: [Int]
    ) throws {
        guard let batch = try VendorBatch(file) else { return }
        let answers = try batch.answers(batch.rows, given: "price", style: style) { $0.close }
        let statuses: [PriceBatch.Status] = [
            .ok, .belowIntrinsic, .aboveMaximum, .notFinite, .outOfRange, .noBoundary,
        ]
        let counts = statuses.map { status in answers.count { $0.status == status } }
        #expect([answers.count] + counts == expected)
        for (row, answer) in zip(batch.rows, answers) {
            guard answer.status == .ok else {
                #expect(answer.valuation == nil && answer.impliedVolatility == nil, "\(row)")
                continue
            }
            let value = try #require(answer.valuation, "\(row)")
            let volatility = try #require(answer.impliedVolatility, "\(row)")
            #expect(volatility.isFinite && value.delta.isFinite && value.vega.isFinite, "\(row)")
            #expect(abs(value.value - row.close) <= 1e-9 * file.spot, "\(row) \(value)")
        }
    }

    @Test func `the right to exercise early never raises the volatility of a price`() throws {
        guard let batch = try VendorBatch(.google) else { return }
        let rows = batch.rows.filter { $0.years > 0 }.enumerated()
            .filter { $0.offset % 180 == 9 }.map(\.element)
        let american = try batch.answers(rows, given: "price", style: "american") { $0.close }
        let european = try batch.answers(rows, given: "price") { $0.close }
        var solved = 0
        for (row, pair) in zip(rows, zip(american, european)) {
            guard let low = pair.0.impliedVolatility, let high = pair.1.impliedVolatility else {
                // What an American could be exercised for is more than a European is worth at the least.
                #expect(pair.0.status == .belowIntrinsic, "\(row)")
                continue
            }
            solved += 1
            #expect(low <= high + 1e-7, "\(row)")
            if row.type == .call { #expect(high - low < 1e-3, "\(row)") }
        }
        #expect((rows.count, solved) == (12, 10))
    }
}
