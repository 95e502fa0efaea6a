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

@Suite(.rule("C3.8"))
struct `The tracker and a bad stream` {
    private func wholeDay() throws -> ObligationReport {
        var desk = try Desk()
        let day = MadeDay.regular()
        try desk.tellDirectory()
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        return desk.core.report()
    }

    @Test func `a gap is never crossed: it is asked for from the hole, once`() throws {
        var desk = try Desk()
        let day = MadeDay.regular()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(Array(day.events[..<5]))
        try desk.tell(Array(day.events[6..<8]))
        #expect(desk.asked == [.init(channel: .eventLog, from: 6)])
        let before = desk.core.stateHash
        try desk.tell(Array(day.events[8..<9]))
        #expect(desk.asked == [])
        #expect(desk.core.statistics.lagEvents == 4)
        #expect(desk.core.knownUntil == Desk.at(0))
        #expect(before != 0)
        try desk.tell(Array(day.events[5...]))
        try desk.tell(day.decisions)
        #expect(desk.core.report() == (try wholeDay()))
    }

    @Test func `a hole that stays is asked for again after a while`() throws {
        var desk = try Desk()
        let day = MadeDay.regular()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(Array(day.events[1..<3]))
        #expect(desk.asked == [.init(channel: .eventLog, from: 1)])
        #expect(desk.core.nextDeadline == Desk.at(5))
        try desk.advance(to: 4)
        #expect(desk.asked == [])
        try desk.advance(to: 5)
        #expect(desk.asked == [.init(channel: .eventLog, from: 1)])
        #expect(desk.core.nextDeadline == Desk.at(10))
    }

    @Test func `one event a frame, duplicates, overlaps and disorder give the same report`() throws
    {
        let day = MadeDay.regular()
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        for index in day.events.indices {
            if index > 2 { try desk.tell(Array(day.events[(index - 3)..<index])) }
            if index + 2 < day.events.count { try desk.tell([day.events[index + 2]]) }
            try desk.tellDirectory()
            try desk.tell(Array(day.events[max(0, index - 1)...index]))
        }
        try desk.tell(day.decisions)
        try desk.tell(day.decisions)
        #expect(desk.core.isComplete)
        #expect(desk.core.report() == (try wholeDay()))
        #expect(desk.core.malformedFrames == 0)
    }

