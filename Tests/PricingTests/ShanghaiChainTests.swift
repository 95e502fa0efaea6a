import Market
import Pricing
import TestSupport
import Testing

/// Last prices of two whole Shanghai expiries: no bid and ask, some trades hours old.
@Suite(.rule("C3.4a"))
struct `Recorded Shanghai chains` {
    private static func chain(_ fund: String, expiry: String) -> String? {
        guard let table = ReferenceTable("sse_option_chains_akshare.csv") else { return nil }
        let rows = table.rows.filter { $0[1] == fund }.map {
            "\($0[5]),\($0[3]),\(expiry),\($0[6]),\($0[6])\n"
        }
        return "strike,type,expiry,bid,ask\n" + rows.joined()
    }

    /// Pairs; forward in ticks; points, points within a tenth of a volatility point of the fit; its rms in 1/10 000 of one.
    @Test(arguments: [
        ("510050", "20221228", Int32(20_220_810), SmileModel.svi, [16, 27_943, 16, 12, 967]),
        ("510050", "20221228", 20_220_810, .wing, [16, 27_943, 16, 12, 1_089]),
        ("588000", "20230628", 20_230_605, .svi, [9, 10_980, 9, 0, 4_900]),
        ("588000", "20230628", 20_230_605, .wing, [9, 10_980, 9, 1, 2_009]),
    ])
    func `a smile goes through last prices`(
        fund: String, expiry: String, today: Int32, model: SmileModel, expected: [Int]
    ) throws {
        guard let text = Self.chain(fund, expiry: expiry) else { return }
        let found = try SurfaceChain(
            text, model: model, today: TradingDay(yyyymmdd: today), rate: 0.02)
        let fit = found.expiries[0]
        let (chain, smile) = (try #require(fit.chain), try #require(fit.outcome.smile))
        #expect(fit.years == (fund == "510050" ? 140 : 23) / 365.0)
        #expect(smile.form.butterflyArbitrage == nil)
        #expect(
            [
                chain.parity.pairs, Int((10_000 * chain.parity.forward).rounded()),
                smile.quality.points, smile.quality.pointsInside,
                Int((1e6 * smile.quality.rmsVolatility).rounded()),
            ] == expected)
    }
}
