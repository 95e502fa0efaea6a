import Glibc

/// How many answers took how long: steps of 1, 2, 5 in each decade, misses last.
struct ResponseHistogramChart {
    private static let width = 400.0
    private static let height = 250.0
    private static let left = 36.0

    /// Answers in `lowerNanoseconds ..< upperNanoseconds`.
    struct Bin: Equatable {
        let lowerNanoseconds: Int64
        let upperNanoseconds: Int64
        let count: Int
    }

    let record: ResponseRecord

    func draw(on page: inout MarkupWriter) {
        let bins = Self.bins(
            of: record.events.compactMap(\.responseNanoseconds),
            limit: record.responseTimeMaxNanoseconds)
        let missed = record.events.count { $0.outcome == .missed }
        let bottom = Self.height - 58
        let value = ValueScale(
            holding: (bins.map(\.count) + [missed]).map(Double.init), top: 16, bottom: bottom,
            ticks: 4)
        let plot = Self.width - Self.left - 8
        let step = min(44, plot / Double(bins.count + 1))
        page.picture(
            Bilingual("Answers by response time", "回应时间分布"), width: Self.width, height: Self.height
        ) { chart in
            PlotFrame(
                time: TimeAxis(spans: [], left: Self.left, width: plot), value: value,
                timeLabels: nil
            ).draw(on: &chart)
            for (index, bin) in bins.enumerated() {
                let isLate = record.responseTimeMaxNanoseconds.map { bin.lowerNanoseconds > $0 }
                draw(
                    count: bin.count, label: "< " + FigureText.latency(bin.upperNanoseconds),
                    x: Self.left + step * Double(index), step: step, value,
                    style: isLate ?? false ? "barbad" : "bar", on: &chart)
            }
            draw(
                count: missed, label: "missed 未回应", x: Self.left + step * Double(bins.count),
                step: step, value,
                style: "barbad", on: &chart)
        }
    }

    private func draw(
        count: Int, label: String, x: Double, step: Double, _ value: ValueScale, style: String,
        on chart: inout MarkupWriter
    ) {
        let y = value.y(Double(count))
        chart.box(x: x + 1.5, y: y, width: step - 3, height: value.bottom - y, style)
        if count > 0 { chart.write(String(count), at: (x + step / 2, y - 3), "small middle") }
        let foot = MarkupWriter.Point(x: x + step / 2 + 3, y: value.bottom + 8)
        chart.element(
            "text",
            [
                "class": "soft end small",
                "transform":
                    "translate(\(MarkupWriter.number(foot.x)) \(MarkupWriter.number(foot.y))) rotate(-50)",
            ], text: label)
    }

    /// Bins from the fastest to the slowest answer, empty ones between them included.
    ///
    /// The limit is an edge of its own; an answer exactly at the limit is in time and counts below it.
    static func bins(of nanoseconds: [Int64], limit: Int64?) -> [Bin] {
        guard let fastest = nanoseconds.min(), let slowest = nanoseconds.max() else { return [] }
        var edges: [Int64] = [0]
        var decade: Int64 = 1_000
        while let last = edges.last, last <= slowest, decade < 1_000_000_000_000_000 {
            for factor: Int64 in [1, 2, 5] where edges.last ?? 0 <= slowest {
                edges.append(decade * factor)
            }
            decade *= 10
        }
        if let limit, limit > 0, limit < .max, limit < edges.last ?? 0 {
            edges.removeAll { $0 == limit }
            edges.append(limit + 1)
            edges.sort()
        }
        return zip(edges, edges.dropFirst()).compactMap { lower, upper in
            guard upper > fastest else { return nil }
            let count = nanoseconds.count { $0 >= lower && $0 < upper }
            return Bin(lowerNanoseconds: lower, upperNanoseconds: upper, count: count)
        }
    }
}
