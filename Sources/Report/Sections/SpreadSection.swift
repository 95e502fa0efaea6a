/// Own spread against the permitted maximum (最大买卖价差).
struct SpreadSection {
    /// Charts on one page; more are not drawn, and the report says so.
    static let seriesMax = 24

    let report: DayReport

    func write(on page: inout MarkupWriter) {
        page.section(
            "spreads", Bilingual("Spread against the permitted maximum", "买卖价差与最大允许价差"),
            onNewPage: !report.spreads.isEmpty
        ) {
            page in
            writeDistribution(on: &page)
            guard !report.spreads.isEmpty else {
                page.nothing(Bilingual("No spread was recorded.", "无价差记录。"))
                return
            }
            page.element("h3") { page in
                page.label(
                    Bilingual("Contracts worth a look, in ticks of 0.0001 yuan", "重点合约（最小报价单位）"))
            }
            page.element("div", ["class": "legend"]) { page in
                page.lineKey("line own", Bilingual("own spread", "自身价差"))
                page.lineKey("limit", Bilingual("permitted maximum", "最大允许价差"))
                page.lineKey("line beyond", Bilingual("wider than permitted", "超出"))
            }
            page.element("div", ["class": "grid"]) { page in
                for series in report.spreads.prefix(Self.seriesMax) { write(series, on: &page) }
            }
            let hidden = report.spreads.count - Self.seriesMax
            if hidden > 0 {
                page.paragraph(Bilingual("\(hidden) more contracts are not drawn.", "其余合约未绘制。"))
            }
        }
    }

    private func writeDistribution(on page: inout MarkupWriter) {
        guard report.spreadDistribution.contains(where: { $0.nanoseconds > 0 }) else { return }
        page.element("h3") { page in
            page.label(Bilingual("Time by own spread / permitted maximum", "按价差占比的时间分布"))
        }
        page.element("div", ["class": "panel"]) { page in
            SpreadDistributionChart(buckets: report.spreadDistribution).draw(on: &page)
        }
    }

    private func write(_ series: SpreadSeries, on page: inout MarkupWriter) {
        page.element("figure") { page in
            page.element("figcaption") { page in
                page.element("b", text: series.contract.tradingCode)
                page.text(" ")
                page.label(series.relevance.label)
            }
            if series.points.isEmpty {
                page.nothing(Bilingual("never quoted", "全天未报价"))
            } else {
                SpreadChart(series: series, spans: report.sessionSpans).draw(on: &page)
            }
        }
    }
}

extension MarkupWriter {
    /// A short stroke with its meaning.
    mutating func lineKey(_ style: String, _ label: Bilingual) {
        element("span") { page in
            page.picture(label, width: 22, height: 11, style: "key") { chart in
                chart.line(from: (0, 5.5), to: (22, 5.5), style)
            }
            page.label(label)
        }
    }
}
