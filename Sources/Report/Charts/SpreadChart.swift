import Market

/// One contract's own spread (a line) under its permitted maximum (dashed), over the day.
struct SpreadChart {
    private static let width = 290.0
    private static let height = 118.0
    private static let left = 34.0

    let series: SpreadSeries
    let spans: [SessionSpan]

    func draw(on page: inout MarkupWriter) {
        let time = TimeAxis(spans: spans, left: Self.left, width: Self.width - Self.left - 6)
        let values = series.points.flatMap { [$0.ownTicks, $0.permittedTicks] }
            .compactMap { $0.map(Double.init) }
        let value = ValueScale(holding: values, top: 6, bottom: Self.height - 18, ticks: 3)
        page.picture(
            Bilingual("Spread of \(series.contract.tradingCode)", "买卖价差"), width: Self.width,
            height: Self.height
        ) { chart in
            PlotFrame(time: time, value: value, timeLabels: 5, small: true).draw(on: &chart)
            guard let ends = time.ends else { return }
            let end = time.x(ends.end)
            chart.path(line(time, value, until: end) { $0.permittedTicks }, "limit")
            chart.path(line(time, value, until: end) { $0.ownTicks }, "line own")
            chart.path(
                line(time, value, until: end) { $0.isBeyond ? $0.ownTicks : nil }, "line beyond")
        }
    }

    private func line(
        _ time: TimeAxis, _ value: ValueScale, until end: Double, _ ticks: (SpreadPoint) -> Int64?
    ) -> String {
        let points = shown.map { point in
            ticks(point).map { (x: time.x(point.time), y: value.y(Double($0))) }
        }
        return LinePath.stepped(broken(points, time), until: end)
    }

    /// A line that stops must stop at the next point's time, not at its own last change.
    private func broken(
        _ points: [MarkupWriter.Point?], _ time: TimeAxis
    ) -> [MarkupWriter.Point?] {
        var lines: [MarkupWriter.Point?] = []
        for (index, point) in points.enumerated() {
            if point == nil, index > 0, let last = points[index - 1] {
                lines.append((x: time.x(shown[index].time), y: last.y))
            }
            lines.append(point)
        }
        return lines
    }

    /// At most 1 200 points: of each run of neighbours the one widest against its maximum stays.
    private var shown: [SpreadPoint] {
        let limit = 1_200
        guard series.points.count > limit else { return series.points }
        let run = (series.points.count + limit - 1) / limit
        return stride(from: 0, to: series.points.count, by: run).compactMap { start in
            let points = series.points[start..<min(start + run, series.points.count)]
            return points.first { $0.ownTicks == nil } ?? points.max { $0.share < $1.share }
        }
    }
}

extension SpreadPoint {
    /// Wider than permitted; a spread at the maximum is not.
    var isBeyond: Bool {
        guard let ownTicks, let permittedTicks else { return false }
        return ownTicks > permittedTicks
    }

    fileprivate var share: Double {
        guard let ownTicks, let permittedTicks, permittedTicks > 0 else { return 0 }
        return Double(ownTicks) / Double(permittedTicks)
    }
}
