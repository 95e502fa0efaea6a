import Market
import Sim
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-TR-02", "H31"))
struct `What the venue does by itself` {
    private static func exchange(
        _ actions: [(String, ExchangeAction)], at start: String = "09:31",
        contracts: Int = 2, script: [(time: SessionTime, actions: [FlowAction])] = [],
        participants: [ParticipantID] = [.maker]
    ) -> ExchangeHarness {
        .open(
            .init(
                directory: .listing(count: contracts), participants: participants,
                actions: actions.map { ScheduledAction(at: time($0.0), $0.1) }),
            at: start, script: script)
    }

    private static let first = ExchangeAction.Scope.contract(ContractIndex(0))

    @Test
    func `a halted contract takes orders without matching and resumes by auction`() {
        var exchange = Self.exchange(
            [
                ("10:00", ExchangeAction(.halt, scope: Self.first)),
                ("10:30", ExchangeAction(.resume, scope: Self.first)),
            ],
            script: [
                (time("10:10"), [customer(1, .bid, 4, at: 1_050)]),
                (time("10:11"), [customer(2, .ask, 4, at: 1_010)]),
            ])
        exchange.quote([quote(1, 900, 1_040)], at: time("09:50"))
        exchange.advance(time("10:30"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@900 10@1040 leg 2 replaces 0 0", "c0 phase 5",
                "c0 market 4@1050 0@0", "c0 market 4@1050 4@1010", "c0 uncrossed 4@1010",
                "c0 market 0@0 0@0", "c0 phase 3",
            ])
    }

