import Market
import Obligations
import TestSupport
import Testing

@Suite(.rule("ISSUE-3.8"))
struct `A day under other rules` {
    private func report(_ edits: [(String, String)] = []) throws -> ObligationReport {
        var stage = try Stage(edits, contracts: 3)
        stage.quote(1_000, 1_050, contract: 0, at: 0)
        stage.quote(1_000, 1_100, contract: 1, at: 0)
        stage.quote(1_000, 1_050, contract: 2, at: 0)
        stage.noQuote(.withdrawn, contract: 2, at: 14_000)
        stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        return stage.ledger.report(causes: stage.causes)
    }

    @Test func `verdicts that change come first, then by the size of the difference`() throws {
        let comparison = ObligationComparison(
            own: try report(),
            other: try report([
                ("inclusive: true", "inclusive: false"),
                ("presenceMin: 60/100", "presenceMin: 90/100"),
            ]))
        let changed = comparison.changes
        try #require(changed.count == 2)
        #expect(changed.map(\.subject) == ["510050C2112M03001", "510050"])
        #expect(changed[0].millionths == -1_000_000)
        #expect(
            changed[0].times
                == ObligationReport.Times(
                    session: 0, met: -s(14_220), notMet: s(14_220), exempt: 0, unknown: 0))
        #expect(changed[1].own?.value == Ratio(3, 3))
        #expect(changed[1].other?.value == Ratio(1, 3))
        #expect(comparison.rows.count == 5)
        #expect(comparison.rows.filter(\.differs).count == 2)
    }

    @Test func `the same rules change nothing`() throws {
        let comparison = ObligationComparison(own: try report(), other: try report())
        #expect(comparison.rows.allSatisfy { !$0.differs && !$0.changesVerdict })
        #expect(comparison.rows.map(\.own) == (try report()).rules.map(Optional.some))
    }

    @Test func `rules of another name are set beside the next of their kind`() throws {
        let comparison = ObligationComparison(
            own: try report(),
            other: try report([
                ("id: SSE-MM-02", "id: SZSE-1"), ("presence: SSE-MM-02", "presence: SZSE-1"),
            ]))
        #expect(comparison.rows.allSatisfy { $0.own != nil && $0.other != nil })
        #expect(comparison.rows.first { $0.own?.rule == "SSE-MM-02" }?.other?.rule == "SZSE-1")
    }

    @Test func `millionths are rounded down`() {
        #expect(Ratio(1, 3).millionths == 333_333)
        #expect(Ratio(-1, 3).millionths == -333_334)
        #expect(Ratio(.max, .max).millionths == 1_000_000)
        #expect(Ratio(0, 5).millionths == 0)
    }

    @Test func `no denominator has no millionths`() {
        #expect(Ratio(0, 0).millionths == nil)
    }
}

@Suite(.rule("ISSUE-3.4", "ISSUE-3.5"))
struct `Evidence of exempt time` {
    @Test func `an exempt interval names the event that began it, also after a hole`() throws {
        var stage = try Stage()
        let contract = ContractIndex(0)
        stage.ledger.phaseChanged(contract, to: .halted, logSequence: 41, at: Stage.at(10))
        stage.quote(1_000, 1_050, at: 12)
        stage.ledger.streamInterrupted(at: Stage.at(15))
        stage.ledger.streamResumed(at: Stage.at(18))
        stage.ledger.phaseChanged(contract, to: .continuous, logSequence: 55, at: Stage.at(20))
        let top = BookTop(
            bid: Price(ticks: 4_500), bidQuantity: Quantity(contracts: 1), ask: .zero,
            askQuantity: .zero)
        stage.ledger.marketChanged(
            contract, topWithoutMaker: top, logSequence: 77, at: Stage.at(30))
        let intervals = stage.ledger.intervals(of: contract, until: Stage.at(40))
        #expect(intervals.map(\.state) == [.notMet, .exempt, .unknown, .exempt, .met, .exempt])
        #expect(intervals.map(\.exemptionSequence) == [nil, 41, nil, 41, nil, 77])
        #expect(
            intervals.map(\.exemption) == [nil, "halted", nil, "halted", nil, "priceLimit"])
    }

    @Test func `one exemption that takes over from another is a new interval`() throws {
        var stage = try Stage()
        let contract = ContractIndex(0)
        let top = BookTop(
            bid: Price(ticks: 4_500), bidQuantity: Quantity(contracts: 1), ask: .zero,
            askQuantity: .zero)
        stage.ledger.marketChanged(contract, topWithoutMaker: top, logSequence: 7, at: Stage.at(5))
        stage.ledger.phaseChanged(contract, to: .halted, logSequence: 8, at: Stage.at(6))
        stage.ledger.phaseChanged(contract, to: .continuous, logSequence: 9, at: Stage.at(8))
        let intervals = stage.ledger.intervals(of: contract, until: Stage.at(10))
        #expect(intervals.map(\.exemption) == [nil, "priceLimit", "halted", "priceLimit"])
        #expect(intervals.map(\.exemptionSequence) == [nil, 7, 8, 7])
        #expect(intervals.reduce(0) { $0 + $1.length.nanoseconds } == s(10))
        #expect(stage.totals(until: 10).exemptNanoseconds == s(5))
    }

    @Test func `both treatments and both cases of a figure stand side by side`() throws {
        var stage = try Stage()
        stage.quote(1_000, 1_050, at: 0)
        stage.phase(.halted, at: 50)
        stage.phase(.continuous, at: 80)
        stage.noQuote(.withdrawn, at: 80)
        stage.ledger.streamInterrupted(at: Stage.at(90))
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(100))
        let treatments = try #require(report.rules[0].treatments)
        #expect(treatments.removed.worst == Ratio(s(50), s(70)))
        #expect(treatments.removed.best == Ratio(s(60), s(70)))
        #expect(treatments.deemed.worst == Ratio(s(80), s(100)))
        #expect(treatments.deemed.best == Ratio(s(90), s(100)))
        #expect(report.rules[0].value == treatments.removed.worst)
        #expect(report.rules[0].best == treatments.removed.best)
    }
}
