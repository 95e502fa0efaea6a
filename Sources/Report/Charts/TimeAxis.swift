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

    /// A labelled time; `anchor` keeps the labels on both sides of lunch apart.
    struct Tick: Equatable {
        let label: String
        let x: Double
        let anchor: String
    }

    /// Each span's start and end, and round times between them, labels at least `apart` from each other.
    func ticks(count: Int, apart: Double = 42) -> [Tick] {
        guard traded > 0 else { return [] }
        let minute = 60_000_000_000.0
        var step = 5 * minute
        for minutes in [10.0, 15, 30, 60, 120, 240] where traded / step > Double(count) {
            step = minutes * minute
        }
        while traded / step > Double(count) { step *= 2 }
        return spans.indices.flatMap { ticks(of: $0, step: step, apart: apart) }
    }

    private func ticks(of index: Int, step: Double, apart: Double) -> [Tick] {
        let span = spans[index]
        let from = x(span.start)
        let to = x(SessionTime(nanoseconds: span.end.nanoseconds - 1))
        var ticks = [
            Tick(
                label: FigureText.clock(span.start), x: from, anchor: index > 0 ? "start" : "middle"
            )
        ]
        var time = (Double(span.start.nanoseconds) / step).rounded(.up) * step
        while time < Double(span.end.nanoseconds) {
            let x = x(SessionTime(nanoseconds: Int64(time)))
            let room = ticks.count == 1 && index > 0 ? apart * 1.5 : apart
            if x - (ticks.last?.x ?? 0) >= room, to - x >= apart * 1.5 {
                let label = FigureText.clock(SessionTime(nanoseconds: Int64(time)))
                ticks.append(Tick(label: label, x: x, anchor: "middle"))
            }
            time += step
        }
        if to - from >= apart * 1.5 {
            ticks.append(Tick(label: FigureText.clock(span.end), x: to, anchor: "end"))
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
