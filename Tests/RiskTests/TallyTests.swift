import Market
import Risk
import TestSupport
import Testing
import Wire

@Suite(.rule("I3.15", "I3.16", "P28", "F39", "H28"))
struct `The exchange's own tally` {
    /// Two quotes rest, 3 contracts of the first were bought.
    private func desk(tallies: Int? = 1) throws -> RiskHarness {
        let desk = try RiskHarness.ready(
            terms: RiskTerms(reactions: ReactionTerms(talliesMax: tallies)),
            opening: [OpeningHolding(code: 10_000_001, long: 7, short: 0)])
        desk.stand(desk.entry(0))
        desk.stand(desk.entry(3))
        desk.report([desk.filled(0, .bid, 3, id: 1, execution: 1, leaves: 7)])
        return desk
    }

    @Test func `one that agrees says nothing, in one frame or in three`() throws {
        let desk = try desk()
        #expect(desk.tally([(0, 7, 10, 3), (3, 10, 10, 0)]).logged.isEmpty)
        #expect(desk.tally([(0, 7, 10, 3)], isLast: false).logged.isEmpty)
        #expect(desk.tally([], isLast: false).logged.isEmpty)
        #expect(desk.tally([(3, 10, 10, 0)]).logged.isEmpty)
        #expect(desk.send(desk.entry(1)).codes == [])
    }

    @Test func `a silent cancel is found, told, paused, and binds nothing any more`() throws {
        let desk = try desk()
        let heard = desk.tally([(0, 7, 10, 3)])
        #expect(
            heard.loggedKinds == [.tallyCorrected, .tallyCorrected, .exchangeAlarm, .paused])
        #expect(heard.logged[0].value == 10 && heard.logged[0].limit == 0)
        #expect(heard.logged[2].code == 5 && heard.logged[2].contract == ContractIndex(3))
        #expect(heard.logged[3].value == 2 && heard.logged[3].limit == 3)
        #expect(heard.told.map(\.entry.kind) == [.tallyCorrected, .tallyCorrected, .paused])
        #expect(desk.core.liveQuotes == 1)
        #expect(desk.send([desk.entry(3), desk.entry(0)]).codes == [.paused])
        #expect(desk.tally([(0, 7, 10, 3)]).logged.isEmpty, "the books agree again")
    }

    @Test func `a kill that waits for what the exchange took off in silence is confirmed by it`()
        throws
    {
        let desk = try desk()
        #expect(desk.command(.kill).outcomes == [.waiting])
        #expect(desk.tally([(0, 0, 0, 3)]).outcomes == [.confirmed])
    }

    @Test func `what the exchange has and we do not is taken off there`() throws {
        let desk = try desk()
        let heard = desk.tally([(0, 7, 10, 3), (1, 4, 0, 0), (3, 10, 10, 0)])
        #expect(heard.cancels.map(\.scopeCode) == [2] && heard.cancels.map(\.index) == [1])
        #expect(heard.loggedKinds == [.tallyCorrected, .exchangeAlarm, .paused])
    }

    @Test func `another position pauses, and the day's opening is no difference`() throws {
        let desk = try desk(tallies: 2)
        #expect(desk.tally([(0, 7, 10, 10), (3, 10, 10, 0)]).logged.isEmpty, "the twin: one")
        let second = desk.tally([(0, 7, 10, 10), (3, 10, 10, 0)])
        #expect(second.loggedKinds == [.exchangeAlarm, .paused])
        #expect(desk.command(.resume, scope: 2, index: 0).outcomes == [.accepted])
    }

    @Test func `one that is older than what we have heard, and one in disorder, are not believed`()
        throws
    {
        let desk = try desk()
        #expect(desk.tally([], tail: 1).logged.isEmpty)
        #expect(desk.tally([(3, 10, 10, 0), (0, 7, 10, 3)]).loggedKinds == [.frameRefused])
        #expect(desk.tally([(99, 1, 1, 0)]).logged.filter { $0.kind == .exchangeAlarm }.isEmpty)
        #expect(desk.core.malformedFrames == 2)
    }
}
