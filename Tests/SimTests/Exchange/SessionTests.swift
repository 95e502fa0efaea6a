import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-MM-11"))
struct `Sessions and requests` {
    @Test
    func `a lost session takes the member's legs and orders off`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.order([memberOrder(1, .bid, 2, at: 90, on: 1)], at: time("09:31"))
        _ = exchange.news()
        exchange.session(.closed, reason: .peerSilent, at: time("09:32"))
        #expect(
            exchange.news() == [
                "sessionClosed 1", "c0 legCancelled bid 2 10 disconnect",
                "c0 legCancelled ask 3 10 disconnect", "c1 orderCancelled bid 4 2 disconnect",
            ])
        #expect(exchange.reports[1]?.contains { $0.kind == .sessionClosed } == false)
    }

    @Test
    func `without cancel on disconnect the quote stands and can be replaced after the next logon`()
    {
        var exchange = ExchangeHarness.open(
            .init(directory: .twoContracts, cancelsOnDisconnect: false))
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        exchange.session(.closed, at: time("09:32"))
        exchange.quote([quote(2, 101, 110)], at: time("09:32"))
        exchange.session(.opened, at: time("09:33"))
        exchange.quote([quote(2, 101, 110)], at: time("09:33"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@100 10@110 leg 2 replaces 0 0", "sessionClosed 1",
                "sessionOpened 1", "c0 quote 2 10@101 10@110 leg 4 replaces 10 10",
            ])
        #expect(exchange.core.counters.strayInstructions == 1)
    }

    @Test
    func `a second opening and strangers change nothing`() {
        var exchange = ExchangeHarness.open()
        exchange.session(.opened, at: time("09:31"))
        exchange.session(.opened, of: 9, at: time("09:31"))
        exchange.session(.closed, of: 9, at: time("09:31"))
        exchange.quote([quote(1, 100, 110)], from: 9, at: time("09:31"))
        exchange.send(SnapshotRequest(), on: .control, from: 1, at: time("09:31"))
        exchange.send(SnapshotRequest(), on: .orderSession, from: 1, at: time("09:31"))
        exchange.send(SnapshotRequest(), on: .snapshot, from: 64, at: time("09:31"))
        #expect(exchange.news() == [])
        #expect(exchange.core.malformedFrames == 3)
    }

    @Test
    func `a restart ends the sessions of the life before`() {
        var exchange = ExchangeHarness.open()
        exchange.quote([quote(1, 100, 110)], at: time("09:31"))
        _ = exchange.news()
        exchange.send(Started(isRestart: 1), on: .shell, at: time("09:40"))
        #expect(
            exchange.news() == [
                "sessionClosed 1", "c0 legCancelled bid 2 10 disconnect",
                "c0 legCancelled ask 3 10 disconnect",
            ])
    }

    @Test(.rule("SSE-MM-06"))
    func `a request is known until it expires and belongs to its contract`() {
        var exchange = ExchangeHarness.open(
            script: [(time("09:31"), [.request(ContractIndex(1), Quantity(contracts: 20))])])
        exchange.advance(time("09:31"))
        exchange.quote(
            [quote(1, 100, 110, answering: 1), quote(1, 100, 110, on: 1, answering: 1)],
            at: time("09:31:59.999"))
        exchange.quote([quote(2, 100, 110, on: 1, answering: 1)], at: time("09:32"))
        #expect(
            exchange.news() == [
                "c1 request 1 for 20", "c0 quote 1 rejected unknownRequest",
                "c1 quote 1 10@100 10@110 leg 2 replaces 0 0", "c1 request 1 expired",
                "c1 quote 2 rejected unknownRequest",
            ])
        #expect(exchange.reports[1]?.map(\.kind).suffix(5).first == .requestForQuote)
        #expect(exchange.core.counters.requests == 1)
    }

    @Test(.rule("CN-RFQ-01"))
    func `requests come through once a minute and only in wide markets, equality refused`() {
        let terms = RequestTerms(
            lifetime: .seconds(10), intervalMin: .seconds(60),
            spreadTable: [
                .init(bidBelow: Price(ticks: 100), width: .ticks(10)), .init(width: .ticks(20)),
            ])
        let ask = FlowAction.request(ContractIndex(0), Quantity(contracts: 1))
        var exchange = ExchangeHarness.open(
            .init(directory: .twoContracts, requests: terms),
            script: [
                (time("09:31"), [ask]), (time("09:31:59.999"), [ask]), (time("09:32"), [ask]),
                (
                    time("09:40"),
                    [customer(1, .bid, 1, at: 100), customer(2, .ask, 1, at: 120), ask]
                ),
                (time("09:41"), [.cancel(reference: 2), customer(3, .ask, 1, at: 121), ask]),
                (time("12:00"), [ask]),
            ])
        exchange.advance(time("12:00"))
        #expect(
            exchange.events.filter { $0.kind == .requestForQuote }.map(\.time) == [
                time("09:31"), time("09:32"), time("09:41"),
            ])
        #expect(exchange.core.counters.requestsRefused == 3)
        let refused = exchange.events.filter { $0.kind == .requestRefused }
        #expect(
            refused.map { RejectReason(rawValue: $0.reasonCode) } == [
                .requestTooSoon, .spreadTooNarrow, .phaseForbids,
            ])
        #expect(refused.map(\.bid.ticks) == [0, 100, 0])
        // The customer's matter: no member is told.
        #expect(exchange.reports[1]?.contains { $0.kind == .requestRefused } == false)
    }

    @Test(.rule("CN-RFQ-01"))
    func `an empty book lets a request through unless the terms say otherwise`() {
        let ask = FlowAction.request(ContractIndex(0), Quantity(contracts: 1))
        for admits in [true, false] {
            let terms = RequestTerms(
                spreadTable: [.init(width: .ticks(20))], emptyBookAdmits: admits)
            var exchange = ExchangeHarness.open(
                .init(directory: .twoContracts, requests: terms),
                script: [(time("09:31"), [ask])])
            exchange.advance(time("09:32"))
            #expect(exchange.core.counters.requests == (admits ? 1 : 0))
            #expect(exchange.core.counters.requestsRefused == (admits ? 0 : 1))
        }
    }
}
