import Market

/// The day's course: profit and its parts, presence and inventory, as means over runs.
struct CurveSection {
    /// Lines a chart can hold apart.
    static let linesMax = 6

    let sheet: BacktestSheet

    /// A setting's runs as one mean curve, minute by minute.
    private struct Curve {
        let label: String
        let style: String
        let runs: [BacktestRun]
    }

    func write(on page: inout MarkupWriter) {
        guard let first = sheet.runs.first(where: { !$0.minutes.isEmpty }) else { return }
        let curves = curves()
        page.section("day", Bilingual("Over the day", "日内走势")) { page in
            page.paragraph(
                Bilingual(
                    "Minute by minute at the quoter's theoretical values, before settlement prices are known.",
                    "按报价程序的理论价逐分钟计值，尚未使用结算价。"))
            if curves.count < sheet.settings.count {
                page.paragraph(
                    Bilingual(
                        "The best and the worst setting by mean P&L and some between them.",
                        "按平均损益取最优、最差及其间若干组参数。"))
            }
            panel(
                Bilingual("P&L, yuan", "损益（元）"), 250, curves, first.minutes.map(\.time), on: &page
            ) { run, index in run.minutes[index].profit.total.yuan }
            parts(first, on: &page)
            presence(curves, first, on: &page)
            panel(
                Bilingual("Inventory: net delta, ETF shares", "持仓：净 Delta（份）"), 190, curves,
                first.minutes.map(\.time), on: &page
            ) { run, index in Double(run.minutes[index].netDeltaShares) }
            panel(
                Bilingual("Inventory: vega, yuan a volatility point", "持仓：Vega（元/波动率百分点）"), 190,
                curves, first.minutes.map(\.time), on: &page
            ) { run, index in run.minutes[index].vega.yuan }
        }
    }

    private func curves() -> [Curve] {
        let ranked = sheet.settings.filter { !$0.runs.isEmpty }.enumerated().sorted {
            let a = BacktestMeasure.profit.mean($0.element.runs) ?? 0
            let b = BacktestMeasure.profit.mean($1.element.runs) ?? 0
            return a == b ? $0.offset < $1.offset : a > b
        }
        var chosen = ranked.map(\.offset)
        if chosen.count > Self.linesMax {
            let last = chosen.count - 1
            chosen = (0..<Self.linesMax).map { chosen[$0 * last / (Self.linesMax - 1)] }
        }
        let settings = sheet.settings.filter { !$0.runs.isEmpty }
        return chosen.enumerated().map { place, index in
            Curve(
                label: settings[index].label, style: "l\(place)", runs: settings[index].runs)
        }
    }

    /// Means over a curve's runs of what `value` says of each minute; runs of another length are left out.
    private func means(
        _ runs: [BacktestRun], count: Int, _ value: (BacktestRun, Int) -> Double
    ) -> [Double] {
        let whole = runs.filter { $0.minutes.count == count }
        guard !whole.isEmpty else { return [] }
        return (0..<count).map { index in
            whole.reduce(0) { $0 + value($1, index) } / Double(whole.count)
        }
    }

    private func panel(
        _ title: Bilingual, _ height: Double, _ curves: [Curve], _ times: [SessionTime],
        on page: inout MarkupWriter, _ value: (BacktestRun, Int) -> Double
    ) {
        let lines = curves.compactMap { curve -> DayLineChart.Line? in
            let values = means(curve.runs, count: times.count, value)
            guard let last = values.last else { return nil }
            return DayLineChart.Line(
                label: Bilingual(curves.count > 1 ? Self.short(curve.label) : "", ""),
                style: curve.style, values: values, last: FigureText.fixed(last, decimals: 0))
        }
        draw(title, height, times, lines, on: &page)
    }

    private func parts(_ first: BacktestRun, on page: inout MarkupWriter) {
        guard let setting = curves().first else { return }
        let count = first.minutes.count
        func line(_ label: Bilingual, _ style: String, _ part: (ProfitParts) -> Money)
            -> DayLineChart.Line
        {
            let values = means(setting.runs, count: count) { part($0.minutes[$1].profit).yuan }
            return DayLineChart.Line(
                label: label, style: style, values: values,
                last: FigureText.fixed(values.last ?? 0, decimals: 0))
        }
        let of = sheet.settings.count > 1 ? " – " + Self.short(setting.label) : ""
        draw(
            Bilingual("P&L and its parts, yuan" + of, "损益及构成（元）"), 250, first.minutes.map(\.time),
            [
                line(Bilingual("Total", "合计"), "l0", \.total),
                line(Bilingual("Edge", "价差收益"), "l1", \.edge),
                line(Bilingual("Holding", "持仓损益"), "l2", \.holding),
                line(Bilingual("Fees", "费用"), "l3", \.fees),
            ], on: &page)
    }

    private func presence(
        _ curves: [Curve], _ first: BacktestRun, on page: inout MarkupWriter
    ) {
        let spans = first.presence.map(\.span)
        let lines = curves.map { curve in
            let runs = curve.runs.filter { $0.presence.count == spans.count }
            let values = spans.indices.map { index in
                let shares = runs.compactMap { run -> Double? in
                    let share = run.presence[index].share
                    return share.isDefined
                        ? Double(share.numerator) / Double(share.denominator) * 100 : nil
                }
                return shares.isEmpty ? 0 : shares.reduce(0, +) / Double(shares.count)
            }
            return DayLineChart.Line(
                label: Bilingual(curves.count > 1 ? Self.short(curve.label) : "", ""),
                style: curve.style, values: values,
                last: FigureText.fixed(values.last ?? 0, decimals: 1))
        }
        draw(
            Bilingual("Presence, % of the obliged contract time", "参与率（占义务时间 %）"), 170,
            spans.map(\.start), lines, on: &page)
    }

    private func draw(
        _ title: Bilingual, _ height: Double, _ times: [SessionTime],
        _ lines: [DayLineChart.Line], on page: inout MarkupWriter
    ) {
        guard !times.isEmpty, !lines.isEmpty else { return }
        page.element("h3") { $0.label(title) }
        page.element("div", ["class": "panel"]) { page in
            DayLineChart(
                title: title, height: height, times: times, lines: lines,
                spans: sheet.sessionSpans
            ).draw(on: &page)
        }
    }

    /// As much of a name as fits beside a line.
    private static func short(_ label: String) -> String {
        label.count <= 22 ? label : "…" + label.suffix(21)
    }
}
