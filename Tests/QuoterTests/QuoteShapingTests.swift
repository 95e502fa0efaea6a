import Market
import StrategyKit
import TestSupport
import Testing

@Suite(.rule("SSE-MM-03"))
struct `Spread allowance` {
    @Test(arguments: [
        (Int64(0), false, Int64(250)), (499, false, 250), (500, false, 50), (519, false, 51),
        (520, false, 52), (500, true, 100), (1_234, true, 246), (-5, false, 250),
        (Int64.max, false, 100_000_000),
    ])
    func `follows the table of our own bid`(bid: Int64, isFar: Bool, expected: Int64) {
        #expect(
            SpreadAllowance.shanghaiOptions.spreadTicksMax(bid: Price(ticks: bid), isFar: isFar)
                == expected)
    }

    @Test func `62 days are far`() {
        #expect(!SpreadAllowance.shanghaiOptions.isFar(daysToExpiry: 61))
        #expect(SpreadAllowance.shanghaiOptions.isFar(daysToExpiry: 62))
    }

    @Test(
        arguments: [
            [], [.ticks(10, fromBidTicks: 1)], [.ratio(1, 0, fromBidTicks: 0)],
            [.ticks(-1, fromBidTicks: 0)],
            [.ticks(1, fromBidTicks: 0), .ticks(2, fromBidTicks: 0)],
            [.ratio(.max, 1, fromBidTicks: 0)],
        ] as [[SpreadAllowance.Tier]])
    func `a table that makes no sense is none`(tiers: [SpreadAllowance.Tier]) {
        let sound: [SpreadAllowance.Tier] = [.ticks(10, fromBidTicks: 0)]
        #expect(SpreadAllowance(near: tiers, far: sound, farDaysMin: 62) == nil)
        #expect(SpreadAllowance(near: sound, far: tiers, farDaysMin: 62) == nil)
        #expect(SpreadAllowance(near: sound, far: sound, farDaysMin: 62) != nil)
    }
}

@Suite(.rule("SSE-MM-03", "SSE-TR-04"))
struct `Quote shaping` {
    private let band = PriceBand(down: Price(ticks: 1), up: Price(ticks: 9_000))

    @Test(arguments: [
        (1_000.0, Int64(20), Int64(990), Int64(1_010)),  // room on both sides
        (1_000.4, 20, 990, 1_011),  // outward
        (1_000.0, 200, 952, 1_047),  // narrowed to 10 % of the bid it leads to
        (505.0, 35, 487, 523),  // the bid falls into the wider tier
        (520.0, 52, 494, 546),
        (3.0, 175, 1, 91),  // the bid is held at the lowest price
        (0.2, 10, 1, 6),  // worth less than a tick: still quoted
        (8_999.5, 100, 8_949, 9_000),  // the ask is held at the highest
        (1_000.0, 1, 999, 1_001),
        (1_000.5, 1, 1_000, 1_001),
        (1_000.0, -3, 999, 1_001),
    ])
    func `rounds outward where permitted and stays in the band`(
        centre: Double, width: Int64, bid: Int64, ask: Int64
    ) {
        let prices = QuoteShaping.prices(
            centre: centre, width: width, isFar: false, allowance: .shanghaiOptions, band: band)
        #expect(prices?.bid == Price(ticks: bid))
        #expect(prices?.ask == Price(ticks: ask))
    }

    @Test(arguments: [Double.nan, .infinity, -3, 9_001.5, 1e18])
    func `a centre that is no price gives no quote`(centre: Double) {
        let prices = QuoteShaping.prices(
            centre: centre, width: 10, isFar: false, allowance: .shanghaiOptions, band: band)
        #expect(prices == nil)
    }

    @Test func `what is worth nothing is quoted at the lowest price there is`() throws {
        let floor = PriceBand(down: Price(ticks: 1), up: Price(ticks: 500))
        let prices = try #require(
            QuoteShaping.prices(
                centre: 0, width: 10, isFar: false, allowance: .shanghaiOptions, band: floor))
        #expect((prices.bid.ticks, prices.ask.ticks) == (1, 5))
        // At a limit price above it there is no such floor.
        let limit = PriceBand(down: Price(ticks: 3), up: Price(ticks: 500))
        #expect(
            QuoteShaping.prices(
                centre: 0, width: 10, isFar: false, allowance: .shanghaiOptions, band: limit)
                == nil)
    }

    @Test func `every result is permitted, in the band and straddles the centre`() {
        for tenths in 0..<30_000 {
            let centre = Double(tenths) / 10
            for width in [Int64(1), 7, 50, 175, 250, 4_000] {
                for isFar in [false, true] {
                    let found = QuoteShaping.prices(
                        centre: centre, width: width, isFar: isFar, allowance: .shanghaiOptions,
                        band: band)
                    guard let (bid, ask) = found else {
                        #expect(centre <= 0)
                        continue
                    }
                    let permitted = SpreadAllowance.shanghaiOptions.spreadTicksMax(
                        bid: bid, isFar: isFar)
                    if bid >= ask || (ask - bid).ticks > permitted || !band.contains(bid)
                        || !band.contains(ask)
                        || (centre >= 1
                            && (bid.yuan * 10_000 > centre || ask.yuan * 10_000 < centre))
                    {
                        Issue.record("centre \(centre) width \(width): \(bid) \(ask)")
                    }
                }
            }
        }
    }
}
