import Market
import Obligations
import TestSupport
import Testing

/// Hand-computed examples; the figures are the point.
@Suite(.rule("SSE-MM-02", "SSE-MM-03", "SSE-MM-04", "C3.8"))
struct `Worked examples of presence` {
    /// Boundary spread, partial fill, exemption, sampling: one minute of a near-month contract.
    private func firstExample(_ edits: [(String, String)] = []) throws -> PresenceTotals {
        var stage = try Stage(edits)
        stage.quote(1_000, 1_100, at: 5)
        stage.quote(1_000, 1_100, sizes: (10, 7), .filled, at: 20)
        stage.quote(1_000, 1_090, at: 22.5)
        stage.quote(1_000, 1_101, at: 35)
        stage.phase(.volatilityInterruption, at: 40)
        stage.phase(.continuous, at: 50)
        stage.quote(480, 730, at: 52)
        return stage.totals(until: 60)
    }

    @Test func `W1: time weighted, a spread of exactly the maximum counts`() throws {
        let totals = try firstExample()
        #expect(totals.metNanoseconds == ms(35_500))
        #expect(totals.notMetNanoseconds == ms(14_500))
        #expect(totals.exemptNanoseconds == s(10))
        #expect(totals.unknownNanoseconds == 0)
        #expect(totals.timeWeighted() == Ratio(ms(35_500), s(50)))
    }

    @Test func `W1: sampled at whole seconds, exactly at the bar passes`() throws {
        let sampled = try firstExample().sampled()
        #expect(sampled == Ratio(35, 50))
        #expect(sampled.isAtLeast(Ratio(70, 100)) == true)
        #expect(sampled.isAtLeast(Ratio(701, 1_000)) == false)
    }

    @Test func `W1: sampled half a second later`() throws {
        let totals = try firstExample([("offsetMs: 0", "offsetMs: 500")])
        #expect(totals.sampled() == Ratio(36, 50))
    }

    @Test func `W1: a strict spread leaves a quarter`() throws {
        let totals = try firstExample([("inclusive: true", "inclusive: false")])
        #expect(totals.timeWeighted() == Ratio(ms(12_500), s(50)))
    }

    @Test func `W1: exempt time deemed fulfilled`() throws {
        let totals = try firstExample([("removeFromDenominator", "deemFulfilled")])
        #expect(totals.timeWeighted() == Ratio(ms(45_500), s(60)))
        #expect(totals.exemptNanoseconds == s(10))
    }

    @Test func `W1: without exemptions`() throws {
        let totals = try firstExample([
            ("phases: [halted, volatilityInterruption]", "phases: [starting]")
        ])
        #expect(totals.timeWeighted() == Ratio(ms(35_500), s(60)))
    }

    @Test(arguments: [
        ("fillGraceMs: 0", s(100) - ms(180), Int64(99)),
        ("fillGraceMs: 500", s(100), Int64(100)),
        ("fillGraceMs: 100", s(100) - ms(80), Int64(100)),
    ])
    func `W2: one side filled and replenished 180 ms later`(
        grace: String, met: Int64, samples: Int64
    ) throws {
        var stage = try Stage([("fillGraceMs: 0", grace)])
        stage.quote(1_000, 1_100, at: 0)
        stage.quote(1_000, 1_100, sizes: (0, 10), .filled, at: 30)
        stage.quote(1_000, 1_100, at: 30.180)
        let totals = stage.totals(until: 100)
        #expect(totals.timeWeighted() == Ratio(met, s(100)))
        #expect(totals.sampled() == Ratio(samples, 100))
    }

    @Test func `a grace that runs out by itself ends without an event`() throws {
        var stage = try Stage([("fillGraceMs: 0", "fillGraceMs: 500")])
        stage.quote(1_000, 1_100, at: 0)
        stage.quote(1_000, 1_100, sizes: (0, 10), .filled, at: 30)
        #expect(stage.totals(until: 30.5).notMetNanoseconds == 0)
        #expect(stage.totals(until: 31).notMetNanoseconds == ms(500))
        let intervals = stage.ledger.intervals(of: ContractIndex(0), until: Stage.at(31))
        #expect(intervals.map(\.state) == [.met, .met, .notMet])
        #expect(intervals.last?.trigger == .graceEnded)
        #expect(intervals.last?.start == Stage.at(30.5))
    }

