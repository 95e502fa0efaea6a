import Obligations

/// Each contract's time and figures under one rule, worst and best case, both treatments of exempt time.
struct PresenceSection {
    let book: DayBook
    let rule: DayBook.Rule

    func write(on page: inout MarkupWriter) {
        page.section(
            "t-\(rule.id)",
            Bilingual(
                name: rule.id, "\(rule.name.english) by contract", "\(rule.name.chinese)（按合约）")
        ) { page in
            CoverageBars(entries: rule.timed).write(on: &page)
            page.grid(
                Self.columns, style: "dense",
                rows: { page in for entry in rule.timed { write(entry, on: &page) } },
                foot: { writeTotal(on: &$0) })
            page.note(
                Bilingual(
                    "Seconds; met + not met + exempt + unknown = session in every row. Exempt removed: exempt time out of "
                        + "the denominator; deemed: counted as fulfilled; two figures mean worst – best case. Every figure "
                        + "opens to the intervals it rests on.",
                    "单位：秒。每行 达标＋未达标＋豁免＋未知＝时段。豁免剔除：自分母剔除；视同：视为履行；两数为最差 – 最好。"
                        + "各数值均链接至所依据的区间。"))
        }
    }

    private static let columns: [TableColumn] = [
        .text("Contract", "合约"), .number("Met s", "达标"), .number("Not met s", "未达标"),
        .number("Exempt s", "豁免"), .number("Unknown s", "未知"), .number("Session s", "时段"),
        .number("Figure", "参与率"), .number("Best", "最好"), .number("Sampled", "抽样"),
        .number("Exempt removed", "豁免剔除"), .number("Exempt deemed", "豁免视同"),
        .number("Bar", "要求"), .text("Verdict", "结论"), .text("Best case", "最好情形"),
    ]

    private func write(_ entry: DayBook.Entry, on page: inout MarkupWriter) {
        let row = entry.row
        let whole = book.evidence.link(entry.index)
        page.element("tr", ["id": entry.anchor]) { page in
            page.cell("c", link: whole) { $0.label(DayBook.subject(row)) }
            if let times = row.times { writeTimes(times, entry.index, on: &page) }
            page.ratioCell(row.value, "value", link: whole)
            page.ratioCell(row.best, "best", link: whole)
            if let sampled = row.sampled {
                page.ratioCell(sampled, "sampled", link: whole)
            } else {
                page.cell(text: FigureText.nothing, style: "n")
            }
            range(row.treatments?.removed, "removed", whole, on: &page)
            range(row.treatments?.deemed, "deemed", whole, on: &page)
            page.cell("n", link: book.provenance(row.rule)) { $0.bar(row) }
            page.verdictCell(row.pass, "pass", link: whole)
            page.cell("v") { $0.verdict(ObligationVerdict(entry.passBest)) }
        }
        page.newline()
    }

    private func writeTimes(
        _ times: ObligationReport.Times, _ row: Int, on page: inout MarkupWriter
    ) {
        page.timeCell(times.met, "met_ns", link: book.evidence.link(row, "met"))
        page.timeCell(times.notMet, "not_met_ns", link: book.evidence.link(row, "notMet"))
        page.timeCell(times.exempt, "exempt_ns", link: book.evidence.link(row, "exempt"))
        page.timeCell(times.unknown, "unknown_ns", link: book.evidence.link(row, "unknown"))
        page.timeCell(times.session, "session_ns", link: book.evidence.link(row))
    }

    private func range(
        _ range: ObligationReport.Treatments.Range?, _ field: String, _ link: String?,
        on page: inout MarkupWriter
    ) {
        guard let range else { return page.cell(text: FigureText.nothing, style: "n") }
        page.cell("n", link: link) { page in
            page.ratio(range.worst, field + "-worst")
            // Shown only where it says something else; its value is there for who reads the page as data.
            page.element("data", ["class": field + "-best", "value": range.best.description]) {
                guard range.best != range.worst else { return }
                $0.text(" – " + FigureText.percent(range.best.reported))
            }
        }
    }

    /// Sums over the contracts' own rows; joined rows would count them twice.
    private func writeTotal(on page: inout MarkupWriter) {
        let times = rule.timed.filter { $0.row.contract != nil }.compactMap(\.row.times)
        func sum(_ part: (ObligationReport.Times) -> Int64) -> Int64 {
            times.reduce(0) { saturatingSum($0, part($1)) }
        }
        page.element("tr") { page in
            page.cell(Bilingual("Sum", "合计"))
            page.timeCell(sum(\.met), "sum-met_ns")
            page.timeCell(sum(\.notMet), "sum-not_met_ns")
            page.timeCell(sum(\.exempt), "sum-exempt_ns")
            page.timeCell(sum(\.unknown), "sum-unknown_ns")
            page.timeCell(sum(\.session), "sum-session_ns")
            page.element("td", ["colspan": "8"], text: "")
        }
    }
}
