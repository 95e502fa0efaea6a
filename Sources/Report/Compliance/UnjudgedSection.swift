import Obligations

/// Rules and rows without a verdict, and why each has none.
struct UnjudgedSection {
    /// Subjects named of one reason; the rest are counted.
    private static let subjectsMax = 12

    let book: DayBook

    /// Rows of one rule that have no verdict for one reason.
    private struct Line {
        let rule: String
        let reason: Bilingual
        var entries: [DayBook.Entry]
    }

    func write(on page: inout MarkupWriter) {
        let lines = lines
        page.section("unjudged", Bilingual("Without a verdict", "无结论项"), onNewPage: false) { page in
            guard !lines.isEmpty else {
                return page.note(
                    Bilingual("Every rule and row has a verdict.", "各规则各行均有结论。"))
            }
            page.grid(
                [
                    .text("Rule", "规则"), .text("Why", "原因"), .number("Rows", "行数"),
                    .text("Subjects", "对象"),
                ],
                rows: { page in for line in lines { write(line, on: &page) } })
        }
    }

    private var lines: [Line] {
        var lines: [Line] = []
        for rule in book.rules {
            if rule.entries.isEmpty || rule.unevaluated != nil {
                lines.append(
                    Line(rule: rule.id, reason: Self.reason(rule), entries: rule.entries))
                continue
            }
            for entry in rule.entries where entry.row.pass == nil {
                let reason = Self.reason(entry.row, of: rule)
                let place =
                    lines.firstIndex { $0.rule == rule.id && $0.reason == reason } ?? lines.count
                if place == lines.count {
                    lines.append(Line(rule: rule.id, reason: reason, entries: []))
                }
                lines[place].entries.append(entry)
            }
        }
        return lines
    }

    private func write(_ line: Line, on page: inout MarkupWriter) {
        page.element("tr") { page in
            page.cell(text: line.rule, style: "c")
            page.cell(line.reason)
            page.cell(text: String(line.entries.count), style: "n")
            page.cell { page in
                for entry in line.entries.prefix(Self.subjectsMax) {
                    page.element("a", ["href": entry.link]) {
                        $0.label(DayBook.subject(entry.row))
                    }
                    page.text(" ")
                }
                if line.entries.count > Self.subjectsMax { page.text("…") }
            }
        }
        page.newline()
    }

    private static func reason(_ rule: DayBook.Rule) -> Bilingual {
        if rule.kind == "score" {
            return Bilingual("judged over a period, not by the day", "按期间评定，不按日")
        }
        guard let reason = rule.unevaluated else {
            return Bilingual("no row on this day", "当日无对象")
        }
        return Bilingual("not evaluated by this build: \(reason)", "本版本尚不评定：\(reason)")
    }

    private static func reason(_ row: ObligationReport.Row, of rule: DayBook.Rule) -> Bilingual {
        if row.value.den > 0, row.threshold.den == 0, rule.judgesJoined {
            return Bilingual(
                "judged by group or part of the day, not by itself", "按合并或分时段评定，不单独评定")
        }
        return reason(row)
    }

    private static func reason(_ row: ObligationReport.Row) -> Bilingual {
        if let times = row.times {
            if times.session == 0 {
                return Bilingual("no session on this day", "当日无交易时段")
            }
            if times.exempt == times.session {
                return Bilingual("exempt for the whole session: no obligation", "全时段豁免，无义务")
            }
        }
        if let requests = row.requests {
            return requests.requests == 0
                ? Bilingual("no request for quote", "当日无询价")
                : Bilingual("no request that counts", "无计入的询价")
        }
        return row.value.den == 0
            ? Bilingual("denominator zero: no obligation", "分母为零，无义务")
            : Bilingual("no bar: measured only", "无要求，仅统计")
    }
}
