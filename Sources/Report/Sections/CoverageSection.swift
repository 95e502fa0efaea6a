/// The heat map: one panel an underlying.
struct CoverageSection {
    let report: DayReport
    let totals: DayTotals

    func write(on page: inout MarkupWriter) {
        page.section(
            "coverage", Bilingual("Coverage by contract and time", "各合约各时段达标情况"),
            onNewPage: !totals.contracts.isEmpty
        ) { page in
            guard !totals.contracts.isEmpty, !report.buckets.isEmpty else {
                page.nothing(Bilingual("No quoting time was recorded.", "无报价时间记录。"))
                return
            }
            page.paragraph(
                Bilingual(
                    "Each row is a contract (at each strike the call above the put), each column a stretch of "
                        + "continuous trading. Shade: share of the counted time (met and not met) that was "
                        + "met. On the right the day's participation against what is needed; a dark bar fails.",
                    "每行一个合约（同一行权价认购在上、认沽在下），每列一个时段；颜色越深，达标比例越低。"))
            page.element("div", ["class": "legend"]) { $0.heatLegend() }
            for underlying in totals.underlyings {
                write(underlying, totals.contracts(of: underlying), on: &page)
            }
        }
    }

    /// One drawing an expiry, so that a printed page breaks between them.
    private func write(
        _ underlying: String, _ contracts: [ContractObligation], on page: inout MarkupWriter
    ) {
        guard !contracts.isEmpty else { return }
        page.element("h3") { page in
            page.label(
                Bilingual(
                    "\(underlying) · contracts: \(contracts.count)", "\(contracts.count) 个合约"))
        }
        var rest = contracts[...]
        while let expiry = rest.first?.contract.expiry {
            let own = rest.prefix { $0.contract.expiry == expiry }
            rest = rest.dropFirst(own.count)
            page.element("div", ["class": "panel"]) { page in
                HeatMapChart(
                    contracts: Array(own), buckets: report.buckets, spans: report.sessionSpans
                ).draw(on: &page)
            }
        }
    }
}

extension MarkupWriter {
    /// The four classes as they are drawn in bars.
    mutating func timeLegend() {
        key(["met"], Bilingual("met", "达标"))
        key(["notmet"], Bilingual("not met", "未达标"))
        key(["exempt"], Bilingual("exempt", "豁免"))
        key(["unknown"], Bilingual("unknown", "未知"))
    }

    fileprivate mutating func heatLegend() {
        for step in HeatCell.steps { key([step.style], Bilingual(step.label, "")) }
        key(["h0", "hatch"], Bilingual("partly exempt", "部分豁免"))
        key(["blank", "hatch"], Bilingual("all exempt", "全部豁免"))
        key(["h0", "dots"], Bilingual("partly unknown", "部分未知"))
        key(["blank", "dots"], Bilingual("mostly unknown", "大部分未知"))
        key(["nodata"], Bilingual("no data", "无数据"))
    }

    /// A swatch with its meaning.
    mutating func key(_ styles: [String], _ label: Bilingual) {
        element("span") { page in
            page.picture(label, width: 22, height: 11, style: "key") { chart in
                for style in styles { chart.box(x: 0.5, y: 0.5, width: 21, height: 10, style) }
                chart.box(x: 0.5, y: 0.5, width: 21, height: 10, "outline")
            }
            page.label(label)
        }
    }
}
