import Market
import Obligations
import TestSupport
import Testing
import Tracker
import Wire

@Suite(.rule("C3.8", "C3.9"))
struct `The tracker's record` {
    private static let second: Int64 = 1_000_000_000

    @Test func `a whole day`() throws {
        var desk = try Desk()
        let day = MadeDay.regular()
        try desk.start()
        #expect(
            desk.asked == [
                .init(channel: .eventLog, from: 1), .init(channel: .decisionLog, from: 1),
            ])
        try desk.tellDirectory()
        try desk.tell(day.events)
        #expect(!desk.core.isComplete)
        try desk.tell(day.decisions)
        #expect(desk.core.isComplete)
        let report = desk.core.report()
        #expect(report.date == "2021-01-04")
        #expect(report.exchangeDifferenceNanoseconds == 0)
        #expect(report.rules[0].times?.met == 13_198_500_000_000)
        #expect(
            report.rules[0].causes == [
                "notStarted": 10 * Self.second, "filledNotReplenished": 1_500_000_000,
                "staleFeed": 800 * Self.second, "awaitingQuote": 500_000_000,
                "limitReached": 209_500_000_000,
            ])
        #expect(report.rules[1].times?.met == 14_220 * Self.second)
        #expect(report.rules[2].value == Ratio(2, 2))
        #expect(report.rules[3].requests?.answered == 1)
        #expect(desk.core.malformedFrames == 0)
        #expect(desk.core.disagreements == 0)
        #expect(desk.core.scoreDifferences == [0, 0])
    }

    @Test func `the exchange's own score, when it differs`() throws {
        var desk = try Desk()
        let day = MadeDay.regular(scores: (13_198_500_000_007, 14_219_999_999_990))
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        #expect(desk.core.report().exchangeDifferenceNanoseconds == 17)
        #expect(desk.core.scoreDifferences == [7, 10])
        #expect(desk.core.report(exchangeScore: [nil, nil]).exchangeDifferenceNanoseconds == nil)
    }

    @Test func `somebody else's quotes, fills and sessions are not the maker's`() throws {
        var day = MadeDay()
        day.phase(.continuous, contract: 0, at: 0)
        day.accept(1_000, 1_100, id: 1, participant: 2, at: 10)
        day.add(.sessionClosed, at: 20, participant: 2)
        day.add(.heartbeat, at: 60, participant: 0)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        #expect(desk.core.statistics.metNanoseconds == 0)
        #expect(desk.core.report().rules[0].causes == ["notStarted": 60 * Self.second])
    }

    @Test func `a dead risk and a lost link are told apart`() throws {
        var day = MadeDay()
        day.add(.sessionOpened, at: -10)
        day.phase(.continuous, contract: 0, at: 0)
        day.accept(1_000, 1_100, id: 1, at: 0)
        day.add(.sessionClosed, at: 10)
        day.leg(.legCancelled, .bid, 10, leaves: 0, id: 1, reason: .disconnect, at: 10)
        day.leg(.legCancelled, .ask, 10, leaves: 0, id: 1, reason: .disconnect, at: 10)
        day.add(.sessionOpened, at: 30)
        day.add(.sessionClosed, at: 50)
        day.add(.sessionOpened, at: 60)
        day.add(.heartbeat, at: 70, participant: 0)
        day.decide(.started, at: -20)
        day.decide(.exchangeUp, at: -10)
        day.decide(.quoterUp, at: -5)
        day.decide(.started, at: 25)
        day.decide(.exchangeDown, at: 26)
        day.decide(.exchangeUp, at: 30)
        day.decide(.quoterUp, at: 35)
        day.decide(.exchangeDown, at: 48)
        day.decide(.exchangeUp, at: 60)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.decisions)
        try desk.tell(day.events)
        #expect(
            desk.core.report().rules[0].causes == [
                "riskDown": 20 * Self.second, "quoterDown": 5 * Self.second,
                "awaitingQuote": (13 + 10) * Self.second, "linkDown": 12 * Self.second,
            ])
    }

    @Test(arguments: [(Int64(0), Int64(40), Int64(40)), (1, 40, 40), (2, 0, 40)])
    func `a kill's scope`(code: Int64, first: Int64, second: Int64) throws {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.add(.heartbeat, at: 60, participant: 0)
        day.decide(.quoterUp, at: -5)
        day.decide(.killed, value: code, limit: code == 2 ? 1 : 0, at: 10)
        day.decide(.released, value: code, limit: code == 2 ? 1 : 0, at: 50)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        let rows = desk.core.report().rules
        #expect(rows[0].causes?["kill", default: 0] == first * Self.second)
        #expect(rows[1].causes?["kill", default: 0] == second * Self.second)
    }

    @Test func `one of two quoters going down is not a house without quoters`() throws {
        var day = MadeDay()
        day.phase(.continuous, contract: 0, at: 0)
        day.accept(1_000, 1_100, id: 1, at: 0)
        day.withdraw(id: 1, at: 10)
        day.add(.heartbeat, at: 60, participant: 0)
        day.decide(.quoterUp, value: 1, at: -5)
        day.decide(.quoterUp, value: 2, at: -5)
        day.decide(.quoterDown, value: 2, at: 20)
        day.decide(.quoterDown, value: 1, at: 40)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        #expect(
            desk.core.report().rules[0].causes == [
                "awaitingQuote": 30 * Self.second, "quoterDown": 20 * Self.second,
            ])
    }

    @Test func `live figures and lag`() throws {
        let day = MadeDay.regular()
        var desk = try Desk()
        try desk.start()
        #expect(desk.core.statistics == TrackerStatistics())
        try desk.tellDirectory()
        try desk.tell(Array(day.events[..<6]), ExchangeEvents(tail: 9))
        var live = desk.core.statistics
        #expect(live.lagEvents == 3)
        #expect(live.elapsedNanoseconds == 20 * Self.second)
        #expect(live.metNanoseconds == 10 * Self.second)
        #expect(live.coverage == [Ratio(1, 2)])
        #expect(live.obligedContracts == 2)
        #expect(live.contractsMeetingBar == 1)
        try desk.tell(Array(day.events[6..<9]), ExchangeEvents(tail: 9, watermark: Desk.at(100)))
        live = desk.core.statistics
        #expect(live.lagEvents == 0)
        #expect(live.elapsedNanoseconds == 200 * Self.second)
        #expect(live.metNanoseconds == 190 * Self.second)
        #expect(live.contractsMeetingBar == 2)
    }

    @Test func `explained intervals fill the day and carry the acknowledgement`() throws {
        let day = MadeDay.regular()
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        let stretches = desk.core.explainedIntervals(of: ContractIndex(0))
        #expect(stretches.first?.start == Desk.at(0))
        #expect(stretches.last?.end == Desk.at(19_620))
        for (one, next) in zip(stretches, stretches.dropFirst()) {
            #expect(one.end == next.start || next.start == Desk.at(12_600))
        }
        #expect(stretches[1].interval.evidence == QuoteEvidence(quote: QuoteID(1), logSequence: 6))
        #expect(stretches[1].cause == nil)
        #expect(desk.core.explainedIntervals(of: ContractIndex(9)).isEmpty)
    }
}
