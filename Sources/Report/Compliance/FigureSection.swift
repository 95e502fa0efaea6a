import Obligations

/// Rows that are no contract's time: coverage, counts, requests; each with what it was counted from.
struct FigureSection {
    let book: DayBook
    /// Rows of single contracts, many and long; else all others.
    let ofContracts: Bool

    private func entries(_ rule: DayBook.Rule) -> [DayBook.Entry] {
        rule.counted.filter { ($0.row.contract != nil) == ofContracts }
    }

    func write(on page: inout MarkupWriter) {
        let counted = book.rules.filter { !entries($0).isEmpty }
        guard !counted.isEmpty else { return }
        page.section(
            ofContracts ? "contract-figures" : "figures",
            ofContracts
                ? Bilingual("Contracts: parts of the day, counts", "合约分时段数值及计数")
                : Bilingual("Figures of underlyings and groups", "标的及合并数值"),
            onNewPage: ofContracts
        ) { page in
            page.grid(
                Self.columns,
                rows: { page in
                    for rule in counted {
                        for entry in entries(rule) { write(entry, of: rule, on: &page) }
                    }
                })
        }
    }

    private static let columns: [TableColumn] = [
        .text("Rule", "规则"), .text("Subject", "对象"), .number("Figure", "数值"),
        .number("Counted", "计数"), .number("Best", "最好"), .number("Bar", "要求"),
        .text("Verdict", "结论"), .text("Best case", "最好情形"),
        .text("Below the bar, or counts", "未达标合约或计数"),
    ]

    private func write(
        _ entry: DayBook.Entry, of rule: DayBook.Rule, on page: inout MarkupWriter
    ) {
        let row = entry.row
        let link = link(entry, of: rule)
        page.element("tr", ["id": entry.anchor]) { page in
            page.cell(text: row.rule, style: "c", link: book.provenance(row.rule))
            page.cell("", link: link) { $0.label(DayBook.subject(row)) }
            page.ratioCell(row.value, "value", link: link)
            page.cell("n", link: link) { $0.text(FigureText.fraction(row.value.reported)) }
            page.ratioCell(row.best, "best", link: link)
            page.cell("n") { $0.bar(row) }
            page.verdictCell(row.pass, "pass")
            page.cell("v") { $0.verdict(ObligationVerdict(entry.passBest)) }
            page.cell("wide") { page in
                if isCoverage(rule) { writeMissing(row, of: rule, on: &page) }
                if let sampled = row.sampled {
                    page.label(Bilingual("sampled ", "抽样 "))
                    page.ratio(sampled, "sampled")
                }
                for (name, count) in (row.counts ?? [:]).sorted(by: { $0.key < $1.key }) {
                    page.text(ComplianceWords.words(name) + " ")
                    page.exact(String(count), "counts-\(name)") { $0.text(FigureText.count(count)) }
                    page.text("  ")
                }
            }
        }
        page.newline()
    }

    /// A coverage opens to its contracts, a part of the day to the day's intervals, a group to its rule's table.
    private func link(_ entry: DayBook.Entry, of rule: DayBook.Rule) -> String? {
        if isCoverage(rule) {
            return evidence(of: rule).flatMap { name in
                book.rules.contains { $0.id == name && !$0.timed.isEmpty } ? "#t-\(name)" : nil
            }
        }
        return book.evidence.link(entry.index) ?? (rule.timed.isEmpty ? nil : "#t-\(rule.id)")
    }

    private func isCoverage(_ rule: DayBook.Rule) -> Bool { rule.kind == "coverage" }

    /// The presence rule a coverage counts.
    private func evidence(of rule: DayBook.Rule) -> String? {
        guard case .coverage(let coverage)? = rule.terms?.kind else { return nil }
        return coverage.presence
    }

    /// The obliged contracts that do not reach the bar, each linked to its row.
    private func writeMissing(
        _ row: ObligationReport.Row, of rule: DayBook.Rule, on page: inout MarkupWriter
    ) {
        let met = Set(row.contractsMet ?? [])
        let name = evidence(of: rule)
        let missing = book.timed.filter {
            $0.row.rule == name && $0.row.underlying == row.underlying
                && $0.row.value.den > 0 && $0.row.contract.map { !met.contains($0) } ?? false
        }
        page.exact(String(met.count), "contracts_met") { page in
            page.label(Bilingual("\(met.count) reach the bar", "\(met.count) 个达标"))
        }
        guard !missing.isEmpty else { return page.text(".") }
        page.label(Bilingual("; below:", "；未达："))
        for entry in missing {
            page.text(" ")
            page.element("a", ["href": entry.link], text: entry.row.contract ?? "")
        }
    }
}
