import Market

/// Two sides beside each other with their differences, and whether they are equal.
struct DifferenceSection {
    let sheet: BacktestSheet

    func write(on page: inout MarkupWriter) {
        guard let comparison = sheet.comparison, sheet.settings.count == 2 else { return }
        page.section(
            "differences", Bilingual("Side by side", "并列比较"), onNewPage: false
        ) { page in
            page.element("p", ["class": comparison.isEqual ? "good" : "unsure"]) {
                $0.label(comparison.verdict)
            }
            let rows = rows()
            page.table(
                [
                    .text("Figure", "项目"), .number(sheet.settings[0].label, ""),
                    .number(sheet.settings[1].label, ""), .number("Difference", "差额"),
                ],
                rows: rows.map { row in
                    [.both(row.label), .text(row.first), .text(row.second), .text(row.difference)]
                }, style: "data narrow")
            if comparison.pairs.count > 1 { pairs(comparison, on: &page) }
        }
    }

    /// The same rows for the terminal.
    func lines(columns: Int) -> [String] {
        guard sheet.settings.count == 2 else { return [] }
        return TextTable(
            columns: [
                .text("figure", "项目"), .number("(1)", ""), .number("(2)", ""),
                .number("difference", "差额"),
            ],
            rows: rows().map { [$0.label.line, $0.first, $0.second, $0.difference] }
        ).lines(columns: columns)
    }

    private struct Row {
        let label: Bilingual
        let first: String
        let second: String
        let difference: String
    }

    private func rows() -> [Row] {
        BacktestMeasure.all(of: sheet.runs).map { measure in
            let first = measure.mean(sheet.settings[0].runs)
            let second = measure.mean(sheet.settings[1].runs)
            var difference: Double?
            if let first, let second { difference = second - first }
            let sign = (difference ?? 0) > 0 ? "+" : ""
            return Row(
                label: measure.label, first: measure.text(first), second: measure.text(second),
                difference: sign + measure.text(difference))
        }
    }

    private func pairs(_ comparison: BacktestComparisonSheet, on page: inout MarkupWriter) {
        page.element("h3") { $0.label(Bilingual("Run by run", "逐次比较")) }
        let profit = BacktestMeasure.profit
        page.table(
            [
                .text("Run", "回测"), .number("P&L (1)", ""), .number("P&L (2)", ""),
                .number("Difference", "差额"), .text("Record", "记录"),
            ],
            rows: comparison.pairs.map { pair in
                var difference: Double?
                if let first = pair.first, let second = pair.second {
                    difference = second.profit.yuan - first.profit.yuan
                }
                let verdict =
                    pair.isEqual ? Bilingual("equal", "一致") : Bilingual("differs", "不同")
                return [
                    .text(pair.name), .text(profit.text(pair.first?.profit.yuan)),
                    .text(profit.text(pair.second?.profit.yuan)), .text(profit.text(difference)),
                    .both(verdict),
                ]
            }, style: "data narrow")
    }
}

extension BacktestComparisonSheet {
    /// In one sentence.
    var verdict: Bilingual {
        let equal = pairs.count { $0.isEqual }
        if isEqual {
            return Bilingual(
                "Equal: \(equal) of \(pairs.count) runs are the same to the byte.",
                "一致：\(pairs.count) 次回测逐字节相同。")
        }
        let missing = pairs.count { $0.first == nil || $0.second == nil }
        let alone = missing > 0 ? ", \(missing) on one side alone" : ""
        return Bilingual(
            "Different: \(equal) of \(pairs.count) runs are equal\(alone).",
            "不同：\(pairs.count) 次回测中 \(equal) 次一致。")
    }
}