    @Test
    func `a halt over lunch stays a halt, and a resumption at lunch has its auction at one`() {
        var exchange = Self.exchange(
            [
                ("11:00", ExchangeAction(.halt, scope: .underlying(UnderlyingIndex(0)))),
                ("12:00", ExchangeAction(.resume, scope: Self.first)),
                ("13:30", ExchangeAction(.resume)),
            ], at: "10:59",
            script: [
                (time("11:10"), [customer(1, .bid, 4, at: 1_050)]),
                (time("11:11"), [customer(2, .ask, 4, at: 1_010)]),
            ])
        exchange.advance(time("13:30"))
        let lines = exchange.events.filter {
            $0.kind == .phaseChanged && $0.contract == ContractIndex(0) && $0.time > time("10:59")
        }.map { "\($0.time) \($0.reasonCode)" }
        // The underlying's halt is not ended by the contract's resumption.
        #expect(
            lines == [
                "11:00:00.000 5", "11:30:00.000 2", "13:00:00.000 5", "13:30:00.000 3",
            ])
        #expect(
            exchange.events.filter { $0.kind == .auctionUncrossed }.map(\.time) == [time("13:30")])
    }

    @Test(arguments: [("14:57", "15:00"), ("14:56:59", "14:56:59"), ("14:58", "15:00")])
    func `who resumes in the closing auction trades in it`(resumed: String, auction: String) {
        var exchange = Self.exchange(
            [
                ("14:00", ExchangeAction(.halt, scope: Self.first)),
                (resumed, ExchangeAction(.resume, scope: Self.first)),
            ], at: "13:59",
            script: [
                (
                    time("14:10"),
                    [customer(1, .bid, 4, at: 1_050), customer(2, .ask, 4, at: 1_010)]
                )
            ])
        exchange.advance(time("15:00"))
        #expect(
            exchange.events.filter { $0.kind == .auctionUncrossed }.map(\.time) == [time(auction)])
    }

    @Test
    func `a contract still halted at the close does not trade`() {
        var exchange = Self.exchange(
            [("14:00", ExchangeAction(.halt, scope: Self.first))], at: "13:59",
            script: [
                (
                    time("14:10"),
                    [customer(1, .bid, 4, at: 1_050), customer(2, .ask, 4, at: 1_010)]
                )
            ])
        exchange.advance(time("15:00:01"))
        #expect(!exchange.events.contains { $0.kind == .auctionUncrossed })
        #expect(exchange.core.phases == [.closed, .closed])
        #expect(exchange.core.isDayEnded)
    }

    @Test
    func `an early close has its auction, its last minute and its end`() {
        var exchange = Self.exchange(
            [("14:00", ExchangeAction(.closeEarly, duration: .seconds(180)))], at: "13:59",
            contracts: 1)
        exchange.quote([quote(1, 900, 1_100)], at: time("14:00:30"))
        exchange.quote([withdrawal(2)], at: time("14:01:59"))
        exchange.quote([quote(3, 900, 1_100)], at: time("14:01:59"))
        exchange.quote([withdrawal(4)], at: time("14:02"))
        exchange.advance(time("16:00"))
        #expect(
            exchange.news() == [
                "c0 phase 6", "c0 quote 1 10@900 10@1100 leg 2 replaces 0 0",
                "c0 legCancelled bid 2 10 member", "c0 legCancelled ask 3 10 member",
                "c0 withdrawn 2", "c0 quote 3 10@900 10@1100 leg 4 replaces 0 0",
                "c0 quote 4 rejected cancelForbidden", "c0 phase 7",
                "c0 legCancelled bid 4 10 phaseEnd", "c0 legCancelled ask 5 10 phaseEnd",
                "c0 settles 1000", "c0 score 0 10800000000000 0 0/10800", "dayEnded",
            ])
    }

    @Test
    func `a close without an auction is the close`() {
        var exchange = Self.exchange(
            [("10:00", ExchangeAction(.closeEarly))], at: "09:59", contracts: 1)
        exchange.advance(time("16:00"))
        #expect(
            exchange.events.suffix(4).map { "\($0.time) \($0.line)" } == [
                "10:00:00.000 c0 phase 7", "10:00:00.000 c0 settles 1000",
                "10:00:00.000 c0 score 0 1800000000000 0 0/1800", "10:00:01.000 dayEnded",
            ])
    }

    @Test
    func `a restricted account may only take off, a restricted seat not even that`() {
        var exchange = Self.exchange([
            ("10:00", ExchangeAction(.restrictAccount)), ("10:10", ExchangeAction(.restrictSeat)),
            ("10:20", ExchangeAction(.liftSeat)), ("10:20", ExchangeAction(.liftAccount)),
        ])
        exchange.quote([quote(1, 900, 1_100)], at: time("09:50"))
        exchange.quote([quote(2, 900, 1_100), withdrawal(3)], at: time("10:05"))
        exchange.quote([quote(4, 900, 1_100), withdrawal(5)], at: time("10:15"))
        exchange.quote([quote(6, 900, 1_100)], at: time("10:20"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@900 10@1100 leg 2 replaces 0 0", "restrictionChanged",
                "c0 quote 2 rejected accountRestricted", "c0 legCancelled bid 2 10 member",
                "c0 legCancelled ask 3 10 member", "c0 withdrawn 3", "restrictionChanged",
                "c0 quote 4 rejected seatRestricted", "c0 quote 5 rejected seatRestricted",
                "restrictionChanged", "restrictionChanged",
                "c0 quote 6 10@900 10@1100 leg 4 replaces 0 0",
            ])
        let told = exchange.reports[1, default: []].filter { $0.kind == .restrictionChanged }
        #expect(told.map(\.effectCode) == [1, 2, 2, 1])
        #expect(told.map(\.reasonCode) == [1, 1, 0, 0])
    }

    @Test
    func `the exchange takes off everything of a member, by scope, and says so`() {
        var exchange = Self.exchange([
            ("10:00", ExchangeAction(.cancelAll, scope: .contract(ContractIndex(1))))
        ])
        exchange.quote([quote(1, 900, 1_100), quote(2, 900, 1_100, on: 1)], at: time("09:50"))
        _ = exchange.news()
        exchange.advance(time("10:00"))
        #expect(
            exchange.news() == [
                "c1 legCancelled bid 4 10 exchange", "c1 legCancelled ask 5 10 exchange",
            ])
    }

    @Test(.rule("C3.14"))
    func `clearing trades in a member's name, and trades are busted and corrected`() {
        var exchange = Self.exchange([
            (
                "10:00",
                ExchangeAction(
                    .forceTrade, scope: Self.first, count: 3, side: .ask, price: Price(ticks: 950))
            ),
            ("10:10", ExchangeAction(.correct, price: Price(ticks: 960), execution: 1)),
            ("10:20", ExchangeAction(.bust, execution: 1)),
            ("10:30", ExchangeAction(.bust, execution: 1)),
        ])
        exchange.advance(time("10:40"))
        let told = exchange.reports[1, default: []].suffix(3)
        #expect(told.map(\.kind) == [.legFilled, .tradeCorrected, .tradeBusted])
        #expect(told.map(\.executionID) == [1, 1, 1])
        #expect(told.map(\.price.ticks) == [950, 960, 960])
        #expect(told.map(\.bid.ticks) == [0, 950, 0])
        #expect(told.map(\.quantity.contracts) == [3, 3, 3])
        #expect(told.allSatisfy { $0.side == .ask && $0.quoteID.value > 1 << 62 })
    }

    @Test(arguments: [(Int64(0), 2), (30, 2), (60, 0)])
    func `cancel on disconnect at once, later, or not when the member is back`(
        delaySeconds: Int64, cancelled: Int
    ) {
        var exchange = ExchangeHarness.open(
            .init(directory: .listing(count: 1), cancelDelay: .seconds(delaySeconds)))
        exchange.quote([quote(1, 900, 1_100)], at: time("09:31"))
        exchange.session(.closed, reason: .peerSilent, at: time("09:32"))
        exchange.session(.opened, at: time("09:32:45"))
        exchange.advance(time("09:40"))
        #expect(exchange.events.count { $0.kind == .legCancelled } == cancelled)
    }
}
