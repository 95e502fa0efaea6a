import Market
import Sim
import TestSupport
import Testing
import Wire

/// What goes wrong towards the member; the log stays the truth (F35, F36, F39, I3).
@Suite(.rule("F36", "F39", "K12"))
struct `Faults on request` {
    private static func exchange(
        _ fault: ExchangeAction, script: [(time: SessionTime, actions: [FlowAction])] = []
    ) -> ExchangeHarness {
        .open(
            .init(
                directory: .listing(count: 1),
                actions: [ScheduledAction(at: time("10:00"), fault)]),
            at: "09:31", script: script)
    }

    /// Three quotes at 10:00:01, :02, :03; what the member is told, by log sequence and stream sequence.
    private static func told(_ fault: ExchangeAction) -> (events: [UInt64], streams: [UInt64]) {
        var exchange = exchange(fault)
        let before = exchange.reports[1, default: []].count
        let streamBefore = exchange.reportStreams.last ?? 0
        let streams = exchange.reportStreams.count
        for id in UInt64(1)...3 {
            let second = time("10:00") + .seconds(Int64(id))
            exchange.quote([quote(id, 900, 1_100 + Int64(id))], at: second)
        }
        exchange.advance(time("10:01"))
        let first = exchange.events.first { $0.kind == .quoteAccepted }?.sequence ?? 0
        return (
            exchange.reports[1, default: []][before...].map { $0.sequence - first + 1 },
            exchange.reportStreams[streams...].map { $0 - streamBefore }
        )
    }

    @Test func `a sound stream counts on`() {
        let told = Self.told(ExchangeAction(.throttle, count: 100))
        #expect(told.events == [1, 2, 3])
        #expect(told.streams == [1, 2, 3])
    }

    @Test func `a lost report leaves a hole in the count`() {
        let told = Self.told(ExchangeAction(.lostReport, count: 1))
        #expect(told.events == [2, 3])
        #expect(told.streams == [2, 3])
    }

    @Test func `a duplicate has the same number`() {
        let told = Self.told(ExchangeAction(.duplicateReport, count: 1))
        #expect(told.events == [1, 1, 2, 3])
        #expect(told.streams == [1, 1, 2, 3])
    }

    @Test func `reports that change places keep their numbers`() {
        let told = Self.told(ExchangeAction(.reorderReport, count: 1))
        #expect(told.events == [2, 1, 3])
        #expect(told.streams == [2, 1, 3])
    }

    @Test func `a late report holds up all behind it`() {
        var exchange = Self.exchange(ExchangeAction(.lateReport, duration: .seconds(5)))
        let before = exchange.reports[1, default: []].count
        exchange.quote([quote(1, 900, 1_100)], at: time("10:00:01"))
        exchange.quote([quote(2, 900, 1_100)], at: time("10:00:02"))
        exchange.advance(time("10:00:04.999"))
        #expect(exchange.reports[1, default: []].count == before)
        exchange.advance(time("10:00:05"))
        #expect(exchange.reports[1, default: []][before...].map(\.quoteID.value) == [1, 2])
    }

    /// A fault that comes while reports wait must not let later reports overtake them under the next number.
    @Test(
        arguments: [
            (.duplicateReport, [1, 2, 1, 2, 3], [1, 1, 2]), (.lostReport, [3], [2]),
            (.reorderReport, [3, 1, 2], [2, 1]),
        ] as [(ExchangeAction.Kind, [UInt64], [UInt64])])
    func `what waits goes before what comes later, whatever else is wrong`(
        kind: ExchangeAction.Kind, quotes: [UInt64], streams: [UInt64]
    ) {
        var exchange = ExchangeHarness.open(
            .init(
                directory: .listing(count: 1),
                actions: [
                    ScheduledAction(
                        at: time("10:00"), ExchangeAction(.lateReport, duration: .seconds(5))),
                    ScheduledAction(at: time("10:00:04"), ExchangeAction(kind, count: 1)),
                ]),
            at: "09:31")
        let before = exchange.reports[1, default: []].count
        let heard = exchange.reportStreams.count
        let last = exchange.reportStreams.last ?? 0
        for id in UInt64(1)...2 {
            exchange.quote([quote(id, 900, 1_100)], at: time("10:00") + .seconds(Int64(id)))
        }
        exchange.quote([quote(3, 900, 1_101)], at: time("10:00:06"))
        #expect(exchange.reports[1, default: []][before...].map(\.quoteID.value) == quotes)
        #expect(exchange.reportStreams[heard...].map { $0 - last } == streams)
    }

