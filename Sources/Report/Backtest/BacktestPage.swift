/// Backtests as one self-contained HTML file: inline styles and drawings, no scripts, no links.
public enum BacktestPage {
    /// Renders the page; the same values give the same text. The text is HTML that also parses as XML.
    public static func render(_ sheet: BacktestSheet) -> String {
        MarkupWriter.document("Obligato \(sheet.title)", styles: [StyleSheet.css, css]) { page in
            heading(sheet, on: &page)
            DifferenceSection(sheet: sheet).write(on: &page)
            SettingSection(sheet: sheet).write(on: &page)
            CurveSection(sheet: sheet).write(on: &page)
            MarkoutSection(sheet: sheet).write(on: &page)
            RunSection(sheet: sheet).write(on: &page)
        }
    }

    private static func heading(_ sheet: BacktestSheet, on page: inout MarkupWriter) {
        page.element("h1", text: sheet.title)
        page.element("div", ["class": "facts"]) { page in
            for fact in sheet.facts {
                page.element("span") { page in
                    page.label(Bilingual(fact.english, fact.chinese))
                    page.text(" ")
                    page.element("b", text: fact.value)
                }
            }
        }
        page.newline()
        for failure in sheet.failures {
            page.element("p", ["class": "bad"]) { page in
                page.label(Bilingual("Failed", "失败"))
                page.text(": \(failure.name): \(failure.reason)")
            }
        }
    }

    /// What only these pages need, after the house's own.
    private static let css: StaticString = """
        .dot { stroke:none; fill:#1d2530; fill-opacity:.35; } .mean { fill:#1d2530; stroke:#fff; }
        .dot.l1 { fill:#0072b2; } .dot.l2 { fill:#8a3d82; } .dot.l3 { fill:#b5490b; }
        .mean.l1 { fill:#0072b2; } .mean.l2 { fill:#8a3d82; } .mean.l3 { fill:#b5490b; }
        .mean.l0,.mean.l1,.mean.l2,.mean.l3 { stroke:#fff; stroke-width:1; stroke-dasharray:none; }
        .l4 { stroke:#00795c; stroke-dasharray:10 3; } .l5 { stroke:#c77a1b; stroke-dasharray:4 2; }
        td.best { font-weight:650; } .charts { display:grid; gap:6px 30px;
          grid-template-columns:minmax(0,1fr) minmax(0,1fr); }
        table.wide td:first-child { white-space:nowrap; }
        table.wide th { font-size:11px; } .charts h3 { margin:12px 0 2px; } table.wide { font-size:11.5px; }
        table.wide td,table.wide th { padding-right:7px; }
        """
}

extension BacktestSheet {
    /// Tables for the terminal: settings with their means, failures, and whether two sides are equal.
    public func text(columns: Int = 160) -> String {
        var lines: [String] = []
        let shown = BacktestMeasure.shown(of: runs)
        if let comparison {
            lines += DifferenceSection(sheet: self).lines(columns: columns)
            lines.append("")
            lines.append(comparison.verdict.line)
        } else {
            let table = TextTable(
                columns: [.text("setting", "参数")]
                    + shown.map { TableColumn(label: $0.short, isNumber: true) },
                rows: settings.map { setting in
                    [setting.label] + shown.map { $0.text($0.mean(setting.runs)) }
                })
            lines += table.lines(columns: max(columns, 40 + shown.count * 20))
        }
        lines += failures.map { "failed 失败: \($0.name): \($0.reason)" }
        return lines.joined(separator: "\n")
    }

    /// One row a run, all figures, for other tools.
    public var runsCSV: String {
        let measures = BacktestMeasure.all(of: runs)
        var text = (["setting", "run", "hash"] + measures.map(\.key)).joined(separator: ",") + "\n"
        for setting in settings {
            for run in setting.runs {
                let cells = [setting.label, run.name].map(Self.quoted)
                text +=
                    (cells + [run.hash] + measures.map { $0.plain(run) }).joined(separator: ",")
                    + "\n"
            }
        }
        return text
    }

    /// One row a setting: mean and sample deviation of every figure over its runs.
    public var settingsCSV: String {
        let measures = BacktestMeasure.all(of: runs)
        let columns = measures.flatMap { ["\($0.key)_mean", "\($0.key)_deviation"] }
        var text = (["setting", "runs"] + columns).joined(separator: ",") + "\n"
        for setting in settings {
            let cells = measures.flatMap { measure in
                [measure.mean(setting.runs), measure.deviation(setting.runs)].map {
                    guard let value = $0, abs(value) < 1e13 else { return "" }
                    return FigureText.fixed(value, decimals: 4, isGrouped: false)
                }
            }
            let head = [Self.quoted(setting.label), String(setting.runs.count)]
            text += (head + cells).joined(separator: ",") + "\n"
        }
        return text
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + doubled.joined(separator: "\"\"") + "\""
    }
}
