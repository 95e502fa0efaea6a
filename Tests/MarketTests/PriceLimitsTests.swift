import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-04"))
struct `Price limits` {
    @Test(arguments: [
        // type, strike, underlying close, previous settlement → down, up
        (OptionType.call, "2.600", "2.500", "0.0500", "0.0001", "0.2900"),  // W8(a): moneyness
        (.call, "5.500", "2.500", "0.0002", "0.0001", "0.0127"),  // W8(a): the 0.5 % floor
        (.call, "2.651", "2.626", "0.1124", "0.0001", "0.3725"),  // exchange record, 2018-04-18
        (.call, "2.050", "2.470", "0.4227", "0.1757", "0.6697"),  // 2015-11-13: both in the money
        (.call, "2.900", "2.470", "0.0847", "0.0001", "0.2887"),  // 2015-11-13: out of the money
        (.put, "2.050", "2.470", "0.0004", "0.0001", "0.1634"),  // 2015-11-13: out of the money
        (.put, "2.400", "2.470", "0.0249", "0.0001", "0.2579"),  // 2015-11-13: near the money
        (.put, "2.750", "2.470", "0.3801", "0.1331", "0.6271"),  // 2015-11-13: in the money
        (.put, "2.900", "2.470", "0.4957", "0.2487", "0.7427"),  // 2015-11-13: deep in the money
    ])
    func `a band is the previous settlement plus and minus what the rule allows`(
        type: OptionType, strike: String, close: String, settlement: String, down: String,
        up: String
    ) throws {
        let band = ShanghaiPriceLimits.band(
            type: type, strike: try #require(price(strike)),
            underlyingPreviousClose: try #require(price(close)),
            previousSettlement: try #require(price(settlement)))
        #expect(band.down.description == down)
        #expect(band.up.description == up)
    }

    @Test(arguments: [
        // 0.5 % of 2.501 is 0.012505, 0.5 % of 2.499 is 0.012495: half a tick goes up.
        ("9.000", "2.501", "0.0225"),
        ("9.000", "2.499", "0.0225"),
        ("9.000", "2.498", "0.0225"),
        ("9.000", "2.496", "0.0225"),
    ])
    func `half a tick is rounded up`(strike: String, close: String, up: String) throws {
        let band = ShanghaiPriceLimits.band(
            type: .call, strike: try #require(price(strike)),
            underlyingPreviousClose: try #require(price(close)),
            previousSettlement: Price(ticks: 100))
        #expect(band.up.description == up)
    }

    @Test func `a band contains its two limits and nothing beyond`() {
        let band = PriceBand(down: Price(ticks: 10), up: Price(ticks: 20))
        #expect((8...22).filter { band.contains(Price(ticks: $0)) } == Array(10...20))
    }

    @Test func `all 72 rows of the exchange's table of 2015-11-13 reproduce`() throws {
        guard let lines = SharedReference.lines(of: "sse_price_limits_20151113.csv") else { return }
        let rows = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
        #expect(rows.count == 72)
        for row in rows {
            let band = ShanghaiPriceLimits.band(
                type: row[2] == "C" ? .call : .put, strike: try #require(price(row[3])),
                underlyingPreviousClose: try #require(price(row[6])),
                previousSettlement: try #require(price(row[7])))
            #expect(band.up == price(row[8]), "limit up of \(row[1])")
            #expect(band.down == price(row[9]), "limit down of \(row[1])")
        }
    }
}
