import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("P28", "P27.2d", "F39"))
struct `What the exchange does to us` {
    private func desk(_ reactions: ReactionTerms) throws -> RiskHarness {
        try RiskHarness.ready(terms: RiskTerms(reactions: reactions))
    }

    private func alarms(_ heard: Heard) -> [RiskDecisions.Entry] {
        heard.logged.filter { $0.kind == .exchangeAlarm }
    }

    /// One quote sent and rejected.
    private func rejected(
        _ desk: RiskHarness, _ contract: Int, for reason: RejectReason = .exchangeBusy
    ) -> Heard {
        let entry = desk.entry(contract)
        desk.send(entry)
        return desk.reject(entry, for: reason)
    }

    // MARK: rejections

    @Test func `so many rejections pause what they concern, one fewer does not`() throws {
        let desk = try desk(ReactionTerms(rejectionsMax: 3, window: .seconds(1)))
        #expect(rejected(desk, 0).logged.isEmpty)
        #expect(rejected(desk, 1).logged.isEmpty)
        #expect(desk.send(desk.entry(2)).codes == [], "the twin: two are no storm")
        let storm = rejected(desk, 2)
        #expect(storm.loggedKinds == [.exchangeAlarm, .paused])
        #expect(storm.logged[0].code == 1 && storm.logged[0].value == 3)
        #expect(storm.logged[1].value == 1 && storm.logged[1].limit == 0, "underlying 0")
        #expect(storm.told.map(\.entry.kind) == [.paused])
        #expect(desk.send([desk.entry(0), desk.entry(3)]).codes == [.paused])
        #expect(desk.send(desk.withdrawal(0)).codes == [], "withdrawals pass")
        #expect(desk.command(.resume, scope: 1, index: 0).outcomes == [.accepted])
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    @Test(arguments: [
        ([0, 0, 0], UInt8(2), UInt32(0)), ([0, 1, 0], 1, 0), ([3, 4, 3], 1, 1), ([0, 3, 4], 0, 0),
    ])
    func `the narrowest scope that holds them all`(
        contracts: [Int], scope: UInt8, index: UInt32
    ) throws {
        let desk = try desk(ReactionTerms(rejectionsMax: 3, window: .seconds(1)))
        var heard = Heard()
        for contract in contracts { heard = rejected(desk, contract) }
        let pause = try #require(heard.logged.last)
        #expect(pause.kind == .paused)
        #expect(pause.value == Int64(scope) && pause.limit == Int64(index))
    }

    @Test(arguments: [(Int64(999), true), (1_000, false)])
    func `they count within the window`(milliseconds: Int64, isStorm: Bool) throws {
        let desk = try desk(ReactionTerms(rejectionsMax: 2, window: .seconds(1)))
        #expect(alarms(rejected(desk, 0)).isEmpty)
        desk.now = desk.now + .milliseconds(milliseconds)
        #expect(alarms(rejected(desk, 0)).count == (isStorm ? 1 : 0))
    }

    @Test func `a phase's rejections are no sign`() throws {
        let desk = try desk(ReactionTerms(rejectionsMax: 1))
        #expect(rejected(desk, 0, for: .phaseForbids).logged.isEmpty)
        #expect(alarms(rejected(desk, 0)).count == 1)
    }

    // MARK: silence

    @Test func `an instruction unanswered for too long pauses everything, one answered does not`()
        throws
    {
        let desk = try desk(ReactionTerms(unacknowledgedAfter: .seconds(2)))
        let first = desk.entry(0)
        desk.send(first)
        desk.wait(milliseconds: 500)
        desk.send(desk.entry(1))
        desk.wait(milliseconds: 1_499)
        desk.accept(first)
        #expect(desk.wait(milliseconds: 500).logged.isEmpty, "the twin: 1.999 s")
        let silent = desk.wait(milliseconds: 1)
        #expect(silent.loggedKinds == [.exchangeAlarm, .paused])
        #expect(silent.logged[0].code == 2 && silent.logged[0].value == 2_000_000_000)
        #expect(silent.logged[0].contract == ContractIndex(1))
        #expect(silent.logged[1].value == 0)
        #expect(desk.wait(milliseconds: 60_000).logged.isEmpty, "told once")
        #expect(desk.send(desk.entry(2)).codes == [.paused])
    }

    @Test func `silence of a link that is down is the link's`() throws {
        let desk = try desk(ReactionTerms(unacknowledgedAfter: .seconds(2)))
        desk.send(desk.entry(0))
        desk.exchange(.closed)
        #expect(alarms(desk.wait(milliseconds: 5_000)).isEmpty)
    }

    // MARK: doubt

    @Test(arguments: [(Int64(4_999), false), (5_000, true)])
    func `what stays in doubt after a link break pauses everything`(
        milliseconds: Int64, isTold: Bool
    ) throws {
        let desk = try desk(ReactionTerms(unresolvedAfter: .seconds(5)))
        desk.send(desk.entry(0))
        desk.exchange(.closed)
        desk.wait(milliseconds: 60_000)
        desk.exchange(.opened)
        let heard = desk.wait(milliseconds: milliseconds)
        #expect(alarms(heard).map(\.code) == (isTold ? [3] : []))
        #expect(heard.loggedKinds.contains(.paused) == isTold)
    }

    @Test func `what the exchange's word has resolved is in doubt no longer`() throws {
        let desk = try desk(ReactionTerms(unresolvedAfter: .seconds(5)))
        let entry = desk.entry(0)
        desk.send(entry)
        desk.exchange(.closed)
        desk.exchange(.opened)
        desk.report([desk.acceptance(entry)], inSession: false)
        #expect(alarms(desk.wait(milliseconds: 60_000)).isEmpty)
    }

    // MARK: reports nobody asked for

    @Test func `fills without an order pause the contract at the threshold`() throws {
        let desk = try desk(ReactionTerms(unexpectedReportsMax: 2))
        let first = desk.report([desk.filled(0, .bid, 1, id: 77, execution: 1)])
        #expect(first.loggedKinds == [.unexpectedReport], "the twin")
        let second = desk.report([desk.filled(0, .bid, 1, id: 78, execution: 2)])
        #expect(second.loggedKinds == [.unexpectedReport, .exchangeAlarm, .paused])
        #expect(second.logged[1].code == 4 && second.logged[2].value == 2)
        #expect(desk.send([desk.entry(0), desk.entry(1)]).codes == [.paused])
    }

    @Test
    func `before the day's list what everybody is told again alarms nobody, a fill of ours does`()
        throws
    {
        let desk = try RiskHarness(
            terms: RiskTerms(reactions: ReactionTerms(unexpectedReportsMax: 2)))
        desk.exchange(.opened)
        let told: [ExchangeEventKind] = [.requestForQuote, .requestExpired, .requestForQuote]
        let heard = desk.report(
            told.map { ExchangeEvents.Entry(kind: $0, contract: ContractIndex(1)) })
        #expect(heard.logged.isEmpty)
        #expect(desk.core.counters.unexpectedReports == 0)
        let fill = desk.report([desk.filled(0, .bid, 1, id: 77, execution: 1)])
        #expect(fill.loggedKinds == [.unexpectedReport])
        desk.instruments()
        desk.quoter(1, .opened)
        desk.phase(.continuous)
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    // MARK: all of it

    @Test func `without thresholds nothing is held, and a restart remembers the signs`() throws {
        let calm = try desk(ReactionTerms())
        for _ in 0..<50 { #expect(rejected(calm, 0).logged.isEmpty) }
        let terms = RiskTerms(reactions: ReactionTerms(rejectionsMax: 2))
        let desk = try RiskHarness.ready(terms: terms)
        #expect(alarms(rejected(desk, 0)).isEmpty)
        let again = try RiskHarness(terms: terms)
        for input in desk.tape { _ = again.replay(input) }
        #expect(again.core.stateHash == desk.core.stateHash)
    }
}

@Suite(.rule("P22", "P24", "P27.3a"))
struct `A kill's timeline` {
    @Test func `each contract is cleared at the exchange's own time, and the count falls`() throws {
        let desk = try RiskHarness.ready()
        for contract in 0..<3 { desk.stand(desk.entry(contract)) }
        let killed = desk.command(.kill)
        #expect(killed.outcomes == [.waiting] && killed.replies[0].liveBefore == 3)
        desk.now = desk.now + .milliseconds(7)
        let legs = { (contract: Int) in
            Side.allCases.map { desk.cancelled(contract, $0, 10, id: UInt64(contract + 1)) }
        }
        let time = desk.now
        let first = desk.report(legs(0) + legs(2))
        #expect(first.outcomes == [] && first.progress.count == 1)
        #expect(first.progress[0].head.left == 1 && first.progress[0].head.at == time)
        #expect(first.progress[0].entries.map(\.contract) == [ContractIndex(0), ContractIndex(2)])
        #expect(first.progress[0].entries.allSatisfy { $0.time == time })
        let last = desk.report(legs(1))
        #expect(last.progress.map(\.head.left) == [0] && last.outcomes == [.confirmed])
        #expect(last.replies[0].liveBefore == 3 && last.replies[0].liveQuotes == 0)
    }

    @Test(arguments: [
        ControlCause.forceMajeure, .technicalFailure, .unexpectedEvent, .humanError,
    ])
    func `a kill's cause is on record, without one there is none`(cause: ControlCause) throws {
        let desk = try RiskHarness.ready()
        #expect(desk.command(.halt).loggedKinds == [.stateChanged])
        let heard = desk.command(.kill, scope: 1, index: 1, cause: cause)
        #expect(heard.loggedKinds == [.killed, .commandCause])
        #expect(heard.logged[1].code == cause.rawValue)
        #expect(heard.logged[1].value == 1 && heard.logged[1].limit == 1)
    }
}
