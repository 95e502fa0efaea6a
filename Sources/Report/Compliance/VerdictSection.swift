import Obligations

/// One line a rule: the bar, where the bar comes from, how many pass, the lowest figure, the verdict.
struct VerdictSection {
    let book: DayBook

    func write(on page: inout MarkupWriter) {
        page.section("verdicts", Bilingual("Verdict by rule", "各规则结论"), onNewPage: false) { page in
            page.note(summary, style: "lead")
            page.grid(
                Self.columns,
                rows: { page in
                    for rule in book.rules { write(rule, on: &page) }
                })
            page.note(
                Bilingual(
                    "Unknown time counts as not met; “best” counts it as met. “No obligation” is a zero denominator, never "
                        + "100 %. Percentages are cut to hundredths; verdicts rest on the exact fractions.",
                    "未知时间按未达标计，“最好”按达标计；分母为零即无义务，绝非 100 %；百分比截取两位，结论以精确分数为准。"))
        }
    }

    private var summary: Bilingual {
        let judged = book.rules.filter { $0.pass != nil }
        let passed = judged.filter { $0.pass == true }.count
        let open = judged.filter { $0.pass != $0.passBest }.count
        let more =
            open == 0
            ? Bilingual("Unknown time changes no verdict.", "未知时间不影响结论。")
            : Bilingual("Unknown time leaves \(open) open.", "\(open) 项因未知时间未定。")
        return Bilingual(
            "\(passed) of \(judged.count) judged rules met. \(more.english)",
            "考核规则 \(judged.count) 项，达标 \(passed) 项。\(more.chinese)")
    }

    private static let columns: [TableColumn] = [
        .text("Rule", "规则"), .text("Kind", "类别"), .number("Bar", "要求"),
        .text("Source of the bar", "要求来源"),
        .number("Judged", "考核数"), .number("Pass", "达标"), .number("Fail", "未达标"),
        .number("None", "无结论"), .text("Lowest", "最差"), .number("Figure", "数值"),
        .text("Verdict", "结论"), .text("Best case", "最好情形"),
    ]

    private func write(_ rule: DayBook.Rule, on page: inout MarkupWriter) {
        let passes = rule.entries.map(\.row.pass)
        page.element("tr", ["id": "rule-\(rule.id)"]) { page in
            page.cell("", link: rule.entries.first?.link) { page in
                page.element("b", text: rule.id)
                page.text(" ")
                page.label(rule.name)
            }
            page.cell(ComplianceWords.kind(rule.kind))
            page.cell("n") { page in
                if let first = rule.barRow { page.bar(first.row) }
            }
            page.cell("", link: book.provenance(rule.id)) { page in
                if let source = rule.barSource {
                    page.element("b", text: "[\(source.tag.rawValue)]")
                    page.text(" " + TerminalText.fitted(source.source, columns: 44))
                } else {
                    page.text(FigureText.nothing)
                }
            }
            page.cell(text: String(rule.entries.count), style: "n")
            page.cell(text: String(passes.filter { $0 == true }.count), style: "n")
            page.cell(text: String(passes.filter { $0 == false }.count), style: "n")
            page.cell(text: String(passes.filter { $0 == nil }.count), style: "n")
            page.cell("c", link: rule.worst?.link) { page in
                if let worst = rule.worst { page.label(DayBook.subject(worst.row)) }
            }
            page.cell("n", link: rule.worst?.link) { page in
                if let worst = rule.worst {
                    page.text(FigureText.percent(worst.row.value.reported))
                }
            }
            if rule.unevaluated != nil {
                page.cell("v", link: "#unjudged") { $0.label(Bilingual("not judged", "未评定")) }
                page.cell(text: "")
            } else {
                page.cell("v") { $0.verdict(ObligationVerdict(rule.pass)) }
                page.cell("v") { $0.verdict(ObligationVerdict(rule.passBest)) }
            }
        }
        page.newline()
    }
}
