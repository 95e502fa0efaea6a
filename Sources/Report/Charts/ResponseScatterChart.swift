import Market

/// Every request at its time, its response time on a logarithmic scale; misses on a rail at the top.
struct ResponseScatterChart {
    private static let width = 760.0
    private static let height = 250.0
    private static let left = 56.0

    let record: ResponseRecord
    let spans: [SessionSpan]

    func draw(on page: inout MarkupWriter) {
        let bottom = Self.height - 22
        let limit = record.responseTimeMaxNanoseconds
        let times = record.events.compactMap(\.responseNanoseconds) + (limit.map { [$0] } ?? [])
        let scale = DecadeScale(holding: times, from: bottom, to: 40)
        let axis = TimeAxis(spans: spans, left: Self.left, width: Self.width - Self.left - 8)
        page.picture(
            Bilingual("Response time of each request", "各询价回应时间"), width: Self.width,
            height: Self.height
        ) { chart in
            drawFrame(axis, scale, bottom: bottom, on: &chart)
            if let limit {
                let y = scale.place(limit)
                let right = Self.left + axis.width
                chart.line(from: (Self.left, y), to: (right, y), "limit")
                chart.write(
                    "maximum 最长时限 " + FigureText.latency(limit), at: (right - 2, y - 4),
                    "end small halo")
            }
            for event in record.events {
                let y = event.responseNanoseconds.map(scale.place) ?? 20
                chart.element("g") { chart in
                    chart.element("title", text: Self.describe(event))
                    chart.mark(event.outcome, at: (axis.x(event.time), y))
                }
            }
        }
    }

    private func drawFrame(
        _ axis: TimeAxis, _ scale: DecadeScale, bottom: Double, on chart: inout MarkupWriter
    ) {
        let right = Self.left + axis.width
        for gap in axis.gaps {
            chart.box(x: gap.from, y: 10, width: gap.to - gap.from, height: bottom - 10, "lunch")
        }
        chart.line(from: (Self.left, 20), to: (right, 20), "gridline")
        chart.write("missed", at: (Self.left - 5, 18), "soft end small")
        chart.write("未回应", at: (Self.left - 5, 28), "soft end small")
        for tick in scale.ticks {
            chart.line(from: (Self.left, tick.place), to: (right, tick.place), "gridline")
            chart.write(tick.label, at: (Self.left - 5, tick.place + 3.5), "soft end")
        }
        for tick in axis.ticks(count: 10) {
            chart.line(from: (tick.x, bottom), to: (tick.x, bottom + 3), "axis")
            chart.write(tick.label, at: (tick.x, bottom + 15), "soft \(tick.anchor)")
        }
    }

    private static func describe(_ event: ResponseEvent) -> String {
        FigureText.clockSeconds(event.time) + " · " + event.contract.tradingCode + " · "
            + event.outcome.label.line + " · "
            + (event.responseNanoseconds.map(FigureText.latency) ?? FigureText.nothing)
    }
}

extension MarkupWriter {
    /// Each outcome has a shape of its own: disc, triangle, square, cross, ring.
    mutating func mark(_ outcome: ResponseOutcome, at point: Point) {
        let (x, y) = point
        func text(_ x: Double, _ y: Double) -> String { Self.number(x) + " " + Self.number(y) }
        switch outcome {
        case .answered: dot(point, radius: 2.6, "answered")
        case .late:
            path(
                "M" + text(x - 4, y + 3.5) + " L" + text(x, y - 4) + " L" + text(x + 4, y + 3.5)
                    + " Z", "late")
        case .heldShort: box(x: x - 3.2, y: y - 3.2, width: 6.4, height: 6.4, "heldshort")
        case .missed:
            path(
                "M" + text(x - 3.5, y - 3.5) + " L" + text(x + 3.5, y + 3.5) + " M"
                    + text(x - 3.5, y + 3.5)
                    + " L" + text(x + 3.5, y - 3.5), "missed")
        case .notObliged: dot(point, radius: 3, "notobliged")
        }
    }
}
