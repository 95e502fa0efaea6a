import Market

/// The rows of the last stretch of time, oldest first: from just after `now − length` to now.
struct RollingWindow: Sendable {
    let length: TimeSpan
    private var rows: [FlowEvent] = []
    private var first = 0

    init(length: TimeSpan) { self.length = length }

    var count: Int { rows.count - first }
    var content: ArraySlice<FlowEvent> { rows[first...] }

    /// Whether moving on to `now` would forget a row.
    func forgets(at now: SessionTime) -> Bool {
        first < rows.count && now - rows[first].time >= length
    }

    /// Forgets what is `length` old, giving each row up once.
    mutating func advance(to now: SessionTime, _ forgotten: (FlowEvent) -> Void = { _ in }) {
        while forgets(at: now) {
            forgotten(rows[first])
            first += 1
        }
        if first > 1_024, first * 2 > rows.count {
            rows.removeFirst(first)
            first = 0
        }
    }

    mutating func append(_ row: FlowEvent) { rows.append(row) }

    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        first = 0
    }
}

/// A price over the last stretch of time: the price now against the one in force when the stretch began.
struct RollingPrice: Sendable {
    private struct Point: Sendable, BitwiseCopyable {
        var time: SessionTime
        var value: Int64
    }

    let length: TimeSpan
    private var points: [Point] = []
    private var first = 0

    init(length: TimeSpan) { self.length = length }

    mutating func append(_ value: Int64, at now: SessionTime) {
        points.append(Point(time: now, value: value))
        advance(to: now)
    }

    /// Keeps the last point that is `length` old or older: it was in force when the stretch began.
    mutating func advance(to now: SessionTime) {
        while first + 1 < points.count, now - points[first + 1].time >= length { first += 1 }
        if first > 1_024, first * 2 > points.count {
            points.removeFirst(first)
            first = 0
        }
    }

    /// Reference and latest; nil before the first price.
    var ends: (reference: Int64, latest: Int64)? {
        guard first < points.count, let last = points.last else { return nil }
        return (points[first].value, last.value)
    }

    /// The move in basis points, towards zero; positive upwards. Nil before the first price or from nothing.
    var moveBasisPoints: Int64? {
        guard let (reference, latest) = ends, reference > 0 else { return nil }
        let (scaled, overflow) = (latest - reference).multipliedReportingOverflow(by: 10_000)
        return overflow ? nil : scaled / reference
    }
}
