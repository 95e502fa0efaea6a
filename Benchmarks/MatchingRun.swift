import Glibc
import Sim

/// One pass of messages through the exchange's book, timed on the thread's own clock.
enum MatchingRun {
    static func threadTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    static func summed(
        _ flow: MatchingFlow, contracts: Int
    ) throws -> (nanoseconds: Double, tally: MatchTally, resting: Int) {
        var matcher = OrderMatcher(
            contracts: contracts, orderCapacity: 1 << 20, orderCount: Int(flow.orderCount))
        var tally = MatchTally()
        let start = threadTime()
        try matcher.run(flow.messages, into: &tally)
        let time = threadTime() - start
        return (Double(time) / Double(flow.messages.count), tally, matcher.restingCount)
    }

    /// `12.3 M messages/s`.
    static func rate(_ nanosecondsPerMessage: Double) -> String {
        let tenths = Int((10_000 / nanosecondsPerMessage).rounded())
        return "\(tenths / 10).\(tenths % 10) M messages/s"
    }
}
