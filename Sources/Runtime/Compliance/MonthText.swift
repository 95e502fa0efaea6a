import Market
import Obligations

/// A month for reading: what was on record, each rule's figures, worst contracts first.
struct MonthText {
    private let report: PeriodReport
    private let differing: [String]
    /// Contracts shown by name under each rule.
    private static let shown = 5

    init(_ report: PeriodReport, differing: [String]) {
        self.report = report
        self.differing = differing
    }

    var text: String {
        var lines = header
        var seen: [String] = []
        for figure in report.figures {
            let heading = "\(figure.period) \(figure.rule)"
            guard !seen.contains(heading) else { continue }
            seen.append(heading)
            lines += self.lines(
                of: report.figures.filter { $0.rule == figure.rule && $0.period == figure.period })
        }
        lines += report.scores.map(line)
        return lines.joined(separator: "\n")
    }

    private var header: [String] {
        let expected = report.days.count + report.missing.count
        var lines = [
            "\(report.days.first?.date.description ?? "") … "
                + "\(report.days.last?.date.description ?? "")  "
                + "\(report.rulePack.id) \(report.rulePack.version)  \(report.days.count) of "
                + "\(expected) trading days on record 有记录交易日"
        ]
        if report.restsOnPlaceholders {
            let names = report.rulePack.placeholders.joined(separator: ", ")
            lines.append("\(ComplianceTables.placeholderSentence): \(names)")
        }
        if !report.missing.isEmpty {
            let days = report.missing.map(\.description).joined(separator: ", ")
            let advice =
                report.isCalendarKnown ? "" : " (give --holidays if the exchange was closed)"
            lines.append(
                "unknown days 缺失交易日: \(days)\(advice); figures count them as not met, best 最好 as met"
            )
        }
        if report.isMixed {
            let packs = report.days.map { "\($0.pack) \($0.version)" }
            let names = Array(Set(packs)).sorted().joined(separator: ", ")
            lines.append("days were measured under more than one pack 规则版本不一: \(names)")
        }
        if !differing.isEmpty {
            lines.append(
                "DIFFERS 与日志重算不符: obligations.json of \(differing.joined(separator: ", ")) is not "
                    + "what the journals say; the figures here are the journals'")
        }
        return lines
    }

    private func lines(of figures: [PeriodFigure]) -> [String] {
        guard let first = figures.first else { return [] }
        let contracts = figures.filter { $0.contract != nil }
        var lines = [
            "",
            "\(first.period)  \(first.rule) \(first.kind)  \(PeriodTables.name(first.operation))"
                + (first.threshold.map { "  \($0.comparator.rawValue) \(percent(bar: $0.value))" }
                    ?? ""),
        ]
        lines += figures.filter { $0.contract == nil }.map(line)
        guard !contracts.isEmpty else { return lines }
        let obliged = contracts.filter { $0.verdict == .pass || $0.verdict == .fail }
        let passed = obliged.filter { $0.verdict == .pass }.count
        lines.append("  \(passed) of \(obliged.count) contracts pass 合约达标; lowest 最低:")
        let worst = obliged.enumerated().sorted { a, b in
            let left = order(a.element)
            let right = order(b.element)
            return left == right ? a.offset < b.offset : left < right
        }
        lines += worst.prefix(Self.shown).map { line($0.element) }
        return lines
    }

    /// By the figure, then by the mean of the days: with `each` most figures are alike.
    private func order(_ figure: PeriodFigure) -> (Int64, Int64) {
        (figure.value.floor(scale: 1_000_000) ?? 0, figure.mean.floor(scale: 1_000_000) ?? 0)
    }

    private func line(_ figure: PeriodFigure) -> String {
        let counts = figure.counts
        var text =
            "  \(figure.contract ?? figure.underlying ?? "participant"): \(percent(figure.value))"
        switch figure.basis {
        case .days: break
        case .period: text += " of the period's contracts 全期覆盖率"
        case .group: text += " joined 合并"
        }
        text += "  \(name(figure.verdict))\(figure.isJudged ? "" : " (shown, not judged 仅供参考)")"
        if figure.best != figure.value {
            text += "  best 最好 \(percent(figure.best)) \(name(figure.bestVerdict))"
        }
        if figure.basis != .period {
            text += "  mean of days 日均 \(percent(figure.mean))"
            text += "  days 天数 \(counts.passed)/\(counts.obliged)"
            if let needed = figure.daysNeeded { text += " needs \(needed)" }
            if counts.empty > 0 { text += "  without obligation 无义务 \(counts.empty)" }
            if counts.missing > 0 { text += "  unknown 缺失 \(counts.missing)" }
        }
        return text
    }

    private func line(_ score: ScoreFigure) -> String {
        let points =
            score.scoreTenThousandths.map { DecimalText.text($0, decimals: 4) }
            ?? "no obligation 无义务"
        let out =
            score.knockedOutBy.isEmpty
            ? "" : "  knocked out by 一票否决: \(score.knockedOutBy.joined(separator: ", "))"
        return
            "\n\(score.period)  \(score.rule) score 评分 \(points)  grade 等级 \(score.grade ?? "–")\(out)"
    }

    private func percent(_ ratio: ExactRatio) -> String {
        PercentText.text(ratio).map { "\($0) %" } ?? "–"
    }

    private func percent(bar: Ratio) -> String { ExactRatio(bar).map(percent) ?? "–" }

    private func name(_ verdict: PeriodFigure.Verdict) -> String {
        switch verdict {
        case .pass: "pass 达标"
        case .fail: "FAIL 未达标"
        case .noObligation: "no obligation 无义务"
        case .belowSample: "too few for a duty 样本不足"
        case .measured: "measured 仅统计"
        }
    }
}
