import CFloor
import Glibc
import Sim

/// Two million messages over 200 contracts through the exchange's book, answers summed; the floor is a bare C ladder
/// over the same messages, run in turn with it.
///
/// Left out: the text of reports, sockets. Times are the thread's own, so that other work on the machine counts little.
enum MatchingW2 {
    static let repetitions = 9

    static func run() throws -> [BenchmarkLine] {
        let flow = MatchingFlow()
        let ladders = try FloorLadders(flow, contracts: 200)
        defer { ladders.free() }
        var ours: [Double] = []
        var theirs: [Double] = []
        var tally = MatchTally()
        for repetition in 0..<repetitions + 2 {
            let floor = ladders.run()
            let run = try MatchingRun.summed(flow, contracts: 200)
            try ladders.compare(floor.totals, with: run.tally, resting: run.resting)
            tally = run.tally
            if repetition >= 2 {
                ours.append(run.nanoseconds)
                theirs.append(floor.nanoseconds)
            }
        }
        let samples = Harness.Samples(ours)
        let floor = Harness.Samples(theirs)
        // The published totals of this workload: whoever counts otherwise did other work.
        guard tally.trades == 353_528, tally.quantity == 1_421_768,
            tally.notional == 1_421_993_546, tally.rejects == 413_494
        else { throw BenchmarkFailure(description: "totals of W2: \(tally)") }
        return [
            BenchmarkLine(
                name: "MatchingW2", operation: "message", unit: .nanoseconds, samples: samples,
                floor: floor, bar: 3.3 * floor.median, hash: tally.fingerprint,
                note: MatchingRun.rate(samples.median) + ", bar is 3.3 × floor")
        ]
    }
}

/// The C ladders and the flow as they take it.
struct FloorLadders {
    private let ladders: OpaquePointer
    private let messages: [obl_ladder_message]

    init(_ flow: MatchingFlow, contracts: Int) throws {
        guard let ladders = obl_ladders_new(contracts, Int(flow.orderCount)) else {
            throw BenchmarkFailure(description: "no memory for the floor")
        }
        self.ladders = ladders
        messages = flow.messages.map {
            obl_ladder_message(
                order: UInt32($0.order), price: Int32($0.price), quantity: UInt32($0.quantity),
                contract: UInt16($0.contract), kind: $0.kind.rawValue, is_sell: $0.isSell ? 1 : 0)
        }
    }

    /// Nanoseconds a message, and what came out.
    func run() -> (nanoseconds: Double, totals: obl_ladder_totals) {
        obl_ladders_clear(ladders)
        let start = MatchingRun.threadTime()
        let totals = obl_ladders_run(ladders, messages, messages.count)
        return (Double(MatchingRun.threadTime() - start) / Double(messages.count), totals)
    }

    func compare(_ totals: obl_ladder_totals, with tally: MatchTally, resting: Int) throws {
        guard UInt64(tally.trades) == totals.trades, UInt64(tally.quantity) == totals.quantity,
            tally.notional == totals.notional, UInt64(tally.rejects) == totals.rejects,
            UInt64(messages.count - tally.rejects) == totals.acks,
            UInt64(resting) == totals.resting, tally.fingerprint == totals.fingerprint
        else {
            throw BenchmarkFailure(
                description: "the floor counts \(totals), we \(tally) with \(resting) resting")
        }
    }

    func free() { obl_ladders_free(ladders) }
}
