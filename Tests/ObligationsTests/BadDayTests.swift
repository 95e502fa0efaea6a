import Market
import Obligations
import TestSupport
import Testing

/// Days as they should not be: no figure may get better by what is missing.
@Suite(.rule("C3.8"))
struct `Days as they should not be` {
    private static let session = s(14_220)

    private func finished(_ stage: Stage) -> ObligationReport {
        var stage = stage
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        return stage.ledger.report(causes: stage.causes)
    }

    private func empty(contracts: Int = 1) throws -> Stage {
        try Stage(unheard: Stage.directory(contracts: contracts))
    }

    @Test func `a contract listed at eleven owes nothing before eleven`() throws {
        var stage = try empty(contracts: 2)
        stage.phase(.continuous, contract: 0, at: 0)
        stage.phase(.continuous, contract: 1, at: 5_400)
        stage.quote(1_000, 1_100, contract: 1, at: 5_410)
        let rows = finished(stage).rules
        #expect(rows[1].times?.exempt == s(5_400))
        #expect(rows[1].times?.notMet == s(10))
        #expect(rows[1].times?.met == Self.session - s(5_410))
        #expect(rows[1].value == Ratio(Self.session - s(5_410), Self.session - s(5_400)))
        #expect(rows[1].causes == ["notStarted": s(10)])
        // Its neighbour was listed all day and never quoted.
        #expect(rows[0].times?.notMet == Self.session)
        #expect(rows[0].pass == false)
    }

    @Test func `a contract nobody ever spoke of is not met, not exempt`() throws {
        let row = finished(try empty()).rules[0]
        #expect(row.times?.notMet == Self.session)
        #expect(row.value == Ratio(0, Self.session))
        #expect(row.pass == false)
    }

    @Test func `a late first word does not excuse a quote that stood before it`() throws {
        var stage = try empty()
        stage.quote(1_000, 1_100, at: 0)
        stage.noQuote(.withdrawn, at: 60)
        stage.phase(.continuous, at: 120)
        let row = finished(stage).rules[0]
        #expect(row.times?.exempt == 0)
        #expect(row.times?.met == s(60))
    }

    @Test func `halted all day is no obligation, in every row`() throws {
        var stage = try Stage(contracts: 2)
        for contract in 0..<2 { stage.phase(.halted, contract: contract, at: 0) }
        stage.quote(1_000, 1_100, at: 10)
        let rows = finished(stage).rules
        #expect(rows.map(\.pass) == [nil, nil, nil, nil])
        #expect(rows.allSatisfy { $0.value.den == 0 && $0.best.den == 0 })
        #expect(rows[0].times?.exempt == Self.session)
    }

    @Test func `a record with no data at all is unknown, and passes nothing`() throws {
        var stage = try empty(contracts: 2)
        stage.ledger.finish(at: SessionTime(nanoseconds: 0))
        let rows = stage.ledger.report(causes: stage.causes).rules
        for row in rows.prefix(2) {
            #expect(row.times?.unknown == Self.session)
            #expect(row.times?.session == Self.session)
            #expect(row.value == Ratio(0, Self.session))
            #expect(row.pass == false)
        }
        #expect(rows[2].value == Ratio(0, 2))
        #expect(rows[2].pass == false)
        // Nobody asked: no verdict.
        #expect(rows[3].pass == nil)
    }

    @Test func `an exemption told late starts when it was told, and says so`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_500, at: 0)
        stage.market(bid: 900, ask: 1_600, at: 100)
        stage.phase(.halted, at: 40)
        stage.phase(.continuous, at: 160)
        #expect(stage.ledger.timesMovedUp == 1)
        let totals = stage.totals(until: 200)
        #expect(totals.exemptNanoseconds == s(60))
        #expect(totals.notMetNanoseconds == s(140))
        #expect(totals.sessionNanoseconds == s(200))
    }

    @Test func `the same word twice changes nothing`() throws {
        var once = try Stage()
        var twice = try Stage()
        for repeats in [1, 2] {
            var stage = repeats == 1 ? once : twice
            for _ in 0..<repeats { stage.phase(.halted, at: 50) }
            for _ in 0..<repeats { stage.phase(.continuous, at: 60) }
            for _ in 0..<repeats { stage.request(7, at: 70) }
            for _ in 0..<repeats { stage.quote(1_000, 1_100, answering: 7, at: 80) }
            for _ in 0..<repeats { stage.noQuote(.withdrawn, at: 130) }
            if repeats == 1 { once = stage } else { twice = stage }
        }
        let (first, second) = (finished(once), finished(twice))
        #expect(first == second)
        #expect(first.rules[2].requests?.answered == 1)
    }

    @Test func `a hole over an exemption leaves both their time`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_100, at: 0)
        stage.phase(.halted, at: 100)
        stage.ledger.streamInterrupted(at: Stage.at(150))
        stage.phase(.continuous, at: 180)
        stage.ledger.streamResumed(at: Stage.at(200))
        let totals = stage.totals(until: 300)
        #expect(totals.metNanoseconds == s(200))
        #expect(totals.exemptNanoseconds == s(50))
        #expect(totals.unknownNanoseconds == s(50))
    }
}
