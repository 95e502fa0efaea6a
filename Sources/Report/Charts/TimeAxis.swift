import Market

/// Trading time across a chart: the spans side by side, lunch as a narrow gap.
struct TimeAxis {
    static let gap = 10.0

    let left: Double
    let width: Double
    private let spans: [SessionSpan]
    private let traded: Double

    init(spans: [SessionSpan], left: Double, width: Double) {
        self.left = left
        self.width = width
        self.spans = spans.filter { $0.start < $0.end }
        traded = self.spans.reduce(0) { $0 + $1.length }
    }

    private var scale: Double {
        traded > 0 ? (width - Self.gap * Double(max(0, spans.count - 1))) / traded : 0
    }

    /// Where a time is drawn; times between spans land in the gap, times outside on the edge.
    func x(_ time: SessionTime) -> Double {
        var x = left
        for (index, span) in spans.enumerated() {
            if index > 0 {
                if time < span.start { return x + Self.gap / 2 }
                x += Self.gap
            }
            if time < span.end {
                return x + max(0, Double(time.nanoseconds) - Double(span.start.nanoseconds)) * scale
            }
            x += span.length * scale
        }
        return x
    }

    /// The gaps between spans, as from and to.
    var gaps: [(from: Double, to: Double)] {
        zip(spans, spans.dropFirst()).map { before, _ in
            let from = x(SessionTime(nanoseconds: before.end.nanoseconds - 1))
            return (from, from + Self.gap)
        }
    }

    /// Round times with their places, at most about `count` of them, none of them too close to another.
    func ticks(count: Int) -> [(label: String, x: Double)] {
        guard traded > 0 else { return [] }
        let minute = 60_000_000_000.0
        var step = 5 * minute
        for minutes in [5.0, 10, 15, 30, 60, 120, 240] where traded / step > Double(count) {
            step = minutes * minute
        }
        while traded / step > Double(count) { step *= 2 }
        var ticks: [(label: String, x: Double)] = []
        for span in spans {
            var time = (Double(span.start.nanoseconds) / step).rounded(.up) * step
            while time <= Double(span.end.nanoseconds) {
                let at = SessionTime(nanoseconds: Int64(time))
                let x =
                    at == span.end
                    ? self.x(SessionTime(nanoseconds: at.nanoseconds - 1)) : self.x(at)
                if x - (ticks.last?.x ?? -.infinity) > 36 {
                    ticks.append((FigureText.clock(at), x))
                }
                time += step
            }
        }
        return ticks
    }

    /// The first and last time of the day.
    var ends: (start: SessionTime, end: SessionTime)? {
        guard let first = spans.first, let last = spans.last else { return nil }
        return (first.start, last.end)
    }
}

extension SessionSpan {
    /// Nanoseconds as a drawing length.
    var length: Double { Double(end.nanoseconds) - Double(start.nanoseconds) }
}
