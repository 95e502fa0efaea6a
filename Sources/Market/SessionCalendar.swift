/// The phases of one trading day, in order; the time before the first is `.starting`.
public struct SessionCalendar: Hashable, Sendable {
    public struct Segment: Hashable, Sendable {
        public let phase: TradingPhase
        public let start: SessionTime
        /// Half-open: the segment covers `start ..< end`.
        public let end: SessionTime

        public init(phase: TradingPhase, start: SessionTime, end: SessionTime) {
            self.phase = phase
            self.start = start
            self.end = end
        }
    }

    public let segments: [Segment]

    /// Nil when segments are empty, reversed, or do not follow each other without a gap.
    public init?(segments: [Segment]) {
        guard !segments.isEmpty else { return nil }
        for (index, segment) in segments.enumerated() {
            guard segment.start < segment.end else { return nil }
            if index > 0, segments[index - 1].end != segment.start { return nil }
        }
        self.segments = segments
    }

    private init(unchecked segments: [Segment]) { self.segments = segments }

    public var opening: SessionTime { segments[0].start }
    public var closing: SessionTime { segments[segments.count - 1].end }

    public func phase(at time: SessionTime) -> TradingPhase {
        if time < opening { return .starting }
        for segment in segments where time < segment.end { return segment.phase }
        return .closed
    }

    /// The half-open spans of continuous trading: the denominator of participation (SSE-MM-02).
    public var continuousSpans: [(start: SessionTime, end: SessionTime)] {
        segments.filter { $0.phase == .continuous }.map { ($0.start, $0.end) }
    }

    /// Total continuous time; 14 220 s on a regular SSE option day.
    public var continuousTime: TimeSpan {
        var time = TimeSpan.zero
        for segment in segments where segment.phase == .continuous {
            time = time + (segment.end - segment.start)
        }
        return time
    }

    /// Shanghai options: 09:15–09:25 opening auction, 09:30–11:30, 13:00–14:57, closing auction to 15:00
    /// (SSE-TR-02).
    public static let shanghaiOptions = SessionCalendar(unchecked: [
        Segment(phase: .openingAuction, start: time(9, 15), end: time(9, 25)),
        Segment(phase: .pause, start: time(9, 25), end: time(9, 30)),
        Segment(phase: .continuous, start: time(9, 30), end: time(11, 30)),
        Segment(phase: .pause, start: time(11, 30), end: time(13, 0)),
        Segment(phase: .continuous, start: time(13, 0), end: time(14, 57)),
        Segment(phase: .closingAuction, start: time(14, 57), end: time(15, 0)),
    ])

    private static func time(_ hour: Int, _ minute: Int) -> SessionTime {
        SessionTime(hour: hour, minute: minute)
    }
}
