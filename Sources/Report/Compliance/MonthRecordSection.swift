import Market
import Obligations

/// The days the period is made of: each with its record, pack, checks, and how many of its rows pass.
struct MonthRecordSection {
    let book: MonthBook

    func write(on page: inout MarkupWriter) {
        page.section("days", Bilingual("Records", "逐日记录"), onNewPage: false) { page in
            page.grid(
                [
                    .text("Day", "交易日"), .text("Record", "运行记录"), .text("Pack", "规则包"),
                    .number("Rows pass", "达标行"), .number("Rows fail", "未达标行"),
                    .number("No verdict", "无结论行"), .number("Unknown s", "未知"),
                    .number("Exchange differs ns", "与交易所差异"), .text("Journals", "日志重算"),
                    .text("Seal", "封存"), .text("Placeholders", "占位值"),
                ],
                rows: { page in for day in book.days { write(day, on: &page) } })
        }
    }

    private func write(_ day: MonthBook.Day, on page: inout MarkupWriter) {
        page.element("tr", ["class": day.record == nil ? "bad" : "day"]) { page in
            page.cell(text: day.date.description, style: "c", link: day.record?.page)
            guard let record = day.record else {
                page.element("td", ["colspan": "10"]) {
                    $0.label(Bilingual("no record: unknown", "缺失：未知"))
                }
                return
            }
            let report = record.report
            let passes = report.rules.map(\.pass)
            page.cell(text: record.record)
            page.cell(text: "\(report.rulePack.id) \(report.rulePack.version)")
            page.countCell(Int64(passes.filter { $0 == true }.count), "rows_pass")
            page.countCell(Int64(passes.filter { $0 == false }.count), "rows_fail")
            page.countCell(Int64(passes.filter { $0 == nil }.count), "rows_open")
            page.timeCell(
                report.rules.reduce(Int64(0)) {
                    saturatingSum($0, $1.contract == nil ? 0 : $1.times?.unknown ?? 0)
                }, "sum-unknown_ns")
            if let difference = report.exchangeDifferenceNanoseconds {
                page.countCell(difference, "exchange_difference_ns")
            } else {
                page.cell(Bilingual("not known", "未知"), style: "n")
            }
            page.cell(Self.check(record.check))
            page.cell(Self.seal(record.isSealed))
            page.cell(text: String(report.rulePack.placeholders.count))
        }
        page.newline()
    }

    private static func check(_ check: ComplianceFacts.FiguresCheck) -> Bilingual {
        switch check {
        case .equal: Bilingual("equal", "一致")
        case .differs: Bilingual("✗ DIFFERS", "✗ 不符")
        case .readOnly: Bilingual("not compared", "未比对")
        }
    }

    private static func seal(_ isSealed: Bool?) -> Bilingual {
        guard let isSealed else { return Bilingual("not sealed", "未封存") }
        return isSealed ? Bilingual("holds", "有效") : Bilingual("✗ BROKEN", "✗ 无效")
    }
}

/// Weighted scores of the period, item by item.
struct ScoreSection {
    let scores: [ScoreFigure]
    let rules: [MonthBook.Rule]

    private func link(_ rule: String, _ period: String) -> String? {
        rules.first { $0.id == rule && $0.period == period }.map { "#rule-\($0.anchor)" }
    }

    func write(on page: inout MarkupWriter) {
        guard !scores.isEmpty else { return }
        page.section("scores", Bilingual("Scores", "评分"), onNewPage: false) { page in
            page.grid(
                [
                    .text("Period", "期间"), .text("Score", "评分"), .text("Item", "项目"),
                    .number("Weight", "权重"), .number("Figure", "数值"), .number("Points", "得分"),
                    .text("Grade", "等级"), .text("Knocked out by", "一票否决"),
                ],
                rows: { page in for score in scores { write(score, on: &page) } })
        }
    }

    private func write(_ score: ScoreFigure, on page: inout MarkupWriter) {
        for item in score.items {
            page.element("tr") { page in
                page.cell(text: score.period)
                page.cell(text: score.rule)
                page.cell(text: item.rule, link: link(item.rule, score.period))
                page.cell(text: item.weight.description, style: "n")
                page.exactCell(item.metric, "metric")
                page.cell(text: Self.points(item.points.floor(scale: 10_000)), style: "n")
                page.element("td", ["colspan": "2"], text: "")
            }
        }
        page.element("tr") { page in
            page.cell(text: score.period)
            page.cell { $0.element("b", text: score.rule) }
            page.element("td", ["colspan": "3"]) { $0.label(Bilingual("score", "总分")) }
            page.cell("n") { page in
                page.exact(score.score.description, "score") {
                    $0.text(Self.points(score.scoreTenThousandths))
                }
            }
            page.cell { $0.element("b", text: score.grade ?? FigureText.nothing) }
            page.cell(text: score.knockedOutBy.joined(separator: ", "))
        }
        page.newline()
    }

    private static func points(_ tenThousandths: Int64?) -> String {
        tenThousandths.map { DecimalText.text($0, decimals: 4) } ?? FigureText.nothing
    }
}
