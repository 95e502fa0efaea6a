import Market
import Obligations
import TestSupport
import Testing

/// Days made of rows by hand.
enum PeriodStage {
    static let label = ObligationReport.Pack(id: "TEST", version: 1, placeholders: [])

    static func row(
        _ value: Ratio, best: Ratio? = nil, rule: String = "R", kind: String = "presence",
        contract: String? = "A", underlying: String = "U"
    ) -> ObligationReport.Row {
        ObligationReport.Row(
            rule: rule, kind: kind, contract: contract, underlying: underlying, value: value,
            best: best ?? value, threshold: nil)
    }

    static func day(_ date: String, _ rows: [ObligationReport.Row]) -> ObligationReport {
        ObligationReport(
            date: date, rulePack: label, rules: rows, exchangeDifferenceNanoseconds: nil)
    }

    static func terms(
        _ bar: Ratio, _ comparator: Threshold.Comparator = .atLeast, kind: String = "presence",
        over: GroupRule.Scope = .contract, join: GroupRule.Operation = .ratioOfSums,
        by operation: PeriodRule.Operation, emptyDay: PeriodRule.EmptyDay = .skip,
        sampleMin: Int64 = 0
    ) -> PeriodTerms {
        PeriodTerms(
            rule: "R", kind: kind, threshold: Threshold(comparator, bar),
            group: GroupRule(over: over, operation: join),
            period: PeriodRule(
                length: .month, operation: operation, emptyDay: emptyDay, sampleMin: sampleMin))
    }

    static func report(
        _ terms: PeriodTerms..., days: [ObligationReport], calendar: TradingDays = .weekdays
    ) throws -> PeriodReport {
        try PeriodFigures(terms: terms, rulePack: label, days: days, calendar: calendar).report()
    }

    /// Trading days of January 2021 from the 4th on: 20 weekdays, and 1 February.
    static let january = (4...31).compactMap { TradingDay(year: 2021, month: 1, day: $0) }
        .filter { $0.weekday <= 5 }

    static func text(_ date: TradingDay) -> String { date.description }
}

@Suite(.rule("SSE-MM-02", "C3.8"))
struct `A period's figure` {
    typealias P = PeriodStage

    // W5: three series of one day, US-NASDAQ-01.
    private var nasdaq: [ObligationReport] {
        [
            P.day(
                "2021-01-04",
                [
                    P.row(Ratio(20_000, 23_400), contract: "A"),
                    P.row(Ratio(15_000, 23_400), contract: "B"),
                    P.row(Ratio(5_000, 19_800), contract: "D"),
                ])
        ]
    }

    @Test(.rule("US-NASDAQ-01", "W5"))
    func `ratio of sums over series passes where the mean of ratios fails`() throws {
        let sums = try P.report(
            P.terms(Ratio(60, 100), over: .participant, by: .ratioOfSums), days: nasdaq)
        let joined = try #require(sums.figures.first { $0.isJudged })
        #expect(sums.figures.filter(\.isJudged).count == 1)
        #expect(joined.value.ratio == Ratio(40_000, 66_600))
        #expect(joined.value.floor(scale: 10_000) == 6_006)
        #expect(joined.verdict == .pass)
        for operation in [PeriodRule.Operation.ratioOfSums, .meanOfRatios] {
            let means = try P.report(
                P.terms(Ratio(60, 100), over: .participant, join: .meanOfRatios, by: operation),
                days: nasdaq)
            let mean = try #require(means.figures.first { $0.isJudged })
            // 35/23.4 + 5/19.8 over 3, on the denominators' least common multiple.
            #expect(mean.value.num * 772_200 == mean.value.den * 450_000)
            #expect(mean.value.floor(scale: 1_000_000) == 582_750)
            #expect(mean.verdict == .fail)
        }
    }

    @Test(
        .rule("EU-RTS8-01", "W7"),
        arguments: [
            (Threshold.Comparator.atLeast, 11, PeriodFigure.Verdict.pass, 11),
            (.atLeast, 10, .fail, 10), (.above, 11, .fail, 0),
        ])
    func `twenty-one days need eleven at exactly half the session`(
        comparator: Threshold.Comparator, at half: Int, verdict: PeriodFigure.Verdict, passed: Int
    ) throws {
        let dates = (0..<21).map { "2021-03-\($0 < 9 ? "0" : "")\($0 + 1)" }
        let days = dates.enumerated().map { index, date in
            P.day(date, [P.row(Ratio(index < half ? 15_300 : 15_299, 30_600))])
        }
        let report = try P.report(
            P.terms(
                Ratio(50, 100), comparator, by: .passingDays(share: Ratio(1, 2), rounding: .up)),
            days: days)
        let figure = report.figures[0]
        #expect(figure.daysNeeded == 11)
        #expect(figure.counts.obliged == 21)
        #expect(figure.counts.passed == Int64(passed))
        #expect(figure.verdict == verdict)
    }