    @Test(arguments: [0, 1, 5, 11, 20])
    func `a restart in the middle gives the same report`(restart: Int) throws {
        let day = MadeDay.regular()
        var before = try Desk()
        try before.start()
        try before.tellDirectory()
        try before.tell(Array(day.events[..<restart]))
        // The new life replays its journal's input, then asks for the rest.
        var after = try Desk()
        try after.start()
        try after.tellDirectory()
        try after.tell(Array(day.events[..<restart]))
        #expect(after.core.stateHash == before.core.stateHash)
        try after.send(Started(isRestart: 1), on: .shell)
        #expect(
            after.asked == [
                .init(channel: .eventLog, from: UInt64(restart + 1)),
                .init(channel: .decisionLog, from: 1),
            ])
        try after.tell(Array(day.events[restart...]))
        try after.tell(day.decisions)
        #expect(after.core.report() == (try wholeDay()))
    }

    @Test func `joining late, with the whole log waiting, gives the same report`() throws {
        let day = MadeDay.regular()
        var desk = try Desk()
        try desk.tell(day.decisions)
        try desk.tell(Array(day.events[10...]))
        try desk.start()
        try desk.tellDirectory()
        #expect(desk.asked.contains(.init(channel: .decisionLog, from: 1)))
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        #expect(desk.core.report() == (try wholeDay()))
    }

    @Test func `a session that opens again is asked from where we are`() throws {
        let day = MadeDay.regular()
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(Array(day.events[..<5]))
        try desk.send(SessionEvent(change: .opened), on: .eventLog)
        #expect(desk.asked == [.init(channel: .eventLog, from: 6)])
        try desk.send(SessionEvent(change: .closed), on: .eventLog)
        #expect(desk.asked == [])
    }

    /// One field made impossible; the accepted twin is the untouched day.
    static let poisons: [@Sendable (inout ExchangeEvents.Entry) -> Void] = [
        { $0.kind = ExchangeEventKind(rawValue: 99) },
        { $0.kind = ExchangeEventKind(rawValue: 0) },
        { $0.time = SessionTime(nanoseconds: -1) },
        { $0.time = SessionTime(nanoseconds: .max) },
        { $0.quantity = Quantity(contracts: -1) },
        { $0.leaves = Quantity(contracts: .min) },
        { $0.bidQuantity = Quantity(contracts: -5) },
        { $0.sequence = 0 },
        { $0.sequence = .max },
        { $0.sequence = 12 },
        {
            $0.kind = .phaseChanged
            $0.reasonCode = 200
        },
        {
            $0.kind = .legFilled
            $0.sideCode = 3
        },
        {
            $0.kind = .makerScore
            $0.executionID = .max
        },
    ]

    @Test(arguments: poisons.indices)
    func `a frame with an impossible entry is refused whole and counted`(index: Int) throws {
        let day = MadeDay.regular()
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(Array(day.events[..<5]))
        var bad = Array(day.events[5..<8])
        Self.poisons[index](&bad[1])
        try desk.tell(bad, ExchangeEvents(tail: 8))
        #expect(desk.core.malformedFrames == 1)
        #expect(desk.core.knownUntil == Desk.at(0))
        #expect(desk.asked == [.init(channel: .eventLog, from: 6)])
        try desk.tell(Array(day.events[5...]))
        try desk.tell(day.decisions)
        #expect(desk.core.report() == (try wholeDay()))
    }

    @Test func `a risk decision of a kind nobody knows is refused and counted`() throws {
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        var day = MadeDay()
        day.decide(RiskDecisionKind(rawValue: 18), at: 0)
        try desk.tell(day.decisions)
        #expect(desk.core.malformedFrames == 1)
        #expect(desk.asked == [.init(channel: .decisionLog, from: 1)])
    }

    @Test func `an unknown contract is counted and everything else goes on`() throws {
        var day = MadeDay()
        day.phase(.continuous, contract: 0, at: 0)
        day.accept(1_000, 1_100, id: 1, contract: 77, at: 5)
        day.leg(.legFilled, .bid, 1, leaves: 9, id: 1, contract: 77, at: 6)
        day.accept(1_000, 1_100, id: 2, at: 10)
        day.add(.heartbeat, at: 60, participant: 0)
        day.decide(.refused, code: 1, contract: 4_000_000, at: 7)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        #expect(desk.core.statistics.unknownInstruments == 1)
        #expect(desk.core.strayLegEvents == 1)
        #expect(desk.core.statistics.metNanoseconds == 50_000_000_000)
    }

    @Test func `time that steps back is moved up and counted; the classes still add up`() throws {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.accept(1_000, 1_100, id: 1, at: 30)
        day.withdraw(id: 1, at: 20)
        day.add(.heartbeat, at: 60, participant: 0)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        #expect(desk.core.statistics.timesMovedUp == 2)
        #expect(desk.core.statistics.metNanoseconds == 0)
        #expect(desk.core.statistics.elapsedNanoseconds == 120_000_000_000)
    }

    @Test func `another day's directory is refused`() throws {
        let other = try Desk.directory(contracts: 3)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tellDirectory(other)
        #expect(desk.core.malformedFrames == 1)
        #expect(desk.core.directory?.contracts.count == 2)
    }

    @Test func `a log that is final without a day end leaves the rest unknown`() throws {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.accept(1_000, 1_100, id: 1, at: 0)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(
            day.events, ExchangeEvents(tail: 3, watermark: Desk.at(100), isComplete: 1))
        let times = desk.core.report().rules[0].times
        #expect(times?.met == 100_000_000_000)
        #expect(times?.unknown == 14_120_000_000_000)
    }

    @Test func `risk's log is waited for, then declared gone`() throws {
        var desk = try Desk()
        let day = MadeDay.regular()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(day.events)
        #expect(!desk.core.isComplete)
        #expect(desk.core.nextDeadline == Desk.at(120))
        try desk.advance(to: 119)
        #expect(!desk.core.isComplete)
        try desk.advance(to: 120)
        #expect(desk.core.isComplete)
        #expect(desk.core.report().rules[0].times?.met == 13_198_500_000_000)
    }
}
