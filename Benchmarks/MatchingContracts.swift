import Sim

/// The flow of `MatchingW2` over 1 to 10 000 contracts: what a message costs must hardly depend on how many there are.
///
/// The floor does not look ahead: it shows what the memory of many contracts costs a book that waits for it.
enum MatchingContracts {
    static let counts = [1, 10, 100, 1_000, 10_000]
    static let repetitions = 5

    static func run() throws -> [BenchmarkLine] {
        var lines: [BenchmarkLine] = []
        var cheapest = Double.infinity
        for count in counts {
            let flow = MatchingFlow(contracts: count)
            let beside = try MatchingRun.besideFloor(
                flow, contracts: count, repetitions: repetitions)
            let samples = beside.ours
            cheapest = min(cheapest, samples.median)
            lines.append(
                BenchmarkLine(
                    name: "Matching \(count)", operation: "message", unit: .nanoseconds,
                    samples: samples, floor: beside.floor,
                    hash: beside.tally.fingerprint,
                    note: MatchingRun.rate(samples.median) + ", \(count) contracts"))
        }
        let dearest = lines.map(\.samples.median).max() ?? .nan
        let hundredths = Int((100 * dearest / cheapest).rounded())
        lines[lines.count - 1].note +=
            ", dearest \(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) × cheapest"
        return lines
    }
}
