import Obligations

/// Rules and rows without a verdict, and why each has none.
struct UnjudgedSection {
    let book: DayBook

    func write(on page: inout MarkupWriter) {
        let rows = book.rules.filter { $0.unevaluated == nil }.flatMap { rule in
            rule.entries.filter { $0.row.pass == nil }.map { (rule: rule, entry: $0) }
        }
        let rules = book.rules.filter { $0.unevaluated != nil }
        page.section("unjudged", Bilingual("Without a verdict", "无结论项"), onNewPage: false) { page in
            guard !rows.isEmpty || !rules.isEmpty else {
                return page.note(
                    Bilingual("Every rule and row has a verdict.", "各规则各行均有结论。"))
            }
            page.grid(
                [.text("Rule", "规则"), .text("Subject", "对象"), .text("Why", "原因")],
                rows: { page in
                    for rule in rules { write(rule, on: &page) }
                    for row in rows {
                        line(
                            row.rule.id, DayBook.subject(row.entry.row), row.entry.link,
                            Self.reason(row.entry.row), on: &page)
                    }
                })
        }
    }

    private func write(_ rule: DayBook.Rule, on page: inout MarkupWriter) {
        let reason = rule.unevaluated ?? ""
        // A rule without a figure still has rows: their zeros are written where they can be found.
        for entry in rule.entries {
            line(
                rule.id, DayBook.subject(entry.row), entry.link,
                Bilingual("not evaluated by this build: \(reason)", "本版本尚不评定：\(reason)"),
                on: &page)
        }
        guard rule.entries.isEmpty else { return }
        line(
            rule.id, Bilingual("all", "全部"), nil,
            rule.kind == "score"
                ? Bilingual("judged over a period, not by the day", "按期间评定，不按日")
                : Bilingual("not evaluated by this build: \(reason)", "本版本尚不评定：\(reason)"),
            on: &page)
    }

    private func line(
        _ rule: String, _ subject: Bilingual, _ link: String?, _ reason: Bilingual,
        on page: inout MarkupWriter
    ) {
        page.element("tr") { page in
            page.cell(text: rule)
            page.cell("c", link: link) { $0.label(subject) }
            page.cell(reason)
        }
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