    @Test(.rule("A16"))
    func `half of an odd number of days is rounded as the pack says`() throws {
        let days = (1...5).map { P.day("2021-03-0\($0)", [P.row(Ratio($0 <= 2 ? 1 : 0, 1))]) }
        let up = try P.report(
            P.terms(Ratio(1, 2), by: .passingDays(share: Ratio(1, 2), rounding: .up)), days: days)
        let down = try P.report(
            P.terms(Ratio(1, 2), by: .passingDays(share: Ratio(1, 2), rounding: .down)), days: days)
        #expect((up.figures[0].daysNeeded, up.figures[0].verdict) == (3, .fail))
        #expect((down.figures[0].daysNeeded, down.figures[0].verdict) == (2, .pass))
    }

    @Test(.rule("CN-FUND-01"))
    func `the mean of daily ratios is not the ratio of sums`() throws {
        let days = [
            P.day("2021-01-04", [P.row(Ratio(14_220, 14_220))]),
            P.day("2021-01-05", [P.row(Ratio(100, 1_000))]),
            P.day("2021-01-06", [P.row(Ratio(2_000, 3_000))]),
        ]
        let mean = try P.report(P.terms(Ratio(58, 100), by: .meanOfRatios), days: days).figures[0]
        // (1 + 1/10 + 2/3) / 3 = 53/90.
        #expect(mean.value.num * 90 == mean.value.den * 53)
        #expect(mean.verdict == .pass)
        let sums = try P.report(P.terms(Ratio(58, 100), by: .ratioOfSums), days: days).figures[0]
        #expect(sums.value.ratio == Ratio(16_320, 18_220))
    }

    @Test(.rule("NSE-01"))
    func `each sub-period has to pass`() throws {
        func days(_ afternoon: Int64) -> [ObligationReport] {
            [
                P.day("2021-01-04", [P.row(Ratio(60, 100)), P.row(Ratio(50, 100))]),
                P.day("2021-01-05", [P.row(Ratio(70, 100)), P.row(Ratio(afternoon, 100))]),
            ]
        }
        let good = try P.report(P.terms(Ratio(50, 100), by: .each), days: days(50)).figures[0]
        #expect((good.verdict, good.value.ratio) == (.pass, Ratio(4, 4)))
        let bad = try P.report(P.terms(Ratio(50, 100), by: .each), days: days(49)).figures[0]
        #expect((bad.verdict, bad.value.ratio) == (.fail, Ratio(3, 4)))
    }

    @Test(
        .rule("A15"),
        arguments: [
            (PeriodRule.EmptyDay.skip, Ratio(1, 2), Int64(1)), (.countAsPassed, Ratio(3, 4), 2),
            (.countAsMissed, Ratio(1, 4), 2),
        ])
    func `a day without obligation is what the pack says`(
        emptyDay: PeriodRule.EmptyDay, mean: Ratio, obliged: Int64
    ) throws {
        let days = [
            P.day("2021-01-04", [P.row(Ratio(1, 2))]), P.day("2021-01-05", [P.row(Ratio(0, 0))]),
        ]
        let figure = try P.report(
            P.terms(Ratio(1, 2), by: .meanOfRatios, emptyDay: emptyDay), days: days
        ).figures[0]
        #expect(figure.value.num * UInt64(mean.den) == figure.value.den * UInt64(mean.num))
        #expect(figure.counts.empty == 1)
        #expect(figure.counts.obliged == obliged)
    }

    @Test(.rule("A15"))
    func `a month without obligation is never a hundred percent`() throws {
        let day = P.day("2021-01-04", [P.row(Ratio(0, 0))])
        for operation in [PeriodRule.Operation.each, .meanOfRatios, .ratioOfSums] {
            let figure = try P.report(P.terms(Ratio(1, 2), by: operation), days: [day]).figures[0]
            #expect(figure.verdict == .noObligation)
            #expect(!figure.value.hasDenominator)
        }
    }

    @Test(.rule("A17"))
    func `a contract listed on some days is judged by those`() throws {
        let days = [
            P.day("2021-01-04", [P.row(Ratio(1, 1))]),
            P.day("2021-01-05", [P.row(Ratio(0, 1)), P.row(Ratio(3, 4), contract: "B")]),
            P.day("2021-01-06", [P.row(Ratio(1, 4), contract: "B")]),
        ]
        let figures = try P.report(P.terms(Ratio(1, 2), by: .meanOfRatios), days: days).figures
        #expect(figures.map(\.contract) == ["A", "B"])
        #expect(figures.map(\.counts.obliged) == [2, 2])
        #expect(figures.map(\.verdict) == [.pass, .pass])
    }

