/// Percentiles of each path on one logarithmic line: p50 to max.
struct LatencyChart {
    private static let width = 1_180.0
    private static let left = 250.0
    private static let row = 34.0

    let lines: [LatencyLine]

    func draw(on page: inout MarkupWriter) {
        let scale = DecadeScale(
            holding: lines.flatMap { $0.percentiles.map(\.nanoseconds) }, from: Self.left,
            to: Self.width - 30)
        let bottom = 6 + Self.row * Double(lines.count)
        page.picture(
            Bilingual("Latency percentiles", "延迟分位数"), width: Self.width, height: bottom + 20
        ) { chart in
            for tick in scale.ticks {
                chart.line(from: (tick.place, 4), to: (tick.place, bottom), "gridline")
                chart.write(tick.label, at: (tick.place, bottom + 14), "soft middle")
            }
            for (index, line) in lines.enumerated() {
                let y = 6 + Self.row * (Double(index) + 0.62)
                drawName(line, y: y, on: &chart)
                draw(line, y: y, scale, on: &chart)
            }
        }
    }

    private func drawName(_ line: LatencyLine, y: Double, on chart: inout MarkupWriter) {
        let name = TerminalText.fitted(line.name, columns: 38)
        chart.write(name, at: (Self.left - 12, line.chinese.isEmpty ? y + 4 : y - 2), "end")
        if !line.chinese.isEmpty {
            chart.write(
                TerminalText.fitted(line.chinese, columns: 36), at: (Self.left - 12, y + 11),
                "soft end")
        }
    }

    private func draw(
        _ line: LatencyLine, y: Double, _ scale: DecadeScale, on chart: inout MarkupWriter
    ) {
        let from = scale.place(line.p50Nanoseconds)
        chart.line(from: (from, y), to: (scale.place(line.maxNanoseconds), y), "axis")
        var taken = -Double.infinity
        for (index, percentile) in line.percentiles.enumerated() {
            let x = scale.place(percentile.nanoseconds)
            chart.dot((x, y), radius: index == 0 ? 4 : 3, index == 0 ? "answered" : "heldshort")
            if x - taken > 23 {
                chart.write(percentile.name, at: (x, y - 7), "small middle")
                taken = x
            }
        }
    }
}
