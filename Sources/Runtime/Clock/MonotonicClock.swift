import Glibc

/// Nanoseconds of the machine's monotonic clock: times out peers, measures latency, decides nothing.
public struct MonotonicClock: Sendable {
    public init() {}

    public func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
