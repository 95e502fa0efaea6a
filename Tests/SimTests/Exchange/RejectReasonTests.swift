import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-TR-03"))
struct `What a quote is refused for` {
    private static let bad: [(RejectReason, QuoteInstructions.Entry, QuoteInstructions.Entry)] = [
        (.unknownContract, quote(1, 100, 110, on: 2), quote(1, 100, 110, on: 1)),
        (.priceOffTick, quote(1, 0, 110), quote(1, 1, 110)),
        (.priceOffTick, quote(1, -5, 110), quote(1, 1, 110)),
        (.priceOutsideLimits, quote(1, 100, 5_001), quote(1, 100, 5_000)),
        (.priceOutsideLimits, quote(1, 100, .max), quote(1, 100, 5_000)),
        (.quantityTooSmall, quote(1, 100, 110, 0, ask: 1), quote(1, 100, 110, 1, ask: 1)),
        (.quantityTooLarge, quote(1, 100, 110, 50, ask: 51), quote(1, 100, 110, 50, ask: 50)),
        (.quantityTooLarge, quote(1, 100, 110, .max), quote(1, 100, 110, 50)),
        (.crossedQuote, quote(1, 110, 110), quote(1, 109, 110)),
        (.crossedQuote, quote(1, 111, 110), quote(1, 109, 110)),
        (.duplicateID, quote(0, 100, 110), quote(1, 100, 110)),
        (.unknownRequest, quote(1, 100, 110, answering: 9), quote(1, 100, 110)),
        (.malformed, quote(1, 100, 110, -1), quote(1, 100, 110, 1)),
    ]

    @Test(arguments: bad.indices)
    func `a broken entry is rejected and its sound twin accepted`(row: Int) {
        let (reason, broken, sound) = Self.bad[row]
        #expect(kinds(of: broken) == [.quoteRejected])
        #expect(reasons(of: broken) == [reason])
        #expect(kinds(of: sound) == [.quoteAccepted])
    }

    private func kinds(of entry: QuoteInstructions.Entry) -> [ExchangeEventKind] {
        answer(to: entry).map(\.kind)
    }

    private func reasons(of entry: QuoteInstructions.Entry) -> [RejectReason] {
        answer(to: entry).map { RejectReason(rawValue: $0.reasonCode) }
    }

    private func answer(to entry: QuoteInstructions.Entry) -> [ExchangeEvents.Entry] {
        var exchange = ExchangeHarness.open()
        let before = exchange.events.count
        exchange.quote([entry], at: time("09:31"))
        return Array(exchange.events[before...])
    }

    @Test
    func `an unknown open or close code is malformed`() {
        var exchange = ExchangeHarness.open()
        var broken = quote(1, 100, 110)
        broken.bidEffectCode = 3
        exchange.quote([broken, quote(1, 100, 110)], at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 quote 1 rejected malformed", "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
            ])
    }

    @Test
    func `a command is good until it expires, to the nanosecond`() {
        var exchange = ExchangeHarness.open()
        let late = SessionTime(nanoseconds: time("09:31").nanoseconds - 1)
        exchange.quote([quote(1, 100, 110)], expires: late, at: time("09:31"))
        exchange.quote([quote(1, 100, 110)], expires: time("09:31"), at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 quote 1 rejected malformed", "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
            ])
    }

    @Test
    func `a frame in another member's name is rejected`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110)], as: 2, at: time("09:31"))
        exchange.order([memberOrder(1, .bid, 1, at: 100)], as: 2, at: time("09:31"))
        #expect(
            exchange.news() == ["c0 quote 1 rejected malformed", "c0 orderRejected malformed"])
    }

    @Test
    func `a number at or below one already seen in the contract is a duplicate`() {
        var exchange = ExchangeHarness.open()
        for id: UInt64 in [5, 5, 4, 6] {
            exchange.quote([quote(id, 100, 110)], at: time("09:31"))
        }
        exchange.quote([quote(1, 100, 110, on: 1)], at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 quote 5 10@100 10@110 leg 2 replaces 0 0", "c0 quote 5 rejected duplicateID",
                "c0 quote 4 rejected duplicateID", "c0 quote 6 10@100 10@110 leg 4 replaces 10 10",
                "c1 quote 1 10@100 10@110 leg 6 replaces 0 0",
            ])
    }

    @Test
    func `one-sided quotes are a setting`() {
        var exchange = ExchangeHarness.open(
            .init(directory: .twoContracts, quotes: QuoteTerms(acceptsOneSided: true)))
        exchange.quote([quote(1, 100, 0, 5, ask: 0)], at: time("09:31"))
        #expect(exchange.news() == ["c0 quote 1 5@100 0@0 leg 2 replaces 0 0"])
    }

    @Test
    func `opening is restricted where only closing is allowed`() {
        var exchange = ExchangeHarness.open(
            .init(directory: .twoContracts, closeOnly: [ContractIndex(0)]))
        var closing = quote(2, 100, 110)
        closing.bidEffectCode = PositionEffect.close.rawValue
        closing.askEffectCode = PositionEffect.close.rawValue
        exchange.quote([quote(1, 100, 110), closing], at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 quote 1 rejected restricted", "c0 quote 2 10@100 10@110 leg 2 replaces 0 0",
            ])
    }

    @Test
    func `messages beyond the limit of a second are throttled, withdrawals never`() {
        var exchange = ExchangeHarness.open(
            .init(directory: .twoContracts, messagesPerSecondMax: 2))
        exchange.quote(
            [quote(1, 100, 110), quote(2, 100, 110), quote(3, 100, 110), withdrawal(4)],
            at: time("09:31:00.999"))
        exchange.quote([quote(5, 100, 110)], at: time("09:31:01"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0",
                "c0 quote 2 10@100 10@110 leg 4 replaces 10 10",
                "c0 quote 3 rejected throttled", "c0 legCancelled bid 4 10 member",
                "c0 legCancelled ask 5 10 member", "c0 withdrawn 4",
                "c0 quote 5 10@100 10@110 leg 6 replaces 0 0",
            ])
    }

    @Test
    func `a quote that would meet the member's own order is a self trade`() {
        var exchange = ExchangeHarness.open()
        exchange.order([memberOrder(1, .ask, 1, at: 105)], at: time("09:31"))
        exchange.quote([quote(1, 105, 110), quote(2, 104, 110)], at: time("09:31"))
        exchange.order(
            [memberOrder(2, .bid, 1, at: 110), memberOrder(3, .ask, 1, at: 105)], at: time("09:32"))
        #expect(
            exchange.news() == [
                "c0 orderAccepted ask 2 1@105", "c0 quote 1 rejected selfTrade",
                "c0 quote 2 10@104 10@110 leg 4 replaces 0 0", "c0 orderRejected selfTrade",
                "c0 orderAccepted ask 6 1@105",
            ])
    }

    @Test
    func `a quote in a phase that takes none is rejected`() {
        var exchange = ExchangeHarness.open(at: "09:25")
        exchange.quote([quote(1, 100, 110)], at: time("09:29:59.999"))
        exchange.quote([quote(2, 100, 110)], at: time("09:30"))
        #expect(
            exchange.news() == [
                "c0 quote 1 rejected phaseForbids", "c0 phase 3", "c1 phase 3",
                "c0 quote 2 10@100 10@110 leg 2 replaces 0 0",
            ])
    }
}
