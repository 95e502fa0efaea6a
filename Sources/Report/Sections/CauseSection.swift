/// Why time was not met: the causes as bars and as a table.
struct CauseSection {
    let totals: DayTotals

    func write(on page: inout MarkupWriter) {
        page.section("causes", Bilingual("Causes of time not met", "未达标原因"), onNewPage: false) {
            page in
            guard !totals.causes.isEmpty else {
                page.nothing(Bilingual("No time was not met.", "无未达标时间。"))
                return
            }
            page.element("div", ["class": "panel"]) { page in
                CauseChart(bars: bars).draw(on: &page)
            }
            writeTable(on: &page)
        }
    }

    private var bars: [CauseChart.Bar] {
        totals.underlyings.enumerated().map { index, underlying in
            CauseChart.Bar(
                name: underlying, nanoseconds: totals.causes.map { $0.byUnderlying[index] })
        }
    }

    private func writeTable(on page: inout MarkupWriter) {
        let notMet = totals.time.notMetNanoseconds
        page.table(
            [
                .number("No.", "序号"), .text("Cause", "原因"), .number("Time s", "时间"),
                .number("Share", "占比"), .text("", ""), .number("Contracts", "涉及合约"),
            ]
                + totals.underlyings.map {
                    .number(TerminalText.fitted($0, columns: 14) + " s", "")
                },
            rows: totals.causes.enumerated().map { index, cause in
                let share = ReportedRatio(cause.nanoseconds, notMet)
                return [
                    .text(String(index + 1)), .both(cause.label),
                    .text(FigureText.seconds(cause.nanoseconds)), .text(FigureText.percent(share)),
                    .bar(share: share.drawn, mark: nil),
                    .text(FigureText.count(Int64(cause.contracts))),
                ] + cause.byUnderlying.map { .text(FigureText.seconds($0)) }
            },
            total: [
                .text(""), .both(Bilingual("Time not met", "未达标合计")),
                .text(FigureText.seconds(notMet)), .text(""), .text(""), .text(""),
            ]
                + totals.underlyings.map {
                    .text(FigureText.seconds(totals.time(of: $0).notMetNanoseconds))
                })
    }
}
