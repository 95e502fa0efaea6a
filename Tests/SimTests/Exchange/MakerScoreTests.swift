import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-MM-02"))
struct `The exchange's own score` {
    @Test(
        .rule("SSE-MM-03"),
        arguments: [
            (Int64(499), Int64(749), Int32(23), true), (499, 750, 23, false),
            (500, 550, 23, true), (500, 551, 23, false), (500, 551, 61, false),
            (500, 600, 62, true), (500, 601, 62, false), (.max - 1, .max, 23, true),
            (0, .max, 62, false),
        ])
    func `the widest spread by own bid and days to expiry, equality valid`(
        bid: Int64, ask: Int64, days: Int32, valid: Bool
    ) {
        #expect(
            MakerTerms().permitsSpread(
                bid: Price(ticks: bid), ask: Price(ticks: ask), daysToExpiry: days) == valid)
    }

    @Test(.rule("A1"))
    func `equality can be invalid`() {
        let terms = MakerTerms(isInclusive: false)
        #expect(
            !terms.permitsSpread(bid: Price(ticks: 500), ask: Price(ticks: 550), daysToExpiry: 1))
        #expect(
            terms.permitsSpread(bid: Price(ticks: 500), ask: Price(ticks: 549), daysToExpiry: 1))
        #expect(!terms.permitsSpread(bid: Price(ticks: 1), ask: Price(ticks: 251), daysToExpiry: 1))
    }

    @Test
    func `a day with one quote counts its time and its whole-second samples`() {
        var exchange = ExchangeHarness.open(at: "09:31")
        exchange.quote([quote(1, 1_000, 1_100)], at: time("10:00:00.500"))
        exchange.quote([withdrawal()], at: time("10:00:10.500"))
        exchange.quote([quote(2, 1_000, 1_101)], at: time("10:01"))
        exchange.quote([quote(3, 1_000, 1_100, 9)], at: time("10:02"))
        exchange.quote([quote(4, 1_000, 1_100)], at: time("14:56:59"))
        #expect(
            score(&exchange) == [
                "c0 score 11000000000 14209000000000 0 11/14220",
                "c1 score 0 14220000000000 0 0/14220",
            ])
    }

    @Test
    func `lunch and auctions do not count`() {
        var exchange = ExchangeHarness.open(at: "09:20")
        exchange.quote([quote(1, 1_000, 1_100)], at: time("09:20"))
        #expect(score(&exchange)[0] == "c0 score 14220000000000 0 0 14220/14220")
    }

    @Test(.rule("SSE-MM-04"))
    func `a fill below the minimum ends presence at once`() {
        var exchange = ExchangeHarness.open(
            at: "09:20", script: [(time("09:30:10"), [customer(1, .ask, 1, at: 1_000)])])
        exchange.quote([quote(1, 1_000, 1_100)], at: time("09:20"))
        #expect(score(&exchange)[0] == "c0 score 10000000000 14210000000000 0 10/14220")
    }

    @Test(
        .rule("SSE-MM-08"),
        arguments: [
            (Side.bid, Int64(5_000), Int64(5)), (.bid, 4_999, 0), (.ask, 1, 5), (.ask, 2, 0),
        ])
    func `a market locked at a limit without the maker exempts`(
        side: Side, price: Int64, seconds: Int64
    ) {
        var exchange = ExchangeHarness.open(
            at: "09:31",
            script: [
                (time("10:00"), [customer(1, side, 1, at: price)]),
                (time("10:00:05"), [.cancel(reference: 1)]),
            ])
        let second: Int64 = 1_000_000_000
        #expect(
            score(&exchange)[0]
                == "c0 score 0 \((14_220 - seconds) * second) \(seconds * second) 0/\(14_220 - seconds)"
        )
    }

    @Test
    func `the maker's own limit quote exempts nothing, and the exemption can be off`() {
        var own = ExchangeHarness.open(at: "09:31")
        own.order([memberOrder(1, .bid, 1, at: 5_000)], at: time("10:00"))
        #expect(score(&own)[0] == "c0 score 0 14220000000000 0 0/14220")
        var off = ExchangeHarness.open(
            .init(directory: .twoContracts, terms: MakerTerms(exemptsLimitLock: false)),
            at: "09:31", script: [(time("10:00"), [customer(1, .bid, 1, at: 5_000)])])
        #expect(score(&off)[0] == "c0 score 0 14220000000000 0 0/14220")
    }

    /// More changes than the list holds at once: recounting early must not change the sum.
    @Test
    func `a day of many changes adds up`() {
        let contract = InstrumentDirectory.twoContracts.contracts[0]
        var score = MakerScore(
            terms: MakerTerms(), contracts: [contract], calendar: .shanghaiOptions)
        let start = time("09:30")
        for step in 0..<6_000 {
            let present = step % 3 != 0
            score.observe(
                contract.index,
                MakerScore.State(
                    bid: Price(ticks: 1_000 + Int64(step % 2)), ask: Price(ticks: 1_050),
                    bidQuantity: Quantity(contracts: present ? 10 : 9),
                    askQuantity: Quantity(contracts: 10), isContinuous: true),
                at: start + .milliseconds(Int64(step) * 500))
        }
        let total = score.total(contract.index, until: start + .seconds(3_000))
        #expect(
            total
                == MakerScore.Total(
                    met: 2_000 * 1_000_000_000, notMet: 1_000 * 1_000_000_000, sampledMet: 2_000,
                    sampledTotal: 3_000))
    }

    private func score(_ exchange: inout ExchangeHarness) -> [String] {
        exchange.advance(time("15:00"))
        return exchange.events.filter { $0.kind == .makerScore }.map(\.line)
    }
}