    @Test(arguments: [
        (Int32(61), Int64(1_000), Int64(1_100), true), (61, 1_000, 1_101, false),
        (62, 1_000, 1_200, true), (62, 1_000, 1_201, false), (62, 499, 749, true),
        (20, 499, 750, false), (20, 500, 550, true), (20, 500, 551, false),
        (20, 1, 251, true), (20, 1, 252, false), (20, 1_000, 1_000, false),
        (20, 1_100, 1_000, false), (20, 0, 100, false), (20, 5, .max, false), (20, .min, 5, false),
    ])
    func `the spread table, to the tick`(days: Int32, bid: Int64, ask: Int64, valid: Bool) throws {
        var stage = try Stage(daysToExpiry: days)
        stage.quote(bid, ask, at: 0)
        #expect(stage.totals(until: 10).metNanoseconds == (valid ? s(10) : 0))
    }

    @Test(arguments: [
        (Int32(10), Int32(10), true), (9, 10, false), (10, 9, false), (0, 10, false),
        (10, 0, false),
    ])
    func `the least quantity, on what remains on each side`(bid: Int32, ask: Int32, valid: Bool)
        throws
    {
        var stage = try Stage()
        stage.quote(1_000, 1_100, sizes: (bid, ask), at: 0)
        #expect(stage.totals(until: 10).metNanoseconds == (valid ? s(10) : 0))
    }

    @Test(
        .rule("SSE-MM-08"),
        arguments: [
            (Int64(4_500), Int64(0), true), (4_499, 4_500, false), (0, 1, true), (1, 2, false),
            (0, 0, false), (4_600, 0, true),
        ])
    func `a market at its price limit is exempt`(bid: Int64, ask: Int64, exempt: Bool) throws {
        var stage = try Stage()
        stage.market(bid: bid, ask: ask, at: 0)
        stage.market(bid: 100, ask: 200, at: 4)
        #expect(stage.totals(until: 10).exemptNanoseconds == (exempt ? s(4) : 0))
    }
}

@Suite(.rule("SSE-MM-05", "C3.9"))
struct `Worked examples of coverage` {
    /// Each contract quotes from the second that gives it its presence; the ninth never does.
    private static func quote(_ stage: inout Stage) {
        let percents = [95, 90, 88, 75, 60, 59, 61, 20]
        for contract in percents.indices.sorted(by: { percents[$0] > percents[$1] }) {
            stage.quote(1_000, 1_100, contract: contract, at: Double(100 - percents[contract]))
        }
    }

    /// Ten contracts with the presence of W6 in per cent; the tenth is halted all day.
    private func sixthExample(_ edits: [(String, String)] = []) throws -> Stage {
        var stage = try Stage(edits, contracts: 10)
        stage.phase(.halted, contract: 9, at: 0)
        Self.quote(&stage)
        return stage
    }

    @Test func `W6: the halted contract leaves the count, the bar is inclusive`() throws {
        let stage = try sixthExample()
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(100))
        let row = try #require(report.rules.first { $0.rule == "SSE-MM-05" })
        #expect(row.value == Ratio(6, 9))
        #expect(row.pass == false)
        #expect(row.contract == nil)
        #expect(
            row.contractsMet
                == [0, 1, 2, 3, 4, 6].map { stage.directory.contracts[$0].tradingCode })
    }

    @Test func `W6: a bar just above 60 per cent is the strict reading`() throws {
        var stage = try Stage(
            [("presenceMin: 60/100", "presenceMin: 600001/1000000")], contracts: 10)
        stage.phase(.halted, contract: 9, at: 0)
        Self.quote(&stage)
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(100))
        #expect(report.rules.first { $0.rule == "SSE-MM-05" }?.value == Ratio(5, 9))
    }

    @Test(
        arguments: [
            ([], Ratio(6, 9), false),
            ([("presenceComparator: \">=\"", "presenceComparator: \">\"")], Ratio(5, 9), false),
            ([("emptyContracts: leaveOut", "emptyContracts: countAsMissed")], Ratio(6, 10), false),
            ([("60/100\n", "60/100\n    allBut: 3\n")], Ratio(6, 9), true),
            ([("60/100\n", "60/100\n    allBut: 2\n")], Ratio(6, 9), false),
            ([("60/100\n", "60/100\n    allBut: 3\n    contractsMin: 6\n")], Ratio(6, 9), true),
            ([("60/100\n", "60/100\n    allBut: 3\n    contractsMin: 7\n")], Ratio(6, 9), false),
        ] as [([(String, String)], Ratio, Bool)])
    func `W6: its other readings, and how many contracts are enough`(
        edits: [(String, String)], value: Ratio, passes: Bool
    ) throws {
        let cited = ["allBut", "contractsMin"].filter { name in
            edits.contains { $0.1.contains(name) }
        }.map { "      - {valuePath: /\($0), tag: X, source: test}\n" }.joined()
        let first = "      - {valuePath: /presenceMin,"
        let stage = try sixthExample(edits + [(first, cited + first)])
        let report = stage.ledger.report(causes: stage.causes, at: Stage.at(100))
        let row = try #require(report.rules.first { $0.rule == "SSE-MM-05" })
        #expect(row.value == value)
        #expect(row.pass == passes)
    }

    @Test(
        .rule("US-MIAX-01"),
        arguments: [
            // 99 % of 500 = 495, 500 − 2 = 498: the lesser is 495.
            (Int64(500), 495, true), (500, 494, false),
            // 99 % of 100 = 99, 100 − 2 = 98.
            (100, 98, true), (100, 97, false),
            // 99 % of 200 = 198 = 200 − 2.
            (200, 198, true), (200, 197, false),
        ])
    func `99 per cent, or all but one pair, whichever is less`(
        obliged: Int64, met: Int, passes: Bool
    ) {
        var rule = CoverageRule(presence: "x", presenceMin: Ratio(90, 100))
        rule.allBut = 2
        let threshold = Threshold(.atLeast, Ratio(99, 100))
        var coverage = ObligationLedger.Coverage()
        coverage.obliged = obliged
        coverage.met = (0..<met).map { ContractIndex($0) }
        #expect(coverage.meets(threshold, rule) == passes)
        #expect(ObligationLedger.Coverage().meets(threshold, rule) == nil)
        #expect(coverage.meets(nil, rule) == nil)
    }

    @Test func `W5: fractions compare exactly, whatever their size`() {
        #expect(Ratio(40_000, 66_600).isAtLeast(Ratio(60, 100)) == true)
        #expect(Ratio(39_959, 66_600).isAtLeast(Ratio(60, 100)) == false)
        #expect(Ratio(.max, .max).isAtLeast(Ratio(1, 1)) == true)
        #expect(Ratio(.max - 1, .max).isAtLeast(Ratio(1, 1)) == false)
        #expect(Ratio(0, 0).isAtLeast(Ratio(0, 1)) == nil)
    }
}

