import Market
import Obligations

/// One line a rule of the period: how days are joined, the bar, the lowest figure, the verdict.
struct MonthVerdictSection {
    let book: MonthBook

    func write(on page: inout MarkupWriter) {
        page.section("verdicts", Bilingual("Verdict by rule", "各规则结论"), onNewPage: false) { page in
            let verdicts = book.rules.map { $0.verdict() }
            let passed = verdicts.filter { $0 == .pass }.count
            let judged = verdicts.filter { $0 == .pass || $0 == .fail }.count
            page.note(
                Bilingual(
                    "\(passed) of \(judged) judged rules met.", "考核规则 \(judged) 项，达标 \(passed) 项。"),
                style: "lead")
            page.grid(
                Self.columns,
                rows: { page in
                    for rule in book.rules { write(rule, on: &page) }
                })
            page.note(
                Bilingual(
                    "“Every day” and “days that pass”: the figure is days that pass / days that count. Unknown time and "
                        + "trading days without a record count as not met; “best” counts them as met. "
                        + "Percentages are cut to hundredths; verdicts rest on the exact fractions.",
                    "“逐日达标”“达标天数”：数值为达标天数/计入天数。未知时间及缺失交易日按未达标计，“最好”按达标计；百分比截取两位，结论以精确分数为准。"))
        }
    }

    private static let columns: [TableColumn] = [
        .text("Period", "期间"), .text("Rule", "规则"), .text("Days joined by", "按日合并方式"),
        .number("Bar", "要求"), .text("Source", "来源"), .number("Judged", "考核数"),
        .number("Pass", "达标"), .number("Fail", "未达标"), .number("Other", "其他"),
        .text("Lowest", "最差"), .number("Figure", "数值"), .text("Verdict", "结论"),
        .text("Best case", "最好情形"),
    ]

    private func write(_ rule: MonthBook.Rule, on page: inout MarkupWriter) {
        let judged = rule.judged.map(\.figure)
        let passes = judged.filter { $0.verdict == .pass }.count
        let fails = judged.filter { $0.verdict == .fail }.count
        let tags = (rule.terms?.provenance ?? []).filter { "/threshold".hasPrefix($0.valuePath) }
        page.element("tr", ["id": "rule-\(rule.anchor)"]) { page in
            page.cell(text: rule.period)
            page.cell("", link: rule.judged.first?.link) { page in
                page.element("b", text: rule.id)
                page.text(" ")
                page.label(rule.name)
            }
            page.cell { page in
                if let first = judged.first {
                    page.label(ComplianceWords.operation(first.operation))
                }
            }
            page.cell("n") { $0.bar(judged.first?.threshold) }
            page.cell("", link: "#provenance-\(rule.id)") { page in
                page.text(tags.map { "[\($0.tag.rawValue)]" }.joined(separator: " "))
            }
            page.cell(text: String(judged.count), style: "n")
            page.cell(text: String(passes), style: "n")
            page.cell(text: String(fails), style: "n")
            page.cell(text: String(judged.count - passes - fails), style: "n")
            let worst = rule.worstFirst.first
            page.cell("c", link: worst?.link) { page in
                if let worst { page.label(MonthBook.subject(worst.figure)) }
            }
            page.cell("n", link: worst?.link) { page in
                if let worst { page.text(FigureText.percent(worst.figure.value)) }
            }
            page.cell("v") { $0.periodVerdict(rule.verdict()) }
            page.cell("v") { $0.periodVerdict(rule.verdict(best: true)) }
        }
        page.newline()
    }
}

/// The period's own warnings.
struct MonthAlerts {
    let book: MonthBook

    func write(on page: inout MarkupWriter) {
        let report = book.month.report
        let expected = report.days.count + report.missing.count
        let names = report.missing.map(\.description).joined(separator: ", ")
        page.note(
            report.missing.isEmpty
                ? Bilingual(
                    "\(report.days.count) trading days on record, none missing.",
                    "有记录交易日 \(report.days.count) 个，无缺失。")
                : Bilingual(
                    "UNKNOWN DAYS: \(report.days.count) of \(expected) trading days on record. Without a record: \(names). "
                        + "Counted as not met in every figure, as met in the best case only.",
                    "有记录交易日 \(report.days.count)/\(expected)；缺失：\(names)。各数值按未达标计，仅最好情形按达标计。"),
            style: report.missing.isEmpty ? "good" : "alert")
        if !report.isCalendarKnown {
            page.note(
                Bilingual(
                    "No holidays were given: every weekday between the first record and the last is expected.",
                    "未提供休市日：首末记录之间的每个工作日均视为交易日。"), style: "unsure")
        }
        if report.isMixed {
            let packs = report.days.map { "\($0.date): \($0.pack) \($0.version)" }
            page.note(
                Bilingual(
                    "Days were measured under more than one pack: " + packs.joined(separator: ", "),
                    "各日规则版本不一：" + packs.joined(separator: "，")), style: "alert")
        }
        let others = book.month.days.filter { !$0.hasSamePack }.map(\.report.date)
        if !others.isEmpty {
            let names = others.joined(separator: ", ")
            page.note(
                Bilingual(
                    "Measured under another pack than the one applied here: \(names). Its bars judge the period; the days' own "
                        + "pages keep theirs.",
                    "以下各日按另一规则包计量：\(names)。期间结论采用本页规则包，各日页面保留原规则包。"),
                style: "alert")
        }
        writeUnknown(on: &page)
    }

    private func writeUnknown(on page: inout MarkupWriter) {
        let unknown = book.month.days.flatMap(\.report.rules).reduce(Int64(0)) {
            saturatingSum($0, $1.contract == nil ? 0 : $1.times?.unknown ?? 0)
        }
        page.note(
            unknown == 0
                ? Bilingual("Unknown time on days on record: none.", "有记录交易日内未知时间：无。")
                : Bilingual(
                    "UNKNOWN TIME on days on record: \(FigureText.nanoseconds(unknown)) contract-seconds.",
                    "有记录交易日内未知时间：\(FigureText.nanoseconds(unknown)) 合约秒。"),
            style: unknown == 0 ? "good" : "alert")
    }
}
