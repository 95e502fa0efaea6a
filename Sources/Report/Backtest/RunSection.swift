/// Every run with its figures and its hash.
struct RunSection {
    let sheet: BacktestSheet

    func write(on page: inout MarkupWriter) {
        guard sheet.runs.count > 1, sheet.comparison == nil else { return }
        let shown = BacktestMeasure.shown(of: sheet.runs)
        page.section("runs", Bilingual("Runs", "各次回测")) { page in
            let columns =
                [.text("Setting", "参数"), .text("Run", "回测")]
                + shown.map { TableColumn(label: $0.short, isNumber: true) }
                + [.text("Hash", "散列值")]
            let rows: [[TableCell]] = sheet.settings.flatMap { setting in
                setting.runs.map { run in
                    [.text(setting.label), .text(run.name)] + shown.map { .text($0.text(run)) }
                        + [.text(run.hash)]
                }
            }
            page.table(columns, rows: rows, style: "data wide")
        }
    }
}
