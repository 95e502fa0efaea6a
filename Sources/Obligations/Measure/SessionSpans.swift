import Market

/// The spans that count, and how much time and how many sample instants of them a stretch covers.
struct SessionSpans: Hashable, Sendable {
    private struct Span: Hashable, Sendable, BitwiseCopyable {
        var start: Int64
        var end: Int64
    }

    private let spans: ContiguousArray<Span>
    private let period: Int64
    private let offset: Int64
    /// A sample sees what stood before the events of its own instant.
    private let isSampleFirst: Bool

    init(_ calendar: SessionCalendar, sampling: PresenceRule.Sampling) {
        spans = ContiguousArray(
            calendar.continuousSpans.map {
                Span(start: $0.start.nanoseconds, end: $0.end.nanoseconds)
            })
        period = sampling.period.nanoseconds
        offset = sampling.offset.nanoseconds
        isSampleFirst = sampling.tieOrder == .sampleFirst
    }

    /// Time and sample instants of `from ..< to` inside the spans.
    func measure(_ from: Int64, _ to: Int64) -> Share {
        var share = Share()
        for span in spans {
            if isSampleFirst, from < to {
                // The stretch owns the samples after its beginning up to and with its end.
                let first = max(from == .max ? from : from + 1, span.start)
                let end = min(to == .max ? to : to + 1, span.end)
                if first < end { share.samples += samples(before: end) - samples(before: first) }
            }
            let low = max(from, span.start)
            let high = min(to, span.end)
            guard low < high else { continue }
            share.nanoseconds += high - low
            guard !isSampleFirst else { continue }
            share.samples += samples(before: high) - samples(before: low)
        }
        return share
    }

    /// The parts of `from ..< to` inside the spans.
    func clip(_ from: Int64, _ to: Int64) -> [(start: Int64, end: Int64)] {
        spans.compactMap { span in
            let low = max(from, span.start)
            let high = min(to, span.end)
            return low < high ? (low, high) : nil
        }
    }

    /// End of the span that holds an instant; nil outside.
    func end(of instant: Int64) -> Int64? {
        for span in spans where instant >= span.start && instant < span.end { return span.end }
        return nil
    }

    /// Starts and ends of the spans, in order of time.
    var edges: [Int64] { spans.flatMap { [$0.start, $0.end] } }

    /// The first instant k·period + offset, k >= 0, at or after `instant`.
    func firstSample(from instant: Int64) -> Int64 {
        samples(before: instant) * period + offset
    }

    /// End of the last span.
    var close: Int64 { spans.last?.end ?? 0 }

    /// Instants k·period + offset, k >= 0, that lie before `instant`.
    private func samples(before instant: Int64) -> Int64 {
        instant <= offset ? 0 : (instant - 1 - offset) / period + 1
    }
}

/// An amount of session: exact time, and sample instants.
struct Share: Hashable, Sendable, BitwiseCopyable {
    var nanoseconds: Int64 = 0
    var samples: Int64 = 0

    static func + (a: Share, b: Share) -> Share {
        Share(nanoseconds: a.nanoseconds + b.nanoseconds, samples: a.samples + b.samples)
    }
    static func += (a: inout Share, b: Share) {
        a.nanoseconds += b.nanoseconds
        a.samples += b.samples
    }
}
