import Sim

/// Ten million seeded operations through the book and through an obvious one, in ten runs of their own seed.
///
/// Not a speed: the obvious book takes most of the time. It fails with the seed and the operation of the first difference.
enum MatchingFuzz {
    static let seeds: ClosedRange<UInt64> = 1...10
    static let operations = 1_000_000

    static func run() throws -> [BenchmarkLine] {
        var times: [Double] = []
        var hash: UInt64 = 0
        var total = MatchingLockstep.Outcome()
        for seed in seeds {
            var lockstep = MatchingLockstep(seed: seed)
            let start = MatchingRun.threadTime()
            let outcome = try lockstep.run(operations: operations)
            times.append(Double(MatchingRun.threadTime() - start) / Double(operations))
            hash = hash &* 31 &+ UInt64(bitPattern: outcome.traded) &+ UInt64(outcome.reports)
            total.operations += outcome.operations
            total.reports += outcome.reports
            total.trades += outcome.trades
        }
        return [
            BenchmarkLine(
                name: "MatchingFuzz", operation: "operation", unit: .nanoseconds,
                samples: Harness.Samples(times), hash: hash,
                note: "\(total.operations) operations, \(total.reports) reports equal, "
                    + "\(total.trades) trades, quantity conserved")
        ]
    }
}
