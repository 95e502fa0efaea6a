public import Market

/// Days of reports in, the period's figures out: the same arithmetic for every rule, as the pack says.
///
/// A trading day without a record is an unknown day. A contract on record on the nearest day before or after
/// is presumed obliged on it, with the largest denominator it had; the figure counts that day as not met, the
/// best case as met.
public struct PeriodFigures: Sendable {
    let terms: [PeriodTerms]
    let scores: [ScoreTerms]
    let rulePack: ObligationReport.Pack
    let calendar: TradingDays
    /// In order of their dates.
    let days: [(date: TradingDay, report: ObligationReport)]

    /// Two reports for one date, a date that is none, or a figure that cannot be are errors.
    public init(
        terms: [PeriodTerms], scores: [ScoreTerms] = [], rulePack: ObligationReport.Pack,
        days reports: [ObligationReport], calendar: TradingDays = .weekdays
    ) throws(PeriodError) {
        guard !reports.isEmpty else { throw .noDays }
        var days: [(date: TradingDay, report: ObligationReport)] = []
        for report in reports {
            guard let date = TradingDay(text: report.date) else { throw .notADate(report.date) }
            try Self.check(report)
            days.append((date, report))
        }
        days.sort { $0.date < $1.date }
        for (day, next) in zip(days, days.dropFirst()) where day.date == next.date {
            throw .twoReports(day.report.date)
        }
        self.terms = terms
        self.scores = scores
        self.rulePack = rulePack
        self.calendar = calendar
        self.days = days
    }

    /// The pack's rules over the days.
    public init(
        pack: RulePack, days: [ObligationReport], calendar: TradingDays = .weekdays
    ) throws(PeriodError) {
        try self.init(
            terms: pack.periodTerms, scores: pack.scoreTerms,
            rulePack: ObligationReport.Pack(
                id: pack.id, version: pack.version, placeholders: pack.placeholders),
            days: days, calendar: calendar)
    }

    /// All figures, rules in the pack's order, periods in time's.
    public func report() -> PeriodReport {
        let dates = days.map(\.date)
        var figures: [PeriodFigure] = []
        for term in terms {
            for span in spans(term.period.length) {
                let fold = PeriodFold(
                    terms: term, counted: countedTerms(of: term), label: span.label,
                    days: span.days, missing: span.missing)
                figures += fold.figures()
            }
        }
        let longest: PeriodRule.Length =
            terms.contains { $0.period.length == .quarter } ? .quarter : .month
        return PeriodReport(
            rulePack: rulePack,
            days: days.map {
                PeriodReport.Day(
                    date: $0.date, pack: $0.report.rulePack.id, version: $0.report.rulePack.version,
                    placeholders: $0.report.rulePack.placeholders,
                    exchangeDifferenceNanoseconds: $0.report.exchangeDifferenceNanoseconds)
            },
            missing: calendar.missing(recorded: dates, length: longest),
            isCalendarKnown: calendar.isKnown, figures: figures,
            scores: scores.flatMap { $0.figures(over: figures) })
    }

    private struct Span {
        let label: String
        var days: [(date: TradingDay, report: ObligationReport)] = []
        var missing: [TradingDay] = []
    }

    private func spans(_ length: PeriodRule.Length) -> [Span] {
        var spans: [Span] = []
        for day in days {
            let label = TradingDays.label(of: day.date, length)
            if spans.last?.label != label { spans.append(Span(label: label)) }
            spans[spans.count - 1].days.append(day)
        }
        // A month without any record lies between two that have some: nothing is presumed of it.
        for day in calendar.missing(recorded: days.map(\.date), length: length) {
            let label = TradingDays.label(of: day, length)
            guard let index = spans.firstIndex(where: { $0.label == label }) else { continue }
            spans[index].missing.append(day)
        }
        return spans
    }

    private func countedTerms(of term: PeriodTerms) -> PeriodTerms? {
        term.coverage.flatMap { coverage in terms.first { $0.rule == coverage.presence } }
    }

    private static func check(_ report: ObligationReport) throws(PeriodError) {
        // A tenth more than a day, so that a sum over any record fits.
        let timeMax: Int64 = 95_040_000_000_000
        for row in report.rules {
            func bad(_ problem: String) -> PeriodError {
                .badFigure(date: report.date, rule: row.rule, problem: problem)
            }
            for ratio in [row.value, row.best] where ratio.num < 0 || ratio.den < 0 {
                throw bad("\(ratio) is no share")
            }
            guard row.value.den > 0 || row.value.num == 0, row.best.den > 0 || row.best.num == 0
            else { throw bad("\(row.value) has no denominator") }
            if let times = row.times {
                let all = [times.session, times.met, times.notMet, times.exempt, times.unknown]
                guard all.allSatisfy({ (0...timeMax).contains($0) }) else {
                    throw bad("a time below zero or beyond a day")
                }
            }
            for time in (row.causes ?? [:]).values where !(0...timeMax).contains(time) {
                throw bad("a cause's time below zero or beyond a day")
            }
        }
    }
}

extension TradingDay {
    /// Reads `2021-01-04`; nil unless the date exists and is written so.
    public init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2],
            parts.joined().allSatisfy({ "0123456789".contains($0) }),
            let number = Int32(parts.joined())
        else { return nil }
        self.init(yyyymmdd: number)
    }
}
