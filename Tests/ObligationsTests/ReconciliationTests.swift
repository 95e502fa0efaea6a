import Market
import Obligations
import TestSupport
import Testing

/// A day of one contract in which every kind of dispute happens at a known time, told to several ledgers.
private struct DisputedDay {
    private var stages: [ReconciliationVariant: Stage] = [:]
    private var own: Stage

    init(_ edits: [(String, String)] = []) throws {
        let pack = try Stage.pack(edits)
        let directory = try Stage.directory(contracts: 2)
        own = Stage(pack: pack, directory: directory)
        for variant in ReconciliationVariant.allCases {
            stages[variant] = Stage(pack: variant.pack(pack), directory: directory)
        }
    }

    mutating func tell(_ body: (inout Stage) -> Void) {
        body(&own)
        for variant in ReconciliationVariant.allCases {
            if var stage = stages[variant] {
                body(&stage)
                stages[variant] = stage
            }
        }
    }

    var day: ReconciledDay {
        ReconciledDay(
            ledger: own.ledger, variants: stages.mapValues(\.ledger),
            until: SessionTime(hour: 15, minute: 0))
    }

    func totals(_ contract: Int = 0) -> PresenceTotals {
        own.ledger.totals(of: ContractIndex(contract), at: SessionTime(hour: 15, minute: 0))
    }

    /// Quotes all day; 10 % of the bid is allowed, 10 each side.
    static func full(_ edits: [(String, String)] = []) throws -> DisputedDay {
        var day = try DisputedDay(edits)
        day.tell { stage in
            for contract in 0..<2 {
                stage.quote(1_000, 1_050, sizes: (20, 20), contract: contract, at: 0)
            }
            // Exactly the maximum for 61.5 s and for 40.25 s.
            stage.quote(1_000, 1_100, sizes: (20, 20), at: 100)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 161.5)
            stage.quote(1_000, 1_100, sizes: (20, 20), at: 300)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 340.25)
            // Exactly the least size for 17 s.
            stage.quote(1_000, 1_050, sizes: (10, 20), .filled, at: 500)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 517)
            // Filled below it for 3.125 s, then replenished.
            stage.quote(1_000, 1_050, sizes: (0, 20), .filled, at: 600)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 603.125)
            // Withdrawn and put back within 1.75 s.
            stage.noQuote(.withdrawn, at: 700)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 701.75)
            // Too short for a sample: 0.4 s between two whole seconds.
            stage.noQuote(.withdrawn, at: 800.25)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 800.65)
            // Halted for 90 s, of which 30 s without a quote.
            stage.phase(.halted, at: 1_000)
            stage.noQuote(.withdrawn, at: 1_060)
            stage.phase(.continuous, at: 1_090)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 1_090)
            // Gone for 200 s.
            stage.noQuote(.withdrawn, at: 2_000)
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 2_200)
            stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        }
        return day
    }
}

@Suite(.rule("ISSUE-3.9"))
struct `Reconciliation with the exchange` {
    private let code = "510050C2112M03000"
    private let notMet = ms(3_125 + 1_750 + 400) + s(200)

    private func reconcile(
        met: Int64? = nil, obliged: Int64? = nil, percent: (Int64, Int64)? = nil,
        in day: DisputedDay
    ) throws -> ReconciledFigure {
        let figure = ExchangeFigure(
            contract: code,
            value: percent.map { WrittenShare(Ratio($0.0, $0.1), unitDenominator: $0.1) },
            met: met.map { WrittenTime(nanoseconds: $0) },
            obliged: obliged.map { WrittenTime(nanoseconds: $0) }, line: 2)
        return try #require(Reconciliation([figure], days: [day.day]).figures.first)
    }

    @Test func `equal figures need no explanation, and rounding hides less than one unit`() throws {
        let day = try DisputedDay.full()
        let obliged = s(14_220 - 90)
        #expect(day.totals().timeWeighted() == Ratio(obliged - notMet, obliged))
        let equal = try reconcile(met: obliged - notMet, obliged: obliged, in: day)
        #expect(equal.agrees)
        #expect(equal.explanations.isEmpty)
        #expect(equal.missNanoseconds == 0)
        // 13 924.725 of 14 130 s is 98.547… %.
        #expect(try reconcile(percent: (9_854, 10_000), in: day).agrees)
        #expect(try reconcile(percent: (9_855, 10_000), in: day).agrees)
        #expect(try !reconcile(percent: (9_853, 10_000), in: day).agrees)
        #expect(try !reconcile(percent: (9_856, 10_000), in: day).agrees)
    }

