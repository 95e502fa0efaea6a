/// The settings of a sweep: a table of means, and each figure over the settings.
struct SettingSection {
    let sheet: BacktestSheet

    func write(on page: inout MarkupWriter) {
        guard sheet.comparison == nil else { return }
        let isSweep = sheet.settings.count > 1
        let title = isSweep ? Bilingual("Settings", "参数组合") : Bilingual("Figures", "数据")
        page.section("settings", title, onNewPage: false) { page in
            guard !sheet.runs.isEmpty else {
                page.nothing(Bilingual("No run ended.", "没有完成的回测。"))
                return
            }
            if sheet.runs.count > sheet.settings.count {
                page.paragraph(
                    Bilingual(
                        "Means over days and seeds; ± is the sample deviation of the P&L.",
                        "各日各种子的平均值；± 为损益的样本标准差。"))
            }
            table(on: &page)
            page.paragraph(SettingSection.units)
            if isSweep { charts(on: &page) }
        }
    }

    private func table(on page: inout MarkupWriter) {
        let shown = BacktestMeasure.shown(of: sheet.runs)
        let columns =
            [.text("Setting", "参数"), .number("Runs", "次数")]
            + shown.prefix(1).map { TableColumn(label: $0.short, isNumber: true) }
            + [.number("±", "")]
            + shown.dropFirst().map { TableColumn(label: $0.short, isNumber: true) }
        let rows: [[TableCell]] = sheet.settings.map { setting in
            let cells = shown.map { TableCell.text($0.text($0.mean(setting.runs))) }
            let deviation = BacktestMeasure.profit.deviation(setting.runs)
            return [.text(setting.label), .text(String(setting.runs.count))] + cells.prefix(1)
                + [.text(BacktestMeasure.profit.whole.text(deviation))] + cells.dropFirst()
        }
        page.table(columns, rows: rows, style: "data wide")
    }

    private func charts(on page: inout MarkupWriter) {
        let seconds = (sheet.runs.first?.markouts.map(\.seconds) ?? []).filter { $0 > 0 }
        page.element("div", ["class": "charts"]) { page in
            chart(Bilingual("P&L, yuan", "损益（元）"), [.profit], on: &page)
            chart(
                Bilingual("Presence, % of the obliged time", "参与率（%）"), [.participation],
                on: &page)
            chart(Bilingual("Fills", "成交笔数"), [.fills], on: &page)
            chart(
                Bilingual(
                    "Adverse selection after \(list(seconds)) s, yuan a contract",
                    "\(list(seconds)) 秒后的逆向选择（元/张）"),
                seconds.prefix(3).map(BacktestMeasure.adverse), on: &page)
            chart(Bilingual("Edge at the fill, yuan a contract", "成交时价差（元/张）"), [.edge], on: &page)
            chart(Bilingual("Largest delta, shares", "最大 Delta（份）"), [.delta], on: &page)
        }
        page.paragraph(
            Bilingual("A dot is one run, the line goes through the means.", "点为单次回测，线为平均值。"))
    }

    /// What stands over the columns in short.
    static let units = Bilingual(
        "Yuan; edge and adverse selection in yuan a contract; delta in ETF shares and vega in yuan a volatility point, "
            + "the largest of a minute either way. P&L is at the exchange's settlement prices.",
        "单位：元；价差与逆向选择为元/张；Delta（份）与 Vega（元/波动率百分点）为分钟最大值。损益按交易所结算价计。")

    private func list(_ seconds: [Int64]) -> String {
        seconds.map(String.init).joined(separator: "/")
    }

    private func chart(
        _ title: Bilingual, _ measures: [BacktestMeasure], on page: inout MarkupWriter
    ) {
        page.element("div", ["class": "panel"]) { page in
            page.element("h3") { $0.label(title) }
            SettingChart(
                title: title,
                lines: measures.enumerated().map { place, measure in
                    .init(
                        measure: measure, style: "l\(place % 4)",
                        name: measures.count > 1 ? measure.short.english : "")
                }, settings: sheet.settings
            ).draw(on: &page)
        }
    }
}
