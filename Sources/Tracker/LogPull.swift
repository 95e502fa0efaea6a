import Market
import Wire

/// The tracker's place in one log it pulls: what it has, what it asked for, what the sender says it has.
struct LogPull: Sendable {
    /// Next sequence to apply; everything before it has been applied without a hole.
    private(set) var next: UInt64 = 1
    /// Last sequence the sender has, as it said last.
    private(set) var tail: UInt64 = 0
    /// No event after the tail lies before this.
    private(set) var watermark = SessionTime(nanoseconds: 0)
    /// The sender's log is final and all of it has been applied.
    var isComplete: Bool { saidComplete && next > tail || sawDayEnd }
    /// The last event of the day has been applied.
    var sawDayEnd = false
    private var saidComplete = false
    private var credit: UInt32 = 0
    private(set) var hasHole = false
    /// The place of the hole that was asked for last.
    private var holeAskedFor: UInt64 = 0
    private var activeAt = SessionTime(nanoseconds: 0)

    /// Events not yet applied that the sender has.
    var lag: UInt64 { tail >= next ? tail - next + 1 : 0 }

    mutating func heard(tail: UInt64, watermark: SessionTime, isComplete: Bool) {
        self.tail = max(self.tail, tail)
        self.watermark = max(self.watermark, watermark)
        if isComplete { saidComplete = true }
    }

    /// Whether a frame whose entries start at `first` follows without a hole; if not, the hole is noted.
    mutating func follows(_ first: UInt64) -> Bool {
        if first > next { hasHole = true }
        return first <= next
    }

    /// Entries up to `last` have been applied.
    mutating func applied(through last: UInt64, at now: SessionTime) {
        guard last >= next else { return }
        credit -= UInt32(min(UInt64(credit), last - next + 1))
        next = last + 1
        tail = max(tail, last)
        hasHole = false
        activeAt = now
    }

    /// Something could not be applied: as if it had not come.
    mutating func missed() { hasHole = true }

    var isRunningLow: Bool { credit < TrackerCore.creditEvents / 4 }

    /// A hole nobody asked about yet.
    var hasNewHole: Bool { hasHole && holeAskedFor != next }

    /// Whether nothing came for `patience` though something is missing.
    func isStalled(at now: SessionTime, patience: TimeSpan) -> Bool {
        needsMore && now >= activeAt + patience
    }

    /// Whether it is time to ask, for whichever of these reasons.
    func isDue(at now: SessionTime, patience: TimeSpan) -> Bool {
        !isComplete && (isRunningLow || hasNewHole || isStalled(at: now, patience: patience))
    }

    func retryAt(patience: TimeSpan) -> SessionTime? { needsMore ? activeAt + patience : nil }

    private var needsMore: Bool { !isComplete && (hasHole || lag > 0) }

    /// The request to send: from the first sequence missing, with fresh credit.
    mutating func request(at now: SessionTime) -> LogRequest {
        credit = TrackerCore.creditEvents
        activeAt = now
        if hasHole { holeAskedFor = next }
        return LogRequest(from: next, credit: credit)
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(next)
        hasher.combine(tail)
        hasher.combine(watermark.nanoseconds)
        hasher.combine(UInt64(credit))
        hasher.combine(activeAt.nanoseconds)
        hasher.combine(holeAskedFor)
        hasher.combine(isComplete)
        hasher.combine(hasHole)
    }
}
