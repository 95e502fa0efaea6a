/// How long own spread stood at each share of the permitted maximum.
struct SpreadDistributionChart {
    private static let width = 1_180.0
    private static let height = 170.0
    private static let left = 64.0

    let buckets: [SpreadShareBucket]

    func draw(on page: inout MarkupWriter) {
        let bottom = Self.height - 32
        let value = ValueScale(
            holding: buckets.map { Double($0.nanoseconds) / 1e9 }, top: 16, bottom: bottom, ticks: 4
        )
        let step = (Self.width - Self.left - 20) / Double(max(1, buckets.count))
        page.picture(
            Bilingual("Own spread as a share of the permitted maximum", "价差占最大允许价差的比例"),
            width: Self.width, height: Self.height
        ) { chart in
            PlotFrame(
                time: TimeAxis(spans: [], left: Self.left, width: Self.width - Self.left - 20),
                value: value, timeLabels: nil
            ).draw(on: &chart)
            chart.write("s 秒", at: (Self.left - 5, 8), "soft end small")
            for (index, bucket) in buckets.enumerated() {
                let x = Self.left + step * Double(index)
                let y = value.y(Double(bucket.nanoseconds) / 1e9)
                chart.box(
                    x: x + 2, y: y, width: step - 4, height: bottom - y,
                    bucket.lowerPercent >= 100 ? "barbad" : "bar")
                if bucket.nanoseconds > 0 {
                    chart.write(
                        FigureText.seconds(bucket.nanoseconds), at: (x + step / 2, y - 3),
                        "small middle")
                }
                chart.write(label(bucket), at: (x + step / 2, bottom + 13), "soft middle small")
            }
            drawLimit(on: &chart, step: step, bottom: bottom)
        }
    }

    private func drawLimit(on chart: inout MarkupWriter, step: Double, bottom: Double) {
        guard let beyond = buckets.firstIndex(where: { $0.lowerPercent >= 100 }) else { return }
        let x = Self.left + step * Double(beyond)
        chart.line(from: (x, 4), to: (x, bottom + 16), "limit")
        chart.write("permitted maximum 最大允许价差", at: (x, bottom + 28), "middle small")
    }

    private func label(_ bucket: SpreadShareBucket) -> String {
        guard let upper = bucket.upperPercent else { return "> \(bucket.lowerPercent) %" }
        return "\(bucket.lowerPercent)–\(upper) %"
    }
}