    @Test func `a storm rejects all but cancels until it is over`() {
        var exchange = Self.exchange(ExchangeAction(.rejectStorm, duration: .seconds(10)))
        exchange.quote([quote(1, 900, 1_100)], at: time("09:59"))
        exchange.quote([quote(2, 900, 1_100), withdrawal(3)], at: time("10:00:05"))
        exchange.quote([quote(4, 900, 1_100)], at: time("10:00:10"))
        #expect(
            exchange.news() == [
                "c0 quote 1 10@900 10@1100 leg 2 replaces 0 0", "faultInjected",
                "c0 quote 2 rejected exchangeBusy", "c0 legCancelled bid 2 10 member",
                "c0 legCancelled ask 3 10 member", "c0 withdrawn 3",
                "c0 quote 4 10@900 10@1100 leg 4 replaces 0 0",
            ])
    }

    @Test func `a throttle counts a second's messages and never refuses a cancel`() {
        var exchange = Self.exchange(
            ExchangeAction(.throttle, duration: .seconds(10), count: 1))
        exchange.quote(
            [quote(1, 900, 1_100), quote(2, 900, 1_100), withdrawal(3)], at: time("10:00:05"))
        exchange.quote([quote(4, 900, 1_100)], at: time("10:00:06"))
        #expect(
            exchange.news() == [
                "faultInjected", "c0 quote 1 10@900 10@1100 leg 2 replaces 0 0",
                "c0 quote 2 rejected throttled", "c0 legCancelled bid 2 10 member",
                "c0 legCancelled ask 3 10 member", "c0 withdrawn 3",
                "c0 quote 4 10@900 10@1100 leg 4 replaces 0 0",
            ])
    }

    @Test func `a silent cancel is in the log and in no report`() {
        var exchange = Self.exchange(ExchangeAction(.silentCancel))
        exchange.quote([quote(1, 900, 1_100)], at: time("09:59"))
        exchange.advance(time("10:00"))
        #expect(exchange.news().count { $0.contains("legCancelled") } == 2)
        #expect(!exchange.reports[1, default: []].contains { $0.kind == .legCancelled })
        exchange.quote([quote(2, 900, 1_100)], at: time("10:01"))
        #expect(exchange.news() == ["c0 quote 2 10@900 10@1100 leg 4 replaces 0 0"])
    }

    @Test func `an unknown fill and an overfill are fills in the log`() {
        var unknown = Self.exchange(ExchangeAction(.unknownFill, count: 2, side: .ask))
        unknown.advance(time("10:00"))
        #expect(unknown.news().last == "c0 orderFilled ask 2 2@1000 leaves 0 #1")
        var over = Self.exchange(ExchangeAction(.overfill, count: 3))
        over.quote([quote(1, 900, 1_100)], at: time("09:59"))
        over.advance(time("10:00"))
        #expect(over.news().last == "c0 legFilled bid 2 13@900 leaves 0 #1")
    }

    @Test func `phases flap as often as asked`() {
        var exchange = Self.exchange(
            ExchangeAction(.phaseFlap, duration: .milliseconds(100), count: 3))
        exchange.advance(time("10:00:01"))
        #expect(
            exchange.news() == [
                "faultInjected", "c0 phase 5", "c0 phase 3", "c0 phase 5", "c0 phase 3",
                "c0 phase 5", "c0 phase 3",
            ])
    }

    @Test func `a lost session is closed, its quotes are taken off, the shell is told to cut`() {
        var exchange = Self.exchange(ExchangeAction(.sessionLoss))
        exchange.quote([quote(1, 900, 1_100)], at: time("09:59"))
        exchange.advance(time("10:00"))
        #expect(
            exchange.news().suffix(3) == [
                "sessionClosed 1", "c0 legCancelled bid 2 10 disconnect",
                "c0 legCancelled ask 3 10 disconnect",
            ])
        #expect(exchange.core.sessionBreaks(of: 1) == 1)
    }

    @Test(arguments: [
        (ExchangeAction.Kind.staleData, [Int64(), Int64()], 0),
        (.frozenData, [0, 0], 0), (.crossedData, [1_110, 1_090], 1),
        (.invalidData, [.min, .max], 1),
    ])
    func `tops are silent, frozen, crossed or impossible, then true again`(
        kind: ExchangeAction.Kind, values: [Int64], count: Int
    ) {
        var exchange = Self.exchange(ExchangeAction(kind, duration: .seconds(10)))
        exchange.advance(time("10:00"))
        exchange.quote([quote(1, 900, 1_100)], at: time("10:00:01"))
        exchange.forgetOthers()
        exchange.advance(time("10:00:09"))
        #expect(exchange.tops.count == count)
        if let top = exchange.tops.first { #expect([top.bid.ticks, top.ask.ticks] == values) }
        exchange.forgetOthers()
        exchange.advance(time("10:00:11"))
        #expect(exchange.tops.map { [$0.bid.ticks, $0.ask.ticks] } == [[900, 1_100]])
    }

    @Test(arguments: [
        (ExchangeAction.Kind.staleData, [Int64]()), (.frozenData, [35_000]),
        (.invalidData, [.min]), (.crossedData, [36_000]),
    ])
    func `the underlying's ticks go wrong, its price in the log does not`(
        kind: ExchangeAction.Kind, expected: [Int64]
    ) {
        func tick(_ last: Int64) -> FlowAction {
            .underlying(
                UnderlyingIndex(0), last: Price(ticks: last), bid: Price(ticks: last - 10),
                ask: Price(ticks: last + 10), bidQuantity: 100, askQuantity: 100)
        }
        var exchange = Self.exchange(
            ExchangeAction(kind, duration: .seconds(10)),
            script: [(time("09:59"), [tick(35_000)]), (time("10:00:05"), [tick(36_000)])])
        exchange.advance(time("10:00:01"))
        exchange.forgetOthers()
        exchange.advance(time("10:00:06"))
        #expect(exchange.ticks.map(\.last.ticks) == expected)
        #expect(exchange.events.last { $0.kind == .underlyingPrice }?.price.ticks == 36_000)
    }

    @Test func `a command from outside is obeyed and answered, a senseless one refused`() {
        var exchange = ExchangeHarness.open()
        exchange.forgetOthers()
        exchange.send(
            ExchangeCommand(commandID: 7, kindCode: 1, scopeCode: 2, participant: 1, index: 1),
            on: .snapshot, from: 5, at: time("09:31"))
        #expect(exchange.news() == ["c1 phase 5"])
        for bad in [
            ExchangeCommand(commandID: 8, kindCode: 13, participant: 1),
            ExchangeCommand(commandID: 8, kindCode: 1, scopeCode: 2, participant: 1, index: 2),
            ExchangeCommand(commandID: 8, kindCode: 1, scopeCode: 3, participant: 1),
            ExchangeCommand(commandID: 8, kindCode: 20, participant: 1, duration: -1),
            ExchangeCommand(commandID: 8, kindCode: 20, participant: 1, count: -1),
            ExchangeCommand(commandID: 8, kindCode: 20, participant: 65_000),
            ExchangeCommand(commandID: 8, kindCode: 10, participant: 1, count: .max),
            ExchangeCommand(
                commandID: 8, kindCode: 10, participant: 1, count: 1, price: Price(ticks: .max)),
        ] {
            exchange.send(bad, on: .snapshot, from: 5, at: time("09:32"))
        }
        #expect(exchange.news().isEmpty)
        let replies = exchange.replies
        #expect(replies.map(\.commandID) == [7] + Array(repeating: 8, count: 8))
        #expect(
            replies.map(\.outcome) == [.accepted]
                + Array(repeating: ControlOutcome.refused, count: 8))
    }
}
