import Obligations

/// Why time was not met: a column a cause, a row a contract; each row's causes add up to its gap.
struct GapSection {
    /// Causes with columns of their own; the rest are told in the last one.
    private static let columnsMax = 8

    let book: DayBook
    let rule: DayBook.Rule

    func write(on page: inout MarkupWriter) {
        let rows = rule.timed.filter { ($0.row.times?.notMet ?? 0) != 0 || !causes($0).isEmpty }
            .sorted {
                let (left, right) = ($0.row.times?.notMet ?? 0, $1.row.times?.notMet ?? 0)
                return left == right ? $0.index < $1.index : left > right
            }
        page.section(
            "gap-\(rule.id)",
            Bilingual(name: rule.id, "Causes of time not met", "未达标原因"), onNewPage: false
        ) { page in
            guard !rows.isEmpty else {
                return page.nothing(Bilingual("No time was not met.", "无未达标时间。"))
            }
            let totals = totals(rows)
            let shown = Array(totals.prefix(Self.columnsMax))
            let rest = Array(totals.dropFirst(Self.columnsMax))
            page.grid(
                columns(shown, hasRest: !rest.isEmpty), style: "dense",
                rows: { page in
                    for entry in rows { write(entry, shown, rest, on: &page) }
                }, foot: { writeTotal(rows, shown, rest, on: &$0) })
            page.note(
                Bilingual(
                    "Seconds. Each not-met instant has exactly one cause; the causes of a row add up to its time not met. "
                        + "Largest gap first; contracts without a gap are left out.",
                    "单位：秒。每一未达标时刻恰有一个原因，各行原因之和等于未达标时间；按缺口由大到小，无缺口合约从略。"))
        }
    }

    private func causes(_ entry: DayBook.Entry) -> [String: Int64] {
        (entry.row.causes ?? [:]).filter { $0.value != 0 }
    }

    /// Causes by cost, the dearest first.
    private func totals(_ rows: [DayBook.Entry]) -> [(name: String, time: Int64)] {
        var sums: [String: Int64] = [:]
        for entry in rows where entry.row.contract != nil {
            for (name, time) in causes(entry) { sums[name] = saturatingSum(sums[name] ?? 0, time) }
        }
        return sums.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
            .map { (name: $0.key, time: $0.value) }
    }

    private func columns(_ shown: [(name: String, time: Int64)], hasRest: Bool) -> [TableColumn] {
        var columns: [TableColumn] = [.text("Contract", "合约"), .number("Not met s", "未达标")]
        for cause in shown {
            let label = ComplianceWords.cause(cause.name)
            columns.append(.number(label.english, label.chinese))
        }
        if hasRest { columns.append(.text("Others s", "其他")) }
        return columns
    }

    private func write(
        _ entry: DayBook.Entry, _ shown: [(name: String, time: Int64)],
        _ rest: [(name: String, time: Int64)], on page: inout MarkupWriter
    ) {
        let causes = entry.row.causes ?? [:]
        page.element("tr", ["class": "gap", "id": "g\(entry.index)"]) { page in
            page.cell("c", link: entry.link) { $0.label(DayBook.subject(entry.row)) }
            page.timeCell(
                entry.row.times?.notMet ?? 0, "not_met_ns",
                link: book.evidence.link(entry.index, "notMet"))
            for cause in shown {
                page.timeCell(
                    causes[cause.name] ?? 0, "cause-\(cause.name)",
                    link: (causes[cause.name] ?? 0) == 0
                        ? nil : book.evidence.link(entry.index, cause.name))
            }
            guard !rest.isEmpty else { return }
            page.cell("wide") { page in
                for cause in rest {
                    guard let time = causes[cause.name], time != 0 else { continue }
                    page.label(ComplianceWords.cause(cause.name))
                    page.text(" ")
                    page.exact(String(time), "cause-\(cause.name)") { $0.seconds(time) }
                    page.text("  ")
                }
            }
        }
        page.newline()
    }

    private func writeTotal(
        _ rows: [DayBook.Entry], _ shown: [(name: String, time: Int64)],
        _ rest: [(name: String, time: Int64)], on page: inout MarkupWriter
    ) {
        page.element("tr") { page in
            page.cell(Bilingual("Sum", "合计"))
            page.timeCell(
                rows.filter { $0.row.contract != nil }
                    .reduce(0) { saturatingSum($0, $1.row.times?.notMet ?? 0) }, "sum-not_met_ns")
            for cause in shown { page.timeCell(cause.time, "sum-\(cause.name)") }
            if !rest.isEmpty {
                page.timeCell(rest.reduce(0) { saturatingSum($0, $1.time) }, "sum-others")
            }
        }
    }
}
