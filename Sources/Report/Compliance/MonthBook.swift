import Market
import Obligations

/// A period's figures by rule, its days in order, and where each day's own rows are.
struct MonthBook {
    /// A figure with its place in the period's report, which is also its name in the page.
    struct Entry {
        let index: Int
        let figure: PeriodFigure

        var link: String { "#p\(index)" }
    }

    /// One rule over one period.
    struct Rule {
        let id: String
        let period: String
        let terms: ObligationRule?
        var entries: [Entry]

        var anchor: String { "\(period)-\(id)" }
        var name: Bilingual { Bilingual(terms?.nameEn ?? "", terms?.nameZh ?? "") }
        var judged: [Entry] { entries.filter(\.figure.isJudged) }
        var contracts: [Entry] { entries.filter { $0.figure.contract != nil } }
        var others: [Entry] { entries.filter { $0.figure.contract == nil } }

        func verdict(best: Bool = false) -> PeriodFigure.Verdict {
            let all = judged.map { best ? $0.figure.bestVerdict : $0.figure.verdict }
            if all.contains(.fail) { return .fail }
            if all.contains(.pass) { return .pass }
            return all.first ?? .noObligation
        }

        /// Judged figures, the farthest on the failing side first.
        var worstFirst: [Entry] {
            judged.filter(\.figure.value.hasDenominator).sorted { a, b in
                let left = Self.order(a.figure)
                let right = Self.order(b.figure)
                return left == right ? a.index < b.index : left < right
            }
        }

        /// With rules of every day most figures are alike: then by the mean of the days.
        private static func order(_ figure: PeriodFigure) -> (Int64, Int64) {
            let sign: Int64 = figure.threshold?.comparator.favoursLarge ?? true ? 1 : -1
            return (
                sign * (figure.value.floor(scale: 1_000_000) ?? 0),
                sign * (figure.mean.floor(scale: 1_000_000) ?? 0)
            )
        }
    }

    /// A trading day of the period: on record with its rows, or not.
    struct Day {
        let date: TradingDay
        /// Nil for a day without a record.
        let record: ComplianceMonth.Day?
        /// Rows by rule and subject.
        fileprivate let rows: [String: Int]
    }

    let month: ComplianceMonth
    let rules: [Rule]
    let days: [Day]

    init(_ month: ComplianceMonth) {
        self.month = month
        var rules: [Rule] = []
        for (index, figure) in month.report.figures.enumerated() {
            let place =
                rules.firstIndex { $0.id == figure.rule && $0.period == figure.period }
                ?? rules.count
            if place == rules.count {
                rules.append(
                    Rule(
                        id: figure.rule, period: figure.period,
                        terms: month.pack.rules.first { $0.id == figure.rule }, entries: []))
            }
            rules[place].entries.append(Entry(index: index, figure: figure))
        }
        self.rules = rules
        var days = month.days.compactMap { day in
            TradingDay(text: day.report.date).map {
                Day(date: $0, record: day, rows: Self.rows(day.report))
            }
        }
        days += month.report.missing.map { Day(date: $0, record: nil, rows: [:]) }
        self.days = days.sorted { $0.date < $1.date }
    }

    private static func rows(_ report: ObligationReport) -> [String: Int] {
        var rows: [String: Int] = [:]
        for (index, row) in report.rules.enumerated() {
            let key = key(row.rule, row.contract, row.underlying)
            if rows[key] == nil { rows[key] = index }
        }
        return rows
    }

    private static func key(_ rule: String, _ contract: String?, _ underlying: String?) -> String {
        // A contract's code is its own; a group is known by its underlying.
        contract.map { "\(rule)\nc\n\($0)" }
            ?? "\(rule)\nu\n\(isAll(underlying) ? "" : underlying ?? "")"
    }

    private static func isAll(_ underlying: String?) -> Bool {
        underlying == ObligationReport.Row.allUnderlyings
    }

    /// Where a figure's row of one day is: on that day's own page.
    func link(_ figure: PeriodFigure, on day: Day) -> String? {
        guard let page = day.record?.page else { return nil }
        let key = Self.key(figure.rule, figure.contract, figure.underlying)
        return day.rows[key].map { "\(page)#r\($0)" } ?? page
    }

    func day(_ date: TradingDay) -> Day? { days.first { $0.date == date } }

    /// What a figure is about.
    static func subject(_ figure: PeriodFigure) -> Bilingual {
        switch (figure.contract ?? figure.underlying, figure.basis) {
        case (nil, _), ("", _), (ObligationReport.Row.allUnderlyings, _):
            Bilingual("participant", "做市商整体")
        case (let name?, .days): Bilingual(name, "")
        case (let name?, .group): Bilingual(name: name, "joined", "合并")
        case (let name?, .period): Bilingual(name: name, "of the period", "全期")
        }
    }
}

extension MarkupWriter {
    /// A percentage of an exact fraction, cut to hundredths; its value is the fraction itself.
    mutating func exactCell(_ ratio: ExactRatio, _ field: String, link: String? = nil) {
        cell("n", link: link) { page in
            page.exact(ratio.description, field) { $0.text(FigureText.percent(ratio)) }
        }
    }

    mutating func periodVerdict(_ verdict: PeriodFigure.Verdict) {
        switch verdict {
        case .pass: self.verdict(.pass)
        case .fail: self.verdict(.fail)
        case .noObligation: self.verdict(.noObligation)
        case .belowSample: label(Bilingual("– too few for a duty", "样本不足"))
        case .measured: label(Bilingual("measured", "仅统计"))
        }
    }

    mutating func verdictCell(_ verdict: PeriodFigure.Verdict, _ field: String) {
        cell("v") { page in
            page.exact(verdict.rawValue, field) { $0.periodVerdict(verdict) }
        }
    }

    /// The bar of a period's figure.
    mutating func bar(_ threshold: Threshold?) {
        guard let threshold else { return label(Bilingual("own bars", "自有标准")) }
        text(threshold.comparator.mark + " ")
        ratio(threshold.value, "threshold")
    }
}

extension FigureText {
    /// Percent with two decimals, cut; nothing without a denominator.
    static func percent(_ ratio: ExactRatio) -> String {
        ratio.floor(scale: 10_000).map { DecimalText.text($0, decimals: 2) + " %" } ?? nothing
    }
}