@Suite(.rule("SSE-MM-06", "C3.10a", "C3.10b"))
struct `Worked examples of responses` {
    private static let seconds20 = [
        ("respondWithinMs: 30000", "respondWithinMs: 20000"), ("holdMs: 30000", "holdMs: 20000"),
        ("releaseOn: [filled, phaseEnd]", "releaseOn: [filled, underlyingChanged]"),
    ]

    private func fourthExample(_ edits: [(String, String)]) throws -> Stage {
        var stage = try Stage(edits, contracts: 7)
        for number in 0..<7 { stage.request(UInt64(number + 1), contract: number, at: 0) }
        func answer(_ number: Int, at seconds: Double) {
            stage.quote(
                1_000, 1_100, answering: UInt64(number), contract: number - 1, at: seconds)
        }
        answer(4, at: 5)
        answer(5, at: 5)
        answer(6, at: 5)
        stage.quote(1_000, 1_100, sizes: (10, 0), .filled, contract: 5, at: 8)
        answer(1, at: 12)
        stage.noQuote(.withdrawn, contract: 4, at: 14.9)
        stage.ledger.underlyingMoved(UnderlyingIndex(0), at: Stage.at(15))
        stage.noQuote(.withdrawn, contract: 3, at: 17)
        answer(2, at: 20)
        answer(3, at: 20.001)
        return stage
    }

    @Test func `W4: four of seven, with release on a fill and on a move of the underlying`() throws
    {
        let stage = try fourthExample(Self.seconds20)
        let outcomes = (1...7).map { stage.outcome(of: UInt64($0), at: 60) }
        #expect(
            outcomes == [.answered, .answered, .late, .answered, .heldShort, .answered, .missed])
        let row = try #require(
            stage.ledger.report(causes: stage.causes, at: Stage.at(60)).rules.last)
        #expect(row.value == Ratio(4, 7))
        #expect(row.requests?.requests == 7)
        #expect(row.requests?.answered == 4)
        #expect(row.requests?.late == 1)
        #expect(row.requests?.heldShort == 1)
        #expect(row.requests?.missed == 1)
        #expect(row.value.isAtLeast(Ratio(50, 100)) == true)
    }

    @Test func `W4: three of seven without release on a fill`() throws {
        let stage = try fourthExample(
            Self.seconds20 + [("[filled, underlyingChanged]", "[underlyingChanged]")])
        let row = try #require(
            stage.ledger.report(causes: stage.causes, at: Stage.at(60)).rules.last)
        #expect(row.value == Ratio(3, 7))
        #expect(row.value.isAtLeast(Ratio(50, 100)) == false)
    }
}
