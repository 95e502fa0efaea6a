import Market
import Obligations
import TestSupport
import Testing
import Tracker
import Wire

/// Whole days as the exchange's log should not tell them.
@Suite(.rule("C3.8"))
struct `The tracker and a bad day` {
    private static let session: Int64 = 14_220_000_000_000

    @Test(.rule("PEER-08"))
    func `a cancel that got lost stops the count: nothing behind the hole is met`() throws {
        let day = MadeDay.regular()
        let lost = try #require(day.events.firstIndex { $0.kind == .legCancelled })
        var desk = try Desk()
        try desk.start()
        try desk.tellDirectory()
        try desk.tell(Array(day.events[..<lost]))
        try desk.tell(Array(day.events[(lost + 1)...]))
        #expect(desk.asked == [.init(channel: .eventLog, from: UInt64(lost + 1))])
        // The last event before the hole was the quote of second 101.5: that is as far as anything is known.
        #expect(desk.core.knownUntil == Desk.at(101.5))
        desk.core.declareEventsGone()
        let found = try #require(desk.core.report().rules[0].times)
        #expect(found.session == Self.session)
        #expect(found.unknown == Self.session - 101_500_000_000)
        #expect(found.met <= 101_500_000_000)
    }

    @Test(.rule("PEER-08"), arguments: [0, 3, 7, 12, 20])
    func `a tracker that starts again comes to the same figures`(restart: Int) throws {
        let day = MadeDay.regular()
        var whole = try Desk()
        try whole.tellDirectory()
        try whole.tell(day.events)
        try whole.tell(day.decisions)
        var second = try Desk()
        try second.start()
        try second.tellDirectory()
        try second.tell(Array(day.events[..<restart]))
        try second.send(Started(isRestart: 1), on: .shell)
        try second.tell(Array(day.events[restart...]))
        try second.tell(day.decisions)
        #expect(second.core.report() == whole.core.report())
    }

    @Test func `a journal that stops in mid-session leaves the rest unknown, not left out`() throws
    {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.accept(1_000, 1_100, id: 1, at: 0)
        day.add(.heartbeat, at: 3_600, participant: 0)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        // So far it looks perfect; as the record of a day it is a quarter of one.
        #expect(desk.core.report().rules[0].value == Ratio(3_600_000_000_000, 3_600_000_000_000))
        desk.core.declareEventsGone()
        let row = desk.core.report().rules[0]
        #expect(row.times?.session == Self.session)
        #expect(row.times?.unknown == Self.session - 3_600_000_000_000)
        #expect(row.value == Ratio(3_600_000_000_000, Self.session))
        #expect(row.best == Ratio(Self.session, Self.session))
        #expect(row.pass == false)
    }

    @Test func `declared gone after its end, a whole day is what it was`() throws {
        let day = MadeDay.regular()
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        try desk.tell(day.decisions)
        let before = desk.core.report()
        desk.core.declareEventsGone()
        desk.core.declareEventsGone()
        #expect(desk.core.report() == before)
        #expect(desk.core.statistics.timesMovedUp == 0)
    }

    @Test func `a day with no data at all has no rows, or unknown ones`() throws {
        var silent = try Desk()
        silent.core.declareEventsGone()
        #expect(silent.core.report().rules.isEmpty)
        var listed = try Desk()
        try listed.tellDirectory()
        listed.core.declareEventsGone()
        let rows = listed.core.report().rules
        for row in rows.prefix(2) {
            #expect(row.times?.unknown == Self.session)
            #expect(row.value == Ratio(0, Self.session))
            #expect(row.pass == false)
        }
    }

    @Test func `halted from morning to close is no obligation and never 100 per cent`() throws {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.halted, contract: contract, at: -900) }
        day.accept(1_000, 1_100, id: 1, at: 10)
        day.add(.dayEnded, at: 19_860, participant: 0)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        let rows = desk.core.report().rules
        #expect(rows.map(\.pass) == [nil, nil, nil, nil])
        #expect(rows.allSatisfy { $0.value.den == 0 })
        #expect(rows[0].times?.exempt == Self.session)
    }

    @Test func `a contract listed at eleven owes nothing before eleven`() throws {
        var day = MadeDay()
        day.phase(.continuous, contract: 0, at: 0)
        day.phase(.continuous, contract: 1, at: 5_400)
        day.accept(1_000, 1_100, id: 1, contract: 1, at: 5_400)
        day.add(.dayEnded, at: 19_860, participant: 0)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        let found = try #require(desk.core.report().rules[1].times)
        #expect(found.exempt == 5_400_000_000_000)
        #expect(found.met == Self.session - 5_400_000_000_000)
        #expect(found.notMet == 0)
    }

    @Test func `an exemption told behind its time is moved up, counted, and adds up`() throws {
        var day = MadeDay()
        for contract in 0..<2 { day.phase(.continuous, contract: contract, at: 0) }
        day.add(.heartbeat, at: 100, participant: 0)
        day.accept(1_000, 1_500, id: 1, at: 100)
        day.phase(.halted, contract: 0, at: 40)
        day.phase(.continuous, contract: 0, at: 160)
        day.add(.dayEnded, at: 19_860, participant: 0)
        var desk = try Desk()
        try desk.tellDirectory()
        try desk.tell(day.events)
        #expect(desk.core.statistics.timesMovedUp == 1)
        let found = try #require(desk.core.report().rules[0].times)
        #expect(found.exempt == 60_000_000_000)
        #expect(found.met + found.notMet + found.exempt + found.unknown == Self.session)
    }
}
