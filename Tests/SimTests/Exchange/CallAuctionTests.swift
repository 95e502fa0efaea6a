import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("SSE-TR-03"))
struct `Call auction` {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bids: [(Int64, Int64)]
        let asks: [(Int64, Int64)]
        let reference: Int64
        let expected: CallAuction.Outcome?

        var testDescription: String { name }
    }

    private static let cases = [
        Case(
            name: "no bid reaches an ask", bids: [(99, 10)], asks: [(100, 10)], reference: 100,
            expected: nil),
        Case(name: "one side empty", bids: [], asks: [(100, 10)], reference: 100, expected: nil),
        Case(
            name: "locked at one price", bids: [(100, 10)], asks: [(100, 4)], reference: 90,
            expected: outcome(100, 4)),
        Case(
            name: "most volume", bids: [(105, 10), (103, 20), (101, 30)],
            asks: [(100, 15), (102, 10), (104, 20)], reference: 100, expected: outcome(102, 25)),
        Case(
            name: "equal volume: the least left over", bids: [(105, 10), (101, 10)],
            asks: [(100, 10), (103, 5)], reference: 200, expected: outcome(102, 10)),
        Case(
            name: "equal imbalance: the reference itself", bids: [(105, 10)], asks: [(100, 10)],
            reference: 102, expected: outcome(102, 10)),
        Case(
            name: "equal imbalance: the end nearest the reference", bids: [(105, 10)],
            asks: [(100, 10)], reference: 200, expected: outcome(105, 10)),
        Case(
            name: "the other end", bids: [(105, 10)], asks: [(100, 10)], reference: 1,
            expected: outcome(100, 10)),
        Case(
            name: "a level of nothing counts for nothing", bids: [(110, 0), (105, 10)],
            asks: [(100, 10)], reference: 200, expected: outcome(105, 10)),
        Case(
            name: "more demand than supply ends at the highest price that fills",
            bids: [
                (110, 5), (105, 30),
            ], asks: [(100, 20)], reference: 50, expected: outcome(100, 20)),
    ]

    private static func outcome(_ price: Int64, _ volume: Int64) -> CallAuction.Outcome {
        CallAuction.Outcome(price: Price(ticks: price), volume: volume)
    }

    @Test(arguments: cases)
    func `the uncross price of hand-made books`(example: Case) {
        let outcome = CallAuction.uncross(
            bids: levels(example.bids), asks: levels(example.asks),
            reference: Price(ticks: example.reference))
        #expect(outcome == example.expected)
    }

    @Test
    func `random books uncross as a search over every tick says`() {
        var random = SplitMix(seed: 7)
        for round in 0..<2_000 {
            let bids = (0..<random.below(6)).map { _ in
                (90 + Int64(random.below(25)), Int64(random.below(9)))
            }
            let asks = (0..<random.below(6)).map { _ in
                (90 + Int64(random.below(25)), Int64(random.below(9)))
            }
            let reference = 85 + Int64(random.below(35))
            let outcome = CallAuction.uncross(
                bids: levels(bids), asks: levels(asks), reference: Price(ticks: reference))
            #expect(outcome == search(bids, asks, reference), "seed 7 round \(round)")
        }
    }

    /// Every tick from 80 to 130, the three criteria as one sort key, lower prices first.
    private func search(
        _ bids: [(Int64, Int64)], _ asks: [(Int64, Int64)], _ reference: Int64
    ) -> CallAuction.Outcome? {
        let ranked = (80...130).map { (tick: Int64) -> [Int64] in
            let demand = bids.filter { $0.0 >= tick }.reduce(0) { $0 + $1.1 }
            let supply = asks.filter { $0.0 <= tick }.reduce(0) { $0 + $1.1 }
            return [-min(demand, supply), abs(demand - supply), abs(tick - reference), tick]
        }
        guard let best = ranked.min(by: { $0.lexicographicallyPrecedes($1) }), best[0] < 0 else {
            return nil
        }
        return Self.outcome(best[3], -best[0])
    }

    private func levels(_ pairs: [(Int64, Int64)]) -> [CallAuction.Level] {
        pairs.map { CallAuction.Level(price: Price(ticks: $0.0), quantity: $0.1) }
    }
}
