import Market
import Obligations

/// The period's figures of underlyings and groups, then of each contract, each with its days.
struct MonthFigureSection {
    let book: MonthBook
    let rule: MonthBook.Rule

    func write(on page: inout MarkupWriter) {
        page.section(
            "t-\(rule.anchor)",
            Bilingual(name: "\(rule.period) \(rule.id)", rule.name.english, rule.name.chinese),
            onNewPage: !rule.contracts.isEmpty
        ) { page in
            let hasTimes = rule.entries.contains { $0.figure.times != nil }
            page.grid(
                Self.columns(hasTimes: hasTimes), style: "dense",
                rows: { page in
                    for entry in rule.others + rule.contracts {
                        write(entry, hasTimes: hasTimes, on: &page)
                    }
                })
            writeCauses(on: &page)
        }
    }

    private static func columns(hasTimes: Bool) -> [TableColumn] {
        let times: [TableColumn] = [
            .number("Met s", "达标"), .number("Not met s", "未达标"), .number("Exempt s", "豁免"),
            .number("Unknown s", "未知"), .number("Session s", "时段"),
        ]
        return [.text("Subject", "对象")] + (hasTimes ? times : []) + [
            .number("Figure", "数值"), .number("Best", "最好"), .number("On record", "有记录"),
            .number("Mean of days", "日均"), .number("Bar", "要求"), .text("Days", "天数"),
            .number("Needed", "需达标"), .number("No obl.", "无义务"), .number("Missing", "缺失"),
            .text("Day by day", "逐日"), .text("Verdict", "结论"), .text("Best case", "最好情形"),
        ]
    }

    private func write(
        _ entry: MonthBook.Entry, hasTimes: Bool, on page: inout MarkupWriter
    ) {
        let figure = entry.figure
        page.element("tr", ["id": "p\(entry.index)"]) { page in
            page.cell("c") { page in
                page.label(MonthBook.subject(figure))
                if !figure.isJudged {
                    page.text(" ")
                    page.label(Bilingual("(shown, not judged)", "（仅供参考）"))
                }
            }
            if hasTimes { write(figure.times, on: &page) }
            page.exactCell(figure.value, "value")
            page.exactCell(figure.best, "best")
            page.exactCell(figure.recorded, "recorded")
            page.exactCell(figure.mean, "mean")
            page.cell("n", link: "#provenance-\(figure.rule)") { $0.bar(figure.threshold) }
            page.cell("v") { page in
                page.exact(String(figure.counts.passed), "days_passed") {
                    $0.text(String(figure.counts.passed))
                }
                page.text("/")
                page.exact(String(figure.counts.obliged), "days_obliged") {
                    $0.text(String(figure.counts.obliged))
                }
            }
            page.cell(text: figure.daysNeeded.map(String.init) ?? "", style: "n")
            page.countCell(figure.counts.empty, "days_without_obligation")
            page.countCell(figure.counts.missing, "days_missing")
            page.cell("days") { writeDays(figure, on: &$0) }
            page.verdictCell(figure.verdict, "verdict")
            page.verdictCell(figure.bestVerdict, "best_verdict")
        }
        page.newline()
    }

    private func write(_ times: ObligationReport.Times?, on page: inout MarkupWriter) {
        guard let times else {
            page.element("td", ["colspan": "5"], text: "")
            return
        }
        page.timeCell(times.met, "met_ns")
        page.timeCell(times.notMet, "not_met_ns")
        page.timeCell(times.exempt, "exempt_ns")
        page.timeCell(times.unknown, "unknown_ns")
        page.timeCell(times.session, "session_ns")
    }

    /// A mark a day, each linked to the day's own row.
    private func writeDays(_ figure: PeriodFigure, on page: inout MarkupWriter) {
        if let met = figure.contractsMet {
            page.exact(String(met.count), "contracts_met") { page in
                page.label(Bilingual("\(met.count) contracts", "\(met.count) 个合约"))
            }
        }
        for unit in figure.days {
            let mark: String
            if unit.isMissing {
                mark = "?"
            } else if let pass = unit.pass {
                mark = pass ? "✓" : "✗"
            } else {
                mark = unit.value.hasDenominator ? "·" : FigureText.nothing
            }
            let title = "\(unit.date) \(FigureText.percent(unit.value))"
            if let link = book.day(unit.date).flatMap({ book.link(figure, on: $0) }) {
                page.element("a", ["href": link, "title": title], text: mark)
            } else {
                page.element("span", ["title": title], text: mark)
            }
        }
    }

    /// What the time not met of the period is made of.
    private func writeCauses(on page: inout MarkupWriter) {
        var sums: [String: Int64] = [:]
        for entry in rule.contracts {
            for (name, time) in entry.figure.causes ?? [:] where time != 0 {
                sums[name] = saturatingSum(sums[name] ?? 0, time)
            }
        }
        guard !sums.isEmpty else { return }
        let whole = sums.values.reduce(0, saturatingSum)
        page.heading(Bilingual("Causes of time not met, days on record", "未达标原因（有记录交易日）"))
        page.grid(
            [
                .text("Cause", "原因"), .number("Seconds", "秒"), .number("Share", "占比"),
                .text("", ""),
            ],
            rows: { page in
                let ordered = sums.sorted {
                    $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
                }
                for (name, time) in ordered {
                    page.element("tr") { page in
                        page.cell(ComplianceWords.cause(name))
                        page.timeCell(time, "cause-\(name)")
                        page.cell(
                            text: FigureText.percent(ReportedRatio(time, whole)), style: "n")
                        page.element("td", ["class": "half"], text: "")
                    }
                }
            },
            foot: { page in
                page.element("tr") { page in
                    page.cell(Bilingual("Time not met", "未达标合计"))
                    page.timeCell(whole, "sum-not_met_ns")
                    page.element("td", ["colspan": "2"], text: "")
                }
            })
    }
}
