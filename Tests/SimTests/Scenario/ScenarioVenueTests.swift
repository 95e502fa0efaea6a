import Market
import Sim
import TestSupport
import Testing

/// What a scenario says of its exchange, its events and its faults.
@Suite(.rule("I6"))
struct `A scenario's exchange` {
    private func load(_ extra: String) throws(ScenarioError) -> Scenario {
        try Scenario.load(yaml: Scenario.regularDayYAML + extra, file: "x.yaml")
    }

    @Test func `without a word it is Shanghai's regular one`() throws {
        let scenario = try load("")
        #expect(scenario.exchange == ScenarioExchange())
        #expect(scenario.exchange.circuitBreaker == .shanghai)
        #expect(scenario.exchange.noCancel == [.lastMinute])
        #expect(scenario.actions.isEmpty)
    }

    @Test func `every setting reaches the exchange's configuration`() throws {
        let scenario = try load(
            """
            exchange:
              circuitBreaker: {percent: 30, ticks: 5, seconds: 60, atBreak: uncrosses, atClose: joins}
              noCancel: ["09:20-09:25", "14:59-15:00"]
              quotes: dce
              acceptsAmend: true
              messagesPerSecondMax: 200
              cancelOnDisconnect: "5"
              account: {checksHoldings: false, longMax: 5, totalMax: 6, purchasesMax: 7, fundsYuan: 8, shares: 9}
            """)
        let made = scenario.configured(
            ExchangeConfiguration(directory: ChainListing.directory(for: scenario)))
        #expect(
            made.circuitBreaker
                == CircuitBreaker(
                    percentMin: 30, ticksMin: 5, duration: .seconds(60), atBreak: .uncrosses))
        #expect(made.cancelForbidden == [.openingAuctionEnd, .lastMinute])
        #expect(made.quotes == .dce)
        #expect(made.acceptsAmend)
        #expect(made.messagesPerSecondMax == 200)
        #expect(made.cancelsOnDisconnect)
        #expect(made.cancelDelay == .seconds(5))
        #expect(
            made.account
                == AccountTerms(
                    checksHoldings: false, longMax: 5, totalMax: 6, purchasesMax: 7,
                    funds: Money(yuan: 8), shares: 9))
    }

    @Test func `events and faults name their contracts by code`() throws {
        let scenario = try load(
            """
            events:
              - {at: "10:00", kind: halt, underlying: "510300"}
            faults:
              - {at: "10:00:00.250", kind: lateReport, seconds: 0.5, count: 3}
              - {at: "11:00:00", kind: unknownFill, contract: 510050C2101M03500, side: sell, effect: close}
            """)
        let contract = ChainListing.directory(for: scenario).contract(named: "510050C2101M03500")
        let index = try #require(contract).index
        #expect(
            scenario.actions == [
                ScheduledAction(
                    at: SessionTime(hour: 10, minute: 0),
                    ExchangeAction(.halt, scope: .underlying(UnderlyingIndex(1)))),
                ScheduledAction(
                    at: SessionTime(hour: 10, minute: 0, milliseconds: 250),
                    ExchangeAction(.lateReport, duration: .milliseconds(500), count: 3)),
                ScheduledAction(
                    at: SessionTime(hour: 11, minute: 0),
                    ExchangeAction(
                        .unknownFill, scope: .contract(index), side: .ask, effect: .close)),
            ])
    }

    @Test func `the breaker can be off, and cancel on disconnect too`() throws {
        let exchange = try load(
            "exchange: {circuitBreaker: \"off\", cancelOnDisconnect: \"off\"}"
        ).exchange
        #expect(exchange.circuitBreaker == nil)
        #expect(!exchange.cancelsOnDisconnect)
    }

    @Test(arguments: [
        ("exchange: {quotes: lse}", "exchange.quotes: found \"lse\"; accepted: sse, cffex, dce"),
        ("exchange: {qoutes: sse}", "exchange: unknown key qoutes; accepted: if wanted circuit"),
        ("exchange: {acceptsAmend: yes}", "exchange.acceptsAmend: found \"yes\"; accepted: true"),
        (
            "exchange: {circuitBreaker: {percent: 0}}",
            "exchange.circuitBreaker.percent: found \"0\"; accepted: a whole number from 1 to 1000"
        ),
        (
            "exchange: {noCancel: [\"15:00-14:00\"]}",
            "exchange.noCancel[0]: found \"15:00-14:00\"; accepted: a span"
        ),
        (
            "exchange: {cancelOnDisconnect: maybe}",
            "exchange.cancelOnDisconnect: found \"maybe\"; accepted: on, off, or seconds"
        ),
        (
            "events: [{at: \"25:00\", kind: halt}]",
            "events[0].at: found \"25:00\"; accepted: a time HH:MM"
        ),
        (
            "events: [{at: \"10:00\", kind: lostReport}]",
            "events[0].kind: found \"lostReport\"; accepted: halt, resume"
        ),
        (
            "faults: [{at: \"10:00\", kind: halt}]",
            "faults[0].kind: found \"halt\"; accepted: lostReport"
        ),
        (
            "events: [{at: \"10:00\", kind: halt, contract: 1}]",
            "events[0].contract: found \"1\"; accepted: a contract listed on the day"
        ),
        (
            "faults: [{at: \"10:00\", kind: lateReport, seconds: -1}]",
            "faults[0].seconds: found \"-1\"; accepted: a plain number from 0 to 86400 s"
        ),
    ])
    func `what is wrong is named with its place and what is accepted`(
        extra: String, message: String
    ) {
        let error = #expect(throws: ScenarioError.self) { try load(extra) }
        let text = error?.description ?? ""
        #expect(text.contains(message), "\(text)")
    }
}
