import Market

/// How fast requests for quote (询价) were answered, and which were not.
struct ResponseSection {
    private static let troubleMax = 20

    let report: DayReport

    func write(on page: inout MarkupWriter) {
        page.section(
            "responses", Bilingual("RFQ response times", "询价回应时间"),
            onNewPage: !report.responses.events.isEmpty
        ) { page in
            let record = report.responses
            guard !record.events.isEmpty else {
                page.nothing(Bilingual("No request for quote on this day.", "当日无询价。"))
                return
            }
            writeTerms(on: &page)
            page.element("div", ["class": "legend"]) { page in
                for outcome in ResponseOutcome.allCases {
                    let count = record.events.count { $0.outcome == outcome }
                    page.markKey(outcome, count: count)
                }
            }
            page.element("div", ["class": "columns wide"]) { page in
                page.element("div", ["class": "panel"]) { page in
                    ResponseScatterChart(record: record, spans: report.sessionSpans).draw(on: &page)
                }
                page.element("div", ["class": "panel"]) { page in
                    ResponseHistogramChart(record: record).draw(on: &page)
                }
            }
            writeTrouble(on: &page)
        }
    }

    private func writeTerms(on page: inout MarkupWriter) {
        let record = report.responses
        let longest =
            record.responseTimeMaxNanoseconds.map(FigureText.latency) ?? FigureText.nothing
        let hold = record.holdTimeMinNanoseconds.map(FigureText.latency) ?? FigureText.nothing
        page.paragraph(
            Bilingual(
                "Maximum response time \(longest), minimum hold time \(hold).",
                "回应报价最长时限 \(longest)，保留最短时间 \(hold)。"))
    }

    private func writeTrouble(on page: inout MarkupWriter) {
        let trouble = report.responses.events.filter {
            $0.outcome != .answered && $0.outcome != .notObliged
        }
        guard !trouble.isEmpty else { return }
        page.element("h3") { $0.label(Bilingual("Not answered as required", "未按要求回应")) }
        page.table(
            [
                .text("Time", "时间"), .text("Contract", "合约"), .number("Response", "回应时间"),
                .text("Outcome", "结果"),
            ],
            rows: trouble.prefix(Self.troubleMax).map { event in
                [
                    .text(event.time.description), .text(event.contract.tradingCode),
                    .text(event.responseNanoseconds.map(FigureText.latency) ?? FigureText.nothing),
                    .both(event.outcome.label),
                ]
            }, style: "data narrow")
        let hidden = trouble.count - Self.troubleMax
        if hidden > 0 { page.paragraph(Bilingual("\(hidden) more are not listed.", "其余未列出。")) }
    }
}

extension MarkupWriter {
    fileprivate mutating func markKey(_ outcome: ResponseOutcome, count: Int) {
        element("span") { page in
            page.picture(outcome.label, width: 22, height: 11, style: "key") { chart in
                chart.mark(outcome, at: (11, 5.5))
            }
            page.label(outcome.label)
            page.text(" ")
            page.element("b", text: FigureText.count(Int64(count)))
        }
    }
}
