import Market

/// Lines over the day with their names at their right ends, kept apart.
struct DayLineChart {
    struct Line {
        let label: Bilingual
        /// Style class, each with its own dash.
        let style: String
        let values: [Double]
        let last: String
    }

    static let width = 1_180.0
    private static let left = 76.0
    private static let right = 190.0

    let title: Bilingual
    let height: Double
    let times: [SessionTime]
    let lines: [Line]
    let spans: [SessionSpan]

    func draw(on page: inout MarkupWriter) {
        let axis = TimeAxis(
            spans: spans, left: Self.left, width: Self.width - Self.left - Self.right)
        let value = ValueScale(
            holding: lines.flatMap(\.values), top: 8, bottom: height - 20,
            ticks: height > 200 ? 6 : 4)
        page.picture(title, width: Self.width, height: height) { chart in
            PlotFrame(time: axis, value: value, timeLabels: 12).draw(on: &chart)
            for line in lines.reversed() {
                let points = zip(times, line.values).map { (x: axis.x($0), y: value.y($1)) }
                let path = LinePath.straight(LinePath.thinned(points, width: axis.width))
                chart.path(path, "line \(line.style)")
            }
            drawNames(value, right: axis.left + axis.width, on: &chart)
        }
    }

    private func drawNames(_ value: ValueScale, right: Double, on chart: inout MarkupWriter) {
        let ends = lines.compactMap { line in line.values.last.map { (line, value.y($0)) } }
            .sorted { $0.1 < $1.1 }
        let places = Self.spread(ends.map(\.1), apart: 14, bottom: value.bottom + 6)
        for (end, y) in zip(ends, places) {
            let line = end.0
            chart.path(
                LinePath.straight([(right, end.1), (right + 8, y), (right + 26, y)]),
                "line \(line.style)")
            chart.write(line.label.line + " " + line.last, at: (right + 30, y + 4), "start")
        }
    }

    /// Places near the wished ones (ascending), at least `apart` from each other, none below `bottom`.
    static func spread(_ wished: [Double], apart: Double, bottom: Double) -> [Double] {
        var places = wished
        for index in places.indices.dropFirst() {
            places[index] = max(places[index], places[index - 1] + apart)
        }
        var ceiling = bottom
        for index in places.indices.reversed() {
            places[index] = min(places[index], ceiling)
            ceiling = places[index] - apart
        }
        return places
    }
}
