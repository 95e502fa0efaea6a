import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-TR-03"))
struct `Two-sided quotes` {
    @Test
    func `a quote is two legs with numbers 2n and 2n plus 1`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110), quote(2, 200, 220, on: 1)], at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
                "c1 quote 2 10@200 10@220 leg 4 replaces 0 0",
            ])
    }

    @Test
    func `a new quote replaces the old one in one event, with what it took off`() {
        var exchange = ExchangeHarness.open(
            script: [(time("09:31:30"), [customer(1, .ask, 4, at: 100, immediate: true)])])
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.advance(time("09:31:30"))
        exchange.quote([quote(2, 101, 109, 7)], at: time("09:32"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
                "c0 legFilled bid 2 4@100 leaves 6 #1",
                "c0 quote 2 7@101 7@109 leg 6 replaces 6 10",
            ])
        #expect(exchange.core.tops[0] == top(101, 7, 109, 7))
    }

    /// The customer's 5 at 100 stand behind the quote; 8 are sold to them at 09:33.
    @Test(arguments: [
        // The venue lets it; the replacement's bid; whom the sale meets: the quote's fill.
        (true, Int64(100), Int32(4), "bid 6 4@100 leaves 0"),
        (true, 100, 10, "bid 6 8@100 leaves 2"),
        (true, 100, 11, "bid 6 3@100 leaves 8"), (true, 101, 4, "bid 6 4@101 leaves 0"),
        (false, 100, 4, "bid 6 3@100 leaves 1"), (false, 100, 10, "bid 6 3@100 leaves 7"),
    ])
    func `a leg that only shrinks keeps its place where the venue says so`(
        keepsPlace: Bool, price: Int64, size: Int32, fill: String
    ) {
        var exchange = ExchangeHarness.open(
            .init(directory: .listing(count: 1), quotes: QuoteTerms(keepsPlace: keepsPlace)),
            script: [
                (time("09:31:30"), [customer(1, .bid, 5, at: 100)]),
                (time("09:33"), [customer(2, .ask, 8, at: 100, immediate: true)]),
            ])
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.advance(time("09:31:30"))
        exchange.quote([quote(2, price, 110, size)], at: time("09:32"))
        exchange.advance(time("09:33"))
        let news = exchange.news()
        // The acceptance says the same either way: what the old legs still had.
        #expect(
            news.contains("c0 quote 2 \(size)@\(price) \(size)@110 leg 6 replaces 10 10"))
        #expect(news.contains { $0.hasPrefix("c0 legFilled \(fill)") })
        exchange.quote([withdrawal(3)], at: time("09:34"))
        #expect(exchange.core.tops[0].askQuantity == .zero)
    }

    @Test
    func `a rejected replacement leaves the old quote standing`() {
        var exchange = ExchangeHarness.open(
            script: [(time("09:33"), [customer(1, .bid, 3, at: 110, immediate: true)])])
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.quote([quote(2, 110, 110)], at: time("09:32"))
        exchange.advance(time("09:33"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
                "c0 quote 2 rejected crossedQuote",
                "c0 legFilled ask 3 3@110 leaves 7 #1",
            ])
    }

    @Test
    func
        `a leg that crosses the book trades as taker after the acceptance and rests with the remainder`()
    {
        var exchange = ExchangeHarness.open(
            script: [
                (time("09:30:30"), [customer(1, .ask, 4, at: 105), customer(2, .ask, 3, at: 106)])
            ])
        exchange.quote([quote(1, 106, 112, 10)], at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 market 0@0 4@105", "c0 quote 1 10@106 10@112 leg 6 replaces 0 0",
                "c0 legFilled bid 6 4@105 leaves 6 #1", "c0 legFilled bid 6 3@106 leaves 3 #2",
                "c0 market 0@0 0@0",
            ])
        #expect(exchange.core.tops[0] == top(106, 3, 112, 10))
    }

    @Test
    func `a replacement goes to the end of the queue`() {
        var exchange = ExchangeHarness.open(
            script: [
                (time("09:31:30"), [customer(1, .bid, 5, at: 100)]),
                (time("09:33"), [customer(2, .ask, 8, at: 100, immediate: true)]),
            ])
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.quote([quote(2, 100, 110)], at: time("09:32"))
        exchange.advance(time("09:33"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0", "c0 market 5@100 0@0",
                "c0 quote 2 10@100 10@110 leg 6 replaces 10 10",
                "c0 legFilled bid 6 3@100 leaves 7 #2", "c0 market 0@0 0@0",
            ])
    }

    @Test
    func `a withdrawal cancels the legs and is then confirmed, also when nothing rests`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.quote([withdrawal(2)], at: time("09:32"))
        exchange.quote([withdrawal(2)], expires: time("09:00"), at: time("09:33"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
                "c0 legCancelled bid 2 10 member", "c0 legCancelled ask 3 10 member",
                "c0 withdrawn 2", "c0 withdrawn 2",
            ])
    }

    @Test
    func `a second entry for the same contract in one frame replaces the first`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110), quote(2, 101, 109)], at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
                "c0 quote 2 10@101 10@109 leg 4 replaces 10 10",
            ])
    }

    @Test
    func `two makers who meet are both told, the resting one first`() {
        var exchange = ExchangeHarness.open(
            .init(directory: .twoContracts, participants: [.maker, ParticipantID(2)]))
        exchange.session(.opened, of: 2, at: time("09:30"))
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.quote([quote(1, 110, 120, 4)], from: 2, at: time("09:32"))
        #expect(
            exchange.news() == [
                "sessionOpened 2", "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
                "c0 m2 quote 1 4@110 4@120 leg 4 replaces 0 0",
                "c0 legFilled ask 3 4@110 leaves 6 #1", "c0 m2 legFilled bid 4 4@110 leaves 0 #1",
                "c0 market 0@0 4@120",
            ])
        #expect(exchange.reports[2]?.map(\.participant) == [2, 2, 2])
        #expect(exchange.reports[1]?.map(\.sequence) == [2, 10, 12])
    }

    private func top(_ bid: Int64, _ bids: Int32, _ ask: Int64, _ asks: Int32) -> BookTop {
        BookTop(
            bid: Price(ticks: bid), bidQuantity: Quantity(contracts: bids), ask: Price(ticks: ask),
            askQuantity: Quantity(contracts: asks))
    }
}
