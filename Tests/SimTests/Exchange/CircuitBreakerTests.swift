import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-TR-05"))
struct `The circuit breaker` {
    @Test(arguments: [
        // Both thresholds: 50 % and 10 ticks of 1000.
        (Int64(1_000), Int64(1_499), false), (1_000, 1_500, true), (1_000, 501, false),
        (1_000, 500, true),
        // 50 % of 12 is 6 ticks: only 10 interrupt.
        (12, 21, false), (12, 22, true), (12, 3, false), (12, 2, true),
        // An odd reference: 50 % of 21 is 10.5.
        (21, 31, false), (21, 32, true),
    ])
    func `a trade interrupts that moves by half and ten ticks`(
        reference: Int64, price: Int64, interrupts: Bool
    ) {
        #expect(
            CircuitBreaker.shanghai.interrupts(
                Price(ticks: price), reference: Price(ticks: reference)) == interrupts)
    }

    private static func exchange(
        _ breaker: CircuitBreaker = .shanghai, at start: String = "09:59",
        script: [(time: SessionTime, actions: [FlowAction])]
    ) -> ExchangeHarness {
        .open(
            .init(directory: .listing(count: 1), circuitBreaker: breaker), at: start,
            script: script)
    }

    /// 3 offered inside the band, 4 beyond it, and a buyer who wants 5 at any price.
    private static func sweep(at moment: String) -> [(time: SessionTime, actions: [FlowAction])] {
        [
            (
                time(moment),
                [
                    customer(1, .ask, 3, at: 1_400), customer(2, .ask, 4, at: 1_600),
                    customer(3, .bid, 5, at: 2_000),
                ]
            )
        ]
    }

    @Test
    func `what would trade beyond the band waits three minutes for an auction`() {
        var exchange = Self.exchange(script: Self.sweep(at: "10:00"))
        exchange.advance(time("10:02:59.999"))
        #expect(
            exchange.news() == [
                "c0 market 0@0 3@1400", "c0 market 2@2000 4@1600", "c0 phase 4",
            ])
        #expect(exchange.core.phases == [.volatilityInterruption])
        exchange.advance(time("10:03"))
        // Two at any price from 1600 to 2000: the one next to the last trade.
        #expect(
            exchange.news() == ["c0 uncrossed 2@1600", "c0 market 0@0 2@1600", "c0 phase 3"])
    }

    @Test
    func `the auction's price is the next reference, and without one the last trade before it`() {
        var exchange = Self.exchange(
            script: Self.sweep(at: "10:00") + [
                // 1600 is the reference now: 2399 trades, 2400 interrupts.
                (
                    time("10:04"),
                    [
                        customer(4, .ask, 1, at: 2_399), customer(5, .ask, 1, at: 2_400),
                        customer(6, .bid, 4, at: 2_399),
                    ]
                ),
                (time("10:05"), [customer(7, .bid, 1, at: 2_400)]),
            ])
        exchange.advance(time("10:04:30"))
        #expect(exchange.core.phases == [.continuous])
        exchange.advance(time("10:05"))
        #expect(exchange.core.phases == [.volatilityInterruption])
    }

    @Test(arguments: [
        (CircuitBreaker.AtBreak.continues, ["11:30:00.000 2", "13:00:00.000 4", "13:02:00.000 3"]),
        (.uncrosses, ["11:30:00.000 2", "13:00:00.000 3"]),
    ])
    func `an interruption that lunch finds unfinished`(
        edge: CircuitBreaker.AtBreak, expected: [String]
    ) {
        let breaker = CircuitBreaker(atBreak: edge)
        var exchange = Self.exchange(breaker, at: "11:28", script: Self.sweep(at: "11:29"))
        let before = exchange.events.count
        exchange.advance(time("13:10"))
        #expect(phases(exchange.events[before...]) == ["11:29:00.000 4"] + expected)
        let uncrossed = exchange.events.first { $0.kind == .auctionUncrossed }
        #expect(uncrossed?.time == (edge == .continues ? time("13:02") : time("11:30")))
    }

    @Test
    func `an interruption that ends as lunch begins has its auction first`() {
        var exchange = Self.exchange(at: "11:26", script: Self.sweep(at: "11:27"))
        exchange.advance(time("13:10"))
        let uncrossed = exchange.events.first { $0.kind == .auctionUncrossed }
        #expect(uncrossed?.time == time("11:30"))
        #expect(exchange.core.phases == [.continuous])
    }

    @Test(arguments: [
        (CircuitBreaker.AtClose.joins, "15:00"), (.uncrosses, "14:57"),
    ])
    func `an interruption that the closing auction finds unfinished`(
        edge: CircuitBreaker.AtClose, auction: String
    ) {
        let breaker = CircuitBreaker(atClose: edge)
        var exchange = Self.exchange(breaker, at: "14:54", script: Self.sweep(at: "14:55"))
        let before = exchange.events.count
        exchange.advance(time("15:00"))
        #expect(
            phases(exchange.events[before...]) == [
                "14:55:00.000 4", "14:57:00.000 6", "15:00:00.000 7",
            ])
        let uncrossed = exchange.events.first { $0.kind == .auctionUncrossed }
        #expect(uncrossed?.time == time(auction))
    }

    @Test
    func `a quote whose leg would trade beyond the band rests with both legs`() {
        var exchange = Self.exchange(
            script: [(time("10:00"), [customer(1, .ask, 4, at: 1_600)])])
        exchange.quote([quote(1, 1_700, 1_800)], at: time("10:01"))
        #expect(
            exchange.news() == [
                "c0 market 0@0 4@1600", "c0 quote 1 10@1700 10@1800 leg 4 replaces 0 0",
                "c0 phase 4",
            ])
        exchange.advance(time("10:04"))
        #expect(
            exchange.news() == [
                "c0 uncrossed 4@1700", "c0 legFilled bid 4 4@1700 leaves 6 #1",
                "c0 market 0@0 0@0", "c0 phase 3",
            ])
    }

    private func phases(_ events: ArraySlice<ExchangeEvents.Entry>) -> [String] {
        events.filter { $0.kind == .phaseChanged }.map { "\($0.time) \($0.reasonCode)" }
    }
}
