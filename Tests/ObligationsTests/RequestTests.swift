import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("SSE-MM-06"))
struct `Requests for quote` {
    @Test(arguments: [
        (30.0, RequestOutcome.answered), (30.001, .late), (29.999, .answered),
    ])
    func `an answer counts up to the limit, inclusive`(latency: Double, outcome: RequestOutcome)
        throws
    {
        var stage = try Stage()
        stage.request(1, at: 0)
        stage.quote(1_000, 1_100, answering: 1, at: latency)
        #expect(stage.outcome(of: 1, at: 100) == outcome)
    }

    @Test(arguments: [(39.999, RequestOutcome.heldShort), (40.0, .answered)])
    func `the answer is held from its acceptance`(until: Double, outcome: RequestOutcome) throws {
        var stage = try Stage()
        stage.request(1, at: 0)
        stage.quote(1_000, 1_100, answering: 1, at: 10)
        stage.noQuote(.withdrawn, at: until)
        #expect(stage.outcome(of: 1, at: 100) == outcome)
    }

    @Test func `nothing is decided before its time`() throws {
        var stage = try Stage()
        stage.request(1, at: 0)
        #expect(stage.outcome(of: 1, at: 30) == .pending)
        #expect(stage.outcome(of: 1, at: 30.001) == .missed)
        stage.quote(1_000, 1_100, answering: 1, at: 20)
        #expect(stage.outcome(of: 1, at: 49.999) == .pending)
        #expect(stage.outcome(of: 1, at: 50) == .answered)
    }

    @Test func `a resting quote answers only where the rule says so`() throws {
        for (edit, outcome) in [("false", RequestOutcome.missed), ("true", .answered)] {
            var stage = try Stage([
                ("restingQuoteCounts: false", "restingQuoteCounts: \(edit)")
            ])
            stage.quote(1_000, 1_100, at: 0)
            stage.request(1, at: 5)
            #expect(stage.outcome(of: 1, at: 100) == outcome)
        }
    }

    @Test func `a valid successor keeps the answer alive unless the rule ends it`() throws {
        for (edit, outcome) in [("false", RequestOutcome.answered), ("true", .heldShort)] {
            var stage = try Stage([("replacementEndsHold: false", "replacementEndsHold: \(edit)")])
            stage.request(1, at: 0)
            stage.quote(1_000, 1_100, answering: 1, at: 10)
            stage.quote(1_005, 1_105, at: 20)
            #expect(stage.outcome(of: 1, at: 100) == outcome)
        }
    }

    @Test func `an answer that does not count is no answer, a second one in time is`() throws {
        var stage = try Stage(contracts: 2)
        stage.request(1, at: 0)
        stage.request(2, contract: 1, at: 0)
        stage.quote(1_000, 1_500, answering: 1, at: 5)
        stage.quote(1_000, 1_500, answering: 2, contract: 1, at: 5)
        stage.quote(1_000, 1_100, answering: 2, contract: 1, at: 29)
        #expect(stage.outcome(of: 1, at: 100) == .invalidResponse)
        #expect(stage.outcome(of: 2, at: 100) == .answered)
    }

    @Test func `an answer for another contract, unknown or repeated number changes nothing`() throws
    {
        var stage = try Stage(contracts: 2)
        stage.request(1, at: 0)
        stage.request(1, contract: 1, at: 1)
        stage.quote(1_000, 1_100, answering: 1, contract: 1, at: 2)
        stage.quote(1_000, 1_100, answering: 99, at: 3)
        #expect(stage.outcome(of: 1, at: 100) == .missed)
        #expect(stage.ledger.requests(at: Stage.at(100)).count == 1)
    }

    @Test func `a request in a halt, at a price limit or after the close is not counted`() throws {
        var stage = try Stage(contracts: 3)
        stage.phase(.halted, contract: 0, at: 0)
        stage.market(bid: 4_500, ask: 0, contract: 1, at: 0)
        stage.request(1, contract: 0, at: 1)
        stage.request(2, contract: 1, at: 1)
        stage.request(3, contract: 2, at: 7_200)
        for id: UInt64 in 1...3 {
            #expect(stage.outcome(of: id, at: 7_300) == .inadmissiblePhase)
        }
        let row = stage.ledger.report(causes: stage.causes, at: Stage.at(7_300)).rules.last
        #expect(row?.requests?.inadmissible == 3)
        #expect(row?.pass == nil)
    }

    @Test func `the interval between requests, where a venue has one`() throws {
        var stage = try Stage([("intervalMsMin: 0", "intervalMsMin: 60000")])
        stage.request(1, at: 0)
        stage.request(2, at: 59.999)
        stage.request(3, at: 119.999)
        #expect(stage.outcome(of: 1, at: 300) == .missed)
        #expect(stage.outcome(of: 2, at: 300) == .inadmissibleInterval)
        #expect(stage.outcome(of: 3, at: 300) == .missed)
    }

    @Test func `the end of the phase releases a hold and excuses an open request`() throws {
        var stage = try Stage(contracts: 2)
        stage.request(1, contract: 0, at: 7_180)
        stage.request(2, contract: 1, at: 7_180)
        stage.quote(1_000, 1_100, answering: 1, contract: 0, at: 7_190)
        #expect(stage.outcome(of: 1, at: 7_300) == .answered)
        #expect(stage.outcome(of: 2, at: 7_300) == .phaseEnded)
    }

    @Test func `a halt inside the hold releases it`() throws {
        var stage = try Stage()
        stage.request(1, at: 0)
        stage.quote(1_000, 1_100, answering: 1, at: 10)
        stage.phase(.halted, at: 15)
        stage.noQuote(.cancelledByExchange, at: 16)
        #expect(stage.outcome(of: 1, at: 100) == .answered)
    }

    @Test func `a hole in the record makes the outcome unknown`() throws {
        var stage = try Stage()
        stage.request(1, at: 0)
        stage.ledger.streamInterrupted(at: Stage.at(5))
        stage.ledger.streamResumed(at: Stage.at(6))
        #expect(stage.outcome(of: 1, at: 100) == .unknown)
        let row = stage.ledger.report(causes: stage.causes, at: Stage.at(100)).rules.last
        #expect(row?.value == Ratio(0, 1))
        #expect(row?.best == Ratio(1, 1))
    }
}