    /// What the exchange's met and obliged time have more, in ms, and what is to be named first.
    struct Reading: Sendable, CustomTestStringConvertible {
        let met: Int64
        var obliged: Int64 = 0
        let kinds: [DisputeKind]
        let treatment: DisputeTreatment
        let form: DisputeExplanation.Form

        init(
            _ met: Int64, _ obliged: Int64, _ kinds: [DisputeKind],
            _ treatment: DisputeTreatment, _ form: DisputeExplanation.Form
        ) {
            self.met = met
            self.obliged = obliged
            self.kinds = kinds
            self.treatment = treatment
            self.form = form
        }

        var testDescription: String { "\(met) ms: \(form) \(kinds)" }

        static let all: [Reading] = [
            Reading(-101_750, 0, [.spreadAtMaximum], .countedAsNotMet, .wholeKind),
            Reading(-61_500, 0, [.spreadAtMaximum], .countedAsNotMet, .single),
            Reading(-17_000, 0, [.sizeAtMinimum], .countedAsNotMet, .wholeKind),
            Reading(
                -118_750, 0, [.spreadAtMaximum, .sizeAtMinimum], .countedAsNotMet, .twoKinds),
            Reading(60_000, 90_000, [.exemption], .exemptionNotApplied, .wholeKind),
            Reading(90_000, 90_000, [.exemption], .deemedFulfilled, .wholeKind),
            Reading(3_125, 0, [.fillGap], .countedAsMet, .wholeKind),
            Reading(1_750, 0, [.replaceGap], .countedAsMet, .single),
            Reading(2_150, 0, [.replaceGap], .countedAsMet, .wholeKind),
            Reading(200_000, 0, [.absence], .countedAsMet, .single),
            Reading(-13_875, 0, [.sizeAtMinimum, .fillGap], .countedAsNotMet, .twoKinds),
            Reading(-38_500, 0, [.spreadAtMaximum, .replaceGap], .countedAsNotMet, .pair),
        ]
    }

    @Test(arguments: Reading.all)
    func `the reading that makes the difference is named first`(reading: Reading) throws {
        let day = try DisputedDay.full()
        let base = s(14_220 - 90)
        let figure = try reconcile(
            met: base - notMet + ms(reading.met), obliged: base + ms(reading.obliged), in: day)
        let first = try #require(figure.explanations.first)
        #expect(first.kinds == reading.kinds)
        #expect(first.treatments.contains(reading.treatment))
        #expect(first.form == reading.form)
        #expect(first.isComplete)
        #expect(first.residualNanoseconds == 0)
        #expect(first.metChange == ms(reading.met))
        #expect(first.intervals.reduce(0) { $0 + $1.metChange } == ms(reading.met))
    }

    @Test func `a figure counted by samples is recognised`() throws {
        let day = try DisputedDay.full()
        let sampled = day.totals().sampled()
        let figure = try reconcile(met: s(sampled.num), obliged: s(sampled.den), in: day)
        #expect(!figure.agrees)
        let first = try #require(figure.explanations.first)
        #expect(first.kinds == [.sampling])
        #expect(first.treatments == [.sampled])
        #expect(first.isComplete)
    }

    @Test func `a percentage is enough to name a strict reading`() throws {
        let day = try DisputedDay.full()
        let met = s(14_130) - notMet - ms(101_750)
        let figure = try reconcile(percent: (met * 10_000 / s(14_130), 10_000), in: day)
        let first = try #require(figure.explanations.first)
        #expect(first.kinds == [.spreadAtMaximum])
        #expect(first.isComplete)
        #expect(figure.millionths == -7_272)
    }

