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

    /// The book and the bare ladders in turn, after a warm-up of two; what they add up to must be equal.
    static func besideFloor(
        _ flow: MatchingFlow, contracts: Int, repetitions: Int
    ) throws -> (ours: Harness.Samples, floor: Harness.Samples, tally: MatchTally) {
        let ladders = try FloorLadders(flow, contracts: contracts)
        defer { ladders.free() }
        var ours: [Double] = []
        var theirs: [Double] = []
        var tally = MatchTally()
        for repetition in 0..<repetitions + 2 {
            let floor = ladders.run()
            let run = try summed(flow, contracts: contracts)
            try ladders.compare(floor.totals, with: run.tally, resting: run.resting)
            tally = run.tally
            guard repetition >= 2 else { continue }
            ours.append(run.nanoseconds)
            theirs.append(floor.nanoseconds)
        }
        return (Harness.Samples(ours), Harness.Samples(theirs), tally)
    }

    /// `12.3 M messages/s`.
    static func rate(_ nanosecondsPerMessage: Double) -> String {
        let tenths = Int((10_000 / nanosecondsPerMessage).rounded())
        return "\(tenths / 10).\(tenths % 10) M messages/s"
    }
}