    @Test(
        .rule("HKEX-03"), arguments: [(Int64(49), PeriodFigure.Verdict.belowSample), (50, .pass)])
    func `below the least number of occurrences there is no duty`(
        occurrences: Int64, verdict: PeriodFigure.Verdict
    ) throws {
        let days = [
            P.day("2021-01-04", [P.row(Ratio(20, 20), kind: "rfqResponse", contract: nil)]),
            P.day(
                "2021-01-05",
                [P.row(Ratio(10, occurrences - 20), kind: "rfqResponse", contract: nil)]),
        ]
        let figure = try P.report(
            P.terms(Ratio(1, 2), kind: "rfqResponse", by: .ratioOfSums, sampleMin: 50), days: days
        ).figures[0]
        #expect(figure.verdict == verdict)
        #expect(figure.value.ratio == Ratio(30, occurrences))
    }

    @Test func `a missing day is not met in the headline, met in the best case, and named`() throws
    {
        let days = [
            P.day("2021-01-04", [P.row(Ratio(8, 10))]), P.day("2021-01-06", [P.row(Ratio(6, 10))]),
        ]
        let report = try P.report(P.terms(Ratio(60, 100), by: .meanOfRatios), days: days)
        #expect(report.missing.map(\.description) == ["2021-01-05"])
        let mean = report.figures[0]
        #expect(mean.value.floor(scale: 1_000) == 466)
        #expect(mean.best.floor(scale: 1_000) == 800)
        #expect(mean.recorded.floor(scale: 1_000) == 700)
        #expect((mean.verdict, mean.bestVerdict) == (.fail, .pass))
        let sums = try P.report(P.terms(Ratio(60, 100), by: .ratioOfSums), days: days).figures[0]
        #expect(sums.value.ratio == Ratio(14, 30))
        #expect(sums.best.ratio == Ratio(24, 30))
        // A holiday is no missing day.
        let holiday = try #require(TradingDay(text: "2021-01-05"))
        let closed = try P.report(
            P.terms(Ratio(60, 100), by: .ratioOfSums), days: days,
            calendar: TradingDays(holidays: [holiday], isKnown: false))
        #expect(closed.missing == [])
        #expect(closed.figures[0].value.ratio == Ratio(14, 20))
    }

    @Test func `with a calendar the whole month is expected`() throws {
        let newYear = try #require(TradingDay(text: "2021-01-01"))
        let report = try P.report(
            P.terms(Ratio(1, 2), by: .each), days: [P.day("2021-01-12", [P.row(Ratio(1, 1))])],
            calendar: TradingDays(holidays: [newYear]))
        #expect(report.missing == PeriodStage.january.filter { $0.day != 12 })
        #expect(report.figures[0].counts.missing == 19)
        #expect((report.figures[0].verdict, report.figures[0].bestVerdict) == (.fail, .pass))
    }

    @Test func `two reports for one day, a date that is none, a negative share are refused`() {
        let day = P.day("2021-01-04", [P.row(Ratio(1, 2))])
        let terms = P.terms(Ratio(1, 2), by: .each)
        #expect(throws: PeriodError.twoReports("2021-01-04")) {
            try P.report(terms, days: [day, day])
        }
        #expect(throws: PeriodError.notADate("2021-02-30")) {
            try P.report(terms, days: [P.day("2021-02-30", [])])
        }
        #expect(throws: PeriodError.noDays) { try P.report(terms, days: []) }
        #expect(throws: PeriodError.self) {
            try P.report(terms, days: [P.day("2021-01-04", [P.row(Ratio(-1, 2))])])
        }
    }

    @Test(.rule("SSE-MM-05"))
    func `coverage of a month counts the contracts whose month reaches the bar`() throws {
        // A: 0.5 and 0.7, mean 0.6 reaches; B: 0.9 and 0.2 does not; each day one of two reaches.
        let presence = P.terms(Ratio(1, 2), by: .meanOfRatios)
        let coverage = PeriodTerms(
            rule: "C", kind: "coverage", threshold: Threshold(.atLeast, Ratio(1, 2)),
            period: PeriodRule(length: .month, operation: .ratioOfSums),
            coverage: CoverageRule(presence: "R", presenceMin: Ratio(60, 100)))
        let days = [("2021-01-04", 5, 9), ("2021-01-05", 7, 2)].map { date, a, b in
            P.day(
                date,
                [
                    P.row(Ratio(Int64(a), 10)), P.row(Ratio(Int64(b), 10), contract: "B"),
                    P.row(Ratio(1, 2), rule: "C", kind: "coverage", contract: nil),
                ])
        }
        let report = try P.report(presence, coverage, days: days)
        let figure = try #require(report.figures.first { $0.basis == .period })
        #expect(figure.contractsMet == ["A"])
        #expect(figure.value.ratio == Ratio(1, 2))
        #expect(figure.isJudged)
        #expect(figure.verdict == .pass)
        #expect(report.figures.filter { $0.rule == "C" && $0.isJudged }.count == 1)
    }
}
