import CFloor
import Sim

/// The C ladders and the flow as they take it.
struct FloorLadders {
    private let ladders: OpaquePointer
    private let messages: [obl_ladder_message]

    init(_ flow: MatchingFlow, contracts: Int) throws {
        guard let ladders = obl_ladders_new(contracts, Int(flow.orderCount)) else {
            throw BenchmarkFailure(description: "no memory for the floor")
        }
        self.ladders = ladders
        let reach = Int64(obl_ladder_low)...Int64(obl_ladder_high)
        guard flow.messages.allSatisfy({ $0.kind == .cancel || reach.contains($0.price) }) else {
            throw BenchmarkFailure(description: "a price beyond the floor's ladder")
        }
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
