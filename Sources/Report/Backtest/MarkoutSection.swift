import Market

/// What the fills were worth after some seconds, against our own value and against the market's middle.
struct MarkoutSection {
    let sheet: BacktestSheet

    func write(on page: inout MarkupWriter) {
        guard let first = sheet.runs.first, !first.markouts.isEmpty else { return }
        let seconds = first.markouts.map(\.seconds)
        page.section(
            "markouts", Bilingual("Adverse selection", "逆向选择"), onNewPage: false
        ) { page in
            page.paragraph(
                Bilingual(
                    "Yuan a contract, so many seconds after the fill: against the theoretical value of our latest "
                        + "quote, and against the middle of the market without our orders. Falling with time: "
                        + "the counterparties knew something.",
                    "成交后若干秒每张合约的盈亏（元）：对我方最近报价的理论价，以及对剔除我方后的市场中价。"))
            let rows: [[TableCell]] = sheet.settings.flatMap { setting in
                [row(setting, false, seconds), row(setting, true, seconds)]
            }
            page.table(
                [.text("Setting", "参数"), .text("Against", "基准")]
                    + seconds.map { .number("\($0) s", "\($0) 秒") }
                    + [.number("Contracts", "张数")],
                rows: rows, style: "data wide narrow")
        }
    }

    private func row(_ setting: BacktestSheet.Setting, _ isMiddle: Bool, _ seconds: [Int64])
        -> [TableCell]
    {
        let sums = seconds.map { second in sum(setting.runs, isMiddle, after: second) }
        let label =
            isMiddle ? Bilingual("middle", "市场中价") : Bilingual("theoretical value", "理论价")
        return [.text(isMiddle ? "" : setting.label), .both(label)]
            + sums.map { sum in
                guard sum.contracts > 0 else { return .text(FigureText.nothing) }
                return .text(FigureText.fixed(sum.yuan / sum.contracts, decimals: 2))
            } + [.text(FigureText.fixed(sums.first?.contracts ?? 0, decimals: 0))]
    }

    private func sum(_ runs: [BacktestRun], _ isMiddle: Bool, after second: Int64) -> (
        yuan: Double, contracts: Double
    ) {
        runs.flatMap(\.markouts).filter { $0.seconds == second }.reduce((0, 0)) {
            (
                $0.0 + (isMiddle ? $1.toMiddle : $1.toTheoretical).yuan,
                $0.1 + Double(isMiddle ? $1.contractsToMiddle : $1.contractsToTheoretical)
            )
        }
    }
}
