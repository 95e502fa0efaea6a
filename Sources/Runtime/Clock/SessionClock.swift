public import Market

/// Exchange time as a function of the monotonic clock: the one clock for decisions, scaled by `speed`.
///
/// Every process of a desk on one machine computes the same session time from the same origin, so a process
/// that restarts comes back to the right moment of the day.
public struct SessionClock: Sendable, Equatable {
    /// Monotonic nanoseconds at which session time was `origin`.
    public let monotonicOrigin: Int64
    public let origin: SessionTime
    /// Session nanoseconds per monotonic nanosecond, 1…10 000.
    public let speed: Int64

    public init(monotonicOrigin: Int64, origin: SessionTime, speed: Int64) {
        precondition(speed >= 1, "speed \(speed)")
        self.monotonicOrigin = monotonicOrigin
        self.origin = origin
        self.speed = speed
    }

    /// Session time at a monotonic time; never before `origin`.
    public func time(at monotonic: Int64) -> SessionTime {
        let elapsed = max(0, monotonic - monotonicOrigin)
        return SessionTime(nanoseconds: origin.nanoseconds + elapsed * speed)
    }

    /// The monotonic time at which session time reaches `time`.
    public func monotonic(at time: SessionTime) -> Int64 {
        monotonicOrigin + (time.nanoseconds - origin.nanoseconds + speed - 1) / speed
    }
}
