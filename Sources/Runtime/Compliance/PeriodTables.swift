import Market
import Obligations
import Tables

/// A period's figures, the days under them, and scores, as rows.
struct PeriodTables {
    private var figures = Table(
        "period_figures",
        [
            .text("period_figure_id"), .text("period"), .text("rule"), .text("kind"),
            .text("contract"), .text("underlying"), .text("basis"), .integer("is_judged"),
            .text("operation"), .integer("session_ns"), .integer("met_ns"),
            .integer("not_met_ns"), .integer("exempt_ns"), .integer("unknown_ns"),
            .integer("requests"), .integer("answered"), .integer("value_num"),
            .integer("value_den"), .text("value_exact"), .text("percent"), .text("best_percent"),
            .text("recorded_percent"), .text("mean_percent"), .text("comparator"),
            .integer("threshold_num"), .integer("threshold_den"), .integer("days_obliged"),
            .integer("days_passed"), .integer("days_needed"), .integer("days_without_obligation"),
            .integer("days_missing"), .text("verdict"), .text("best_verdict"), .text("pack_id"),
            .integer("pack_version"), .integer("is_placeholder"),
        ])
    private var days = Table(
        "period_days",
        [
            .text("period_figure_id"), .text("figure_id"), .text("date"), .integer("is_missing"),
            .text("percent"), .text("best_percent"), .integer("pass"),
        ])
    private var scores = Table(
        "scores",
        [
            .text("period"), .text("rule"), .text("item"), .integer("weight_num"),
            .integer("weight_den"), .text("metric_percent"), .text("points"), .text("grade"),
            .text("knocked_out_by"),
        ])

    var tables: [Table] { [figures, days, scores] }

    /// A period's cells with the days and, where read, the intervals under them.
    static let views = [
        TableView(
            "v_period_evidence",
            """
            SELECT p.period, p.rule, p.contract, p.underlying, p.percent AS period_percent, \
            p.verdict AS period_verdict, d.date, d.is_missing, d.figure_id, f.percent, f.verdict, \
            f.evidence, f.evidence_first, f.evidence_last FROM period_figures p \
            JOIN period_days d ON d.period_figure_id = p.period_figure_id \
            LEFT JOIN figures f ON f.figure_id = d.figure_id
            """)
    ]

    init(_ report: PeriodReport) {
        for figure in report.figures { append(figure, report.rulePack) }
        for score in report.scores { append(score) }
    }

    private mutating func append(_ figure: PeriodFigure, _ pack: ObligationReport.Pack) {
        let subject = figure.contract ?? figure.underlying ?? "participant"
        let suffix = figure.basis == .days ? "" : "/\(figure.basis.rawValue)"
        let id = "\(figure.period)/\(figure.rule)/\(subject)\(suffix)"
        figures.append([
            .text(id), .text(figure.period), .text(figure.rule), .text(figure.kind),
            .init(figure.contract), .init(figure.underlying), .text(figure.basis.rawValue),
            .init(figure.isJudged), .text(Self.name(figure.operation)),
            .init(figure.times?.session), .init(figure.times?.met), .init(figure.times?.notMet),
            .init(figure.times?.exempt), .init(figure.times?.unknown),
            .init(figure.requests?.requests), .init(figure.requests?.answered),
            .init(figure.value.ratio?.num), .init(figure.value.ratio?.den),
            .text(figure.value.description), .init(PercentText.text(figure.value)),
            .init(PercentText.text(figure.best)), .init(PercentText.text(figure.recorded)),
            .init(PercentText.text(figure.mean)), .init(figure.threshold?.comparator.rawValue),
            .init(figure.threshold?.value.num), .init(figure.threshold?.value.den),
            .integer(figure.counts.obliged), .integer(figure.counts.passed),
            .init(figure.daysNeeded), .integer(figure.counts.empty),
            .integer(figure.counts.missing), .text(figure.verdict.rawValue),
            .text(figure.bestVerdict.rawValue), .text(pack.id), .integer(Int64(pack.version)),
            .init(figure.isPlaceholder),
        ])
        for day in figure.days {
            let isRow = figure.basis == .days && !day.isMissing
            days.append([
                .text(id),
                isRow
                    ? .text(
                        ComplianceTables.id(
                            day.date.description, figure.rule, subject, part: day.part)) : .none,
                .text(day.date.description), .init(day.isMissing),
                .init(PercentText.text(day.value)), .init(PercentText.text(day.best)),
                .init(day.pass),
            ])
        }
    }

    /// An item a row; the score itself is the row without an item.
    private mutating func append(_ score: ScoreFigure) {
        scores.append([
            .text(score.period), .text(score.rule), .none, .none, .none, .none,
            .init(score.scoreTenThousandths.map { DecimalText.text($0, decimals: 4) }),
            .init(score.grade), .text(score.knockedOutBy.joined(separator: " ")),
        ])
        for item in score.items {
            scores.append([
                .text(score.period), .text(score.rule), .text(item.rule),
                .integer(item.weight.num), .integer(item.weight.den),
                .init(PercentText.text(item.metric)),
                .init(item.points.floor(scale: 10_000).map { DecimalText.text($0, decimals: 4) }),
                .none, .none,
            ])
        }
    }

    static func name(_ operation: PeriodRule.Operation) -> String {
        switch operation {
        case .each: "each"
        case .meanOfRatios: "meanOfRatios"
        case .ratioOfSums: "ratioOfSums"
        case .passingDays: "passingDays"
        }
    }
}
