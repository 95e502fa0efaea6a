import Sim

/// Two million messages over 200 contracts through the exchange's book, answers summed; the floor is a bare C ladder
/// over the same messages, run in turn with it.
///
/// Left out: the text of reports, sockets. Times are the thread's own, so that other work on the machine counts little.
enum MatchingW2 {
    static let repetitions = 9

    static func run() throws -> [BenchmarkLine] {
        let flow = MatchingFlow()
        let beside = try MatchingRun.besideFloor(flow, contracts: 200, repetitions: repetitions)
        let tally = beside.tally
        // The published totals of this workload: whoever counts otherwise did other work.
        guard tally.trades == 353_528, tally.quantity == 1_421_768,
            tally.notional == 1_421_993_546, tally.rejects == 413_494
        else { throw BenchmarkFailure(description: "totals of W2: \(tally)") }
        return [
            BenchmarkLine(
                name: "MatchingW2", operation: "message", unit: .nanoseconds, samples: beside.ours,
                floor: beside.floor, bar: 3.3 * beside.floor.median, hash: tally.fingerprint,
                note: MatchingRun.rate(beside.ours.median) + ", bar is 3.3 × floor")
        ]
    }
}