    @Test func `evidence names the quote that made the difference`() throws {
        let day = try DisputedDay.full()
        let base = s(14_220 - 90)
        let figure = try reconcile(met: base - notMet - ms(61_500), obliged: base, in: day)
        let interval = try #require(figure.explanations.first?.intervals.first)
        #expect(interval.start == Stage.at(100))
        #expect(interval.end == Stage.at(161.5))
        // Two opening quotes came before it.
        #expect(interval.evidence.evidence == QuoteEvidence(quote: QuoteID(3), logSequence: 3))
        #expect(interval.evidence.quote.ask == Price(ticks: 1_100))
        #expect(interval.evidence.quote.bidRemaining == Quantity(contracts: 20))
    }

    @Test func `a verdict that differs is said, and comes first`() throws {
        let day = try DisputedDay.full()
        let figures = [
            ExchangeFigure(contract: "10000002", met: WrittenTime(nanoseconds: s(14_000))),
            ExchangeFigure(
                contract: code, value: WrittenShare(Ratio(69, 100), unitDenominator: 100)),
        ]
        let found = Reconciliation(figures, days: [day.day])
        #expect(found.figures.map(\.contract) == [code, "510050C2112M03001"])
        #expect(found.figures.map(\.changesVerdict) == [true, false])
        #expect(found.figures[0].ourPass == true)
        #expect(found.figures[0].theirPass == false)
        #expect(found.unmentioned.isEmpty)
    }

    @Test func `what we have nothing for is said, and so is what the exchange leaves out`() throws {
        let day = try DisputedDay.full()
        let share = WrittenShare(Ratio(1, 2))
        let found = Reconciliation(
            [
                ExchangeFigure(contract: "510050C2112M09999", value: share),
                ExchangeFigure(date: "2021-01-05", contract: code, value: share),
                ExchangeFigure(contract: code, rule: "SSE-MM-05", value: share),
            ], days: [day.day])
        #expect(
            found.unmatched.map(\.problem) == [
                "510050C2112M09999 is not listed", "no run of 2021-01-05",
                "SSE-MM-05 is no presence rule of the day's pack: SSE-MM-02",
            ])
        #expect(found.unmentioned.map(\.contract) == [code, "510050C2112M03001"])
    }

    @Test func `a period's figure adds up its days`() throws {
        let day = try DisputedDay.full()
        let base = s(14_220 - 90)
        let figure = ExchangeFigure(
            contract: code, met: WrittenTime(nanoseconds: 2 * (base - notMet) - 2 * ms(17_000)),
            obliged: WrittenTime(nanoseconds: 2 * base))
        let found = try #require(
            Reconciliation([figure], days: [day.day, day.day]).figures.first)
        #expect(found.ourMet == 2 * (base - notMet))
        #expect(found.dates.count == 2)
        #expect(found.explanations.first?.kinds == [.sizeAtMinimum])
    }

    @Test func `a hole in the record is a candidate`() throws {
        var day = try DisputedDay()
        day.tell { stage in
            stage.quote(1_000, 1_050, sizes: (20, 20), at: 0)
            stage.ledger.streamInterrupted(at: Stage.at(100))
            stage.ledger.streamResumed(at: Stage.at(130))
            stage.ledger.finish(at: SessionTime(hour: 15, minute: 0))
        }
        let seen = try reconcile(met: s(14_220), obliged: s(14_220), in: day)
        #expect(seen.explanations.first?.kinds == [.unknown])
        #expect(seen.explanations.first?.treatments == [.countedAsMet])
        let skipped = try reconcile(met: s(14_190), obliged: s(14_190), in: day)
        #expect(skipped.explanations.first?.treatments == [.removedFromDenominator])
    }

    @Test func `a sampled headline may be exact time to the exchange`() throws {
        let day = try DisputedDay.full([("headline: timeWeighted", "headline: sampled")])
        let exact = day.totals().timeWeighted()
        let figure = try reconcile(met: exact.num, obliged: exact.den, in: day)
        #expect(figure.explanations.first?.treatments == [.exactTime])
        #expect(figure.explanations.first?.isComplete == true)
    }

    @Test func `a strict pack may be inclusive to the exchange`() throws {
        let day = try DisputedDay.full([("inclusive: true", "inclusive: false")])
        let base = s(14_220 - 90)
        let figure = try reconcile(met: base - notMet, obliged: base, in: day)
        #expect(figure.ourMet == base - notMet - ms(101_750))
        #expect(figure.explanations.first?.kinds == [.spreadAtMaximum])
        #expect(figure.explanations.first?.treatments == [.countedAsMet])
    }
}
