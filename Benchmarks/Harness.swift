import Glibc
import Runtime

/// Times a body over and over: warm-up first, then repetitions of equally many operations.
enum Harness {
    /// What one repetition took, per operation, in order of length.
    struct Samples {
        private let sorted: [Double]

        init(_ nanosecondsPerOperation: [Double]) { sorted = nanosecondsPerOperation.sorted() }

        var count: Int { sorted.count }
        var min: Double { sorted.first ?? .nan }
        var max: Double { sorted.last ?? .nan }
        var median: Double { percentile(0.50) }
        var p99: Double { percentile(0.99) }

        /// Nearest rank, so that every figure was really measured.
        private func percentile(_ share: Double) -> Double {
            guard !sorted.isEmpty else { return .nan }
            let rank = Int((share * Double(sorted.count)).rounded(.up))
            return sorted[Swift.max(0, Swift.min(sorted.count, rank) - 1)]
        }
    }

    /// - Parameters:
    ///   - operations: in one repetition; a repetition of some microseconds hides the clock's own 40 ns.
    ///   - prepare: runs before each repetition and is not timed.
    static func measure(
        repetitions: Int, warmUp: Int, operations: Int,
        prepare: () throws -> Void = {}, _ body: () throws -> Void
    ) throws -> Samples {
        precondition(repetitions > 0 && operations > 0)
        let clock = MonotonicClock()
        var times: [Double] = []
        times.reserveCapacity(repetitions)
        for repetition in 0..<warmUp + repetitions {
            try prepare()
            let start = clock.now()
            try body()
            let end = clock.now()
            if repetition >= warmUp { times.append(Double(end - start) / Double(operations)) }
        }
        return Samples(times)
    }

    /// Two bodies that do the same work, repetition by repetition in turn, so that whatever else the machine
    /// does strikes both.
    static func compare(
        repetitions: Int, warmUp: Int, operations: Int, _ ours: () throws -> Void,
        _ other: () throws -> Void
    ) throws -> (ours: Samples, other: Samples) {
        precondition(repetitions > 0 && operations > 0)
        let clock = MonotonicClock()
        var times: (ours: [Double], other: [Double]) = ([], [])
        for repetition in 0..<warmUp + repetitions {
            let start = clock.now()
            try ours()
            let middle = clock.now()
            try other()
            let end = clock.now()
            guard repetition >= warmUp else { continue }
            times.ours.append(Double(middle - start) / Double(operations))
            times.other.append(Double(end - middle) / Double(operations))
        }
        return (Samples(times.ours), Samples(times.other))
    }
}
