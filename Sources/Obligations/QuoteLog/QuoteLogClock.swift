/// Time of day as session time: how much of the session, and how many sample instants, lie before it.
struct QuoteLogClock: Sendable {
    /// Times between which both are a constant plus, inside a span, the time itself.
    struct Stretch: Sendable {
        let end: Int64
        /// All ones inside a span, zero outside: session time = (time & mask) - shift.
        let mask: Int64
        let shift: Int64
        let samples: Int32

        func share(of time: Int64) -> Share {
            Share(nanoseconds: (time & mask) &- shift, samples: Int64(samples))
        }
    }

    private let spans: SessionSpans
    private let edges: [Int64]
    private let until: Int64
    /// The whole session.
    let total: Share

    /// `until`: time stands still from here on.
    init(_ spans: SessionSpans, until: Int64?) {
        self.spans = spans
        self.until = min(until ?? spans.close, spans.close)
        edges = spans.edges
        total = spans.measure(0, spans.close)
    }

    /// The stretch a time lies in.
    func stretch(at time: Int64) -> Stretch {
        guard time >= 0 else { return Stretch(end: 0, mask: 0, shift: 0, samples: 0) }
        let before = spans.measure(0, min(time, until))
        let samples = Int32(clamping: before.samples)
        guard time < until, spans.end(of: time) != nil else {
            let next = time < until ? edges.first { $0 > time } : nil
            return Stretch(
                end: next ?? Int64.max, mask: 0, shift: -before.nanoseconds, samples: samples)
        }
        let edge = min(edges.first { $0 > time } ?? until, until)
        // The count of instants before a time rises one nanosecond after the instant.
        let nextSample = spans.firstSample(from: time) + 1
        return Stretch(
            end: min(edge, nextSample), mask: -1, shift: time - before.nanoseconds,
            samples: samples)
    }
}
