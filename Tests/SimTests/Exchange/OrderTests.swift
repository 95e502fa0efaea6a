import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-TR-03"))
struct `Single orders and mass cancels` {
    @Test
    func `a limit order rests, fills and is cancelled with what remains`() {
        var exchange = ExchangeHarness.open(
            script: [(time("09:32"), [customer(1, .bid, 4, at: 120, immediate: true)])])
        exchange.order([memberOrder(1, .ask, 10, at: 120)], at: time("09:31"))
        exchange.advance(time("09:32"))
        exchange.order([cancel(2), cancel(2)], at: time("09:33"))
        #expect(
            exchange.news() == [
                "c0 orderAccepted ask 2 10@120", "c0 orderFilled ask 2 4@120 leaves 6 #1",
                "c0 orderCancelled ask 2 6 member", "c0 cancelRejected unknownOrder",
            ])
    }

    @Test
    func `immediate or cancel takes what is there and loses the rest`() {
        var exchange = ExchangeHarness.open(
            script: [(time("09:30:30"), [customer(1, .ask, 4, at: 105)])])
        exchange.order([memberOrder(1, .bid, 10, at: 105, kind: 2)], at: time("09:31"))
        #expect(
            exchange.news() == [
                "c0 market 0@0 4@105", "c0 orderAccepted bid 4 10@105",
                "c0 orderFilled bid 4 4@105 leaves 6 #1",
                "c0 orderCancelled bid 4 6 immediateOrCancel", "c0 market 0@0 0@0",
            ])
    }

    @Test
    func `an immediate order has no place in an auction, a limit order has`() {
        var exchange = ExchangeHarness.open(at: "09:15")
        exchange.order(
            [memberOrder(1, .bid, 1, at: 105, kind: 2), memberOrder(2, .bid, 1, at: 105)],
            at: time("09:16"))
        #expect(
            exchange.news() == ["c0 orderRejected phaseForbids", "c0 orderAccepted bid 2 1@105"])
    }

    @Test
    func `orders are rejected for what quotes are rejected for`() {
        var exchange = ExchangeHarness.open()
        let broken = [
            memberOrder(1, .bid, 1, at: 100, on: 7), memberOrder(1, .bid, 1, at: 100, kind: 10),
            memberOrder(1, .bid, 1, at: 0), memberOrder(2, .bid, 1, at: 5_001),
            memberOrder(3, .bid, 0, at: 100), memberOrder(4, .bid, 51, at: 100),
            memberOrder(4, .bid, 1, at: 100), memberOrder(5, .bid, 1, at: 100),
        ]
        exchange.order(broken, at: time("09:31"))
        exchange.order(
            [memberOrder(6, .bid, 1, at: 100)], expires: time("09:30"), at: time("09:31"))
        #expect(
            exchange.news() == [
                "c7 orderRejected unknownContract", "c0 orderRejected malformed",
                "c0 orderRejected priceOffTick", "c0 orderRejected priceOutsideLimits",
                "c0 orderRejected quantityTooSmall", "c0 orderRejected quantityTooLarge",
                "c0 orderRejected duplicateID", "c0 orderAccepted bid 2 1@100",
                "c0 orderRejected malformed",
            ])
    }

    @Test
    func `another member's order and a quote's leg cannot be cancelled by number`() {
        var exchange = ExchangeHarness.open(
            .init(directory: .twoContracts, participants: [.maker, ParticipantID(2)]))
        exchange.session(.opened, of: 2, at: time("09:30"))
        exchange.order([memberOrder(1, .bid, 1, at: 100)], at: time("09:31"))
        exchange.quote([quote(1, 90, 110)], at: time("09:31"))
        exchange.order([cancel(2)], from: 2, at: time("09:31"))
        exchange.order([cancel(4), cancel(.max)], at: time("09:31"))
        #expect(
            exchange.news().suffix(3) == [
                "c0 m2 cancelRejected unknownOrder", "c0 cancelRejected legCancelForbidden",
                "c0 cancelRejected unknownOrder",
            ])
    }

    @Test(arguments: [
        (UInt8(0), UInt32(0), ["c0 bid", "c0 ask", "c1 bid", "c1 ask", "c1 bid"]),
        (1, 0, ["c0 bid", "c0 ask", "c1 bid", "c1 ask", "c1 bid"]), (2, 0, ["c0 bid", "c0 ask"]),
        (2, 1, ["c1 bid", "c1 ask", "c1 bid"]),
    ])
    func `a mass cancel takes legs and orders of its scope`(
        scope: UInt8, index: UInt32, expected: [String]
    ) {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110), quote(1, 200, 210, on: 1)], at: time("09:31"))
        exchange.order([memberOrder(1, .bid, 1, at: 150, on: 1)], at: time("09:31"))
        let before = exchange.events.count
        exchange.send(
            MassCancel(participant: 1, scopeCode: scope, index: index), on: .orderSession, from: 1,
            at: time("09:32"))
        let cancelled = exchange.events[before...]
        #expect(
            cancelled.map { "c\($0.contract.value) \($0.side == .bid ? "bid" : "ask")" } == expected
        )
        #expect(cancelled.allSatisfy { $0.reasonCode == CancelReason.massCancel.rawValue })
    }

    @Test
    func `a mass cancel of an unknown scope changes nothing`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        _ = exchange.news()
        for (scope, index) in [(UInt8(3), UInt32(0)), (1, 1), (2, 2), (2, .max)] {
            exchange.send(
                MassCancel(participant: 1, scopeCode: scope, index: index), on: .orderSession,
                from: 1, at: time("09:32"))
        }
        #expect(
            exchange.news().map { $0.split(separator: " ").last } == [
                "malformed", "unknownContract", "unknownContract", "unknownContract",
            ])
        #expect(exchange.core.tops[0].isUsable)
    }
}
