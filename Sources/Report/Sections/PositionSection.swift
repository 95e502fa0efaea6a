import Market

/// Profit with its parts, delta and vega over the day.
struct PositionSection {
    let report: DayReport

    func write(on page: inout MarkupWriter) {
        page.section(
            "position", Bilingual("Position and P&L", "持仓与盈亏"), onNewPage: !report.position.isEmpty
        ) { page in
            guard let last = report.position.last else {
                page.nothing(Bilingual("No position was recorded.", "无持仓记录。"))
                return
            }
            page.element("h3") {
                $0.label(
                    Bilingual("P&L since the start of the day, at the marks, yuan", "当日盈亏（按盯市，元）"))
            }
            profitChart(last).panel(on: &page)
            page.element("h3") { $0.label(Bilingual("Net delta, ETF shares", "净 Delta（份）")) }
            chart(
                Bilingual("Net delta", "净 Delta"),
                report.position.map { Double($0.netDeltaShares) },
                last: FigureText.count(last.netDeltaShares)
            ).panel(on: &page)
            page.element("h3") { page in
                page.label(Bilingual("Vega, yuan for one point of volatility", "Vega（元/波动率百分点）"))
            }
            chart(
                Bilingual("Vega", ""), report.position.map(\.vega.yuan),
                last: FigureText.yuan(last.vega)
            ).panel(on: &page)
            writeUnexplained(last.profit, on: &page)
        }
    }

    private func profitChart(_ last: PositionPoint) -> DayLineChart {
        let profits = report.position.map(\.profit)
        func line(_ label: Bilingual, _ style: String, _ part: (ProfitParts) -> Money)
            -> DayLineChart.Line
        {
            DayLineChart.Line(
                label: label, style: style, values: profits.map { part($0).yuan },
                last: FigureText.yuan(part(last.profit)))
        }
        return DayLineChart(
            title: Bilingual("P&L and its parts", "盈亏及构成"), height: 290,
            times: report.position.map(\.time),
            lines: [
                line(Bilingual("Total", "合计"), "l0", \.total),
                line(Bilingual("Edge", "价差收益"), "l1", \.edge),
                line(Bilingual("Holding", "持仓损益"), "l2", \.holding),
                line(Bilingual("Fees", "费用"), "l3", \.fees),
            ], spans: report.sessionSpans)
    }

    private func chart(_ title: Bilingual, _ values: [Double], last: String) -> DayLineChart {
        DayLineChart(
            title: title, height: 150, times: report.position.map(\.time),
            lines: [DayLineChart.Line(label: title, style: "l0", values: values, last: last)],
            spans: report.sessionSpans)
    }

    private func writeUnexplained(_ profit: ProfitParts, on page: inout MarkupWriter) {
        let rest = profit.unexplained
        if rest == .zero {
            page.paragraph(Bilingual("Edge, holding and fees add up to the total.", "三项之和等于合计。"))
        } else {
            page.element("p", ["class": "bad"]) { page in
                page.label(
                    Bilingual(
                        "The parts do not add up to the total: \(FigureText.yuan(rest)) yuan unexplained.",
                        "各项之和与合计不符。"))
            }
        }
    }
}

extension DayLineChart {
    fileprivate func panel(on page: inout MarkupWriter) {
        page.element("div", ["class": "panel"]) { draw(on: &$0) }
    }
}
