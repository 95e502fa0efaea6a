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
        let reference: Int64?
        var tick: Int64 = 1
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
            asks: [(100, 15), (102, 10), (104, 20)], reference: 100, expected: outcome(103, 25)),
        Case(
            name: "equal volume: the least left over", bids: [(105, 10), (101, 10)],
            asks: [(100, 10), (103, 5)], reference: 1, expected: outcome(103, 10)),
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
            ], asks: [(100, 20)], reference: 50, expected: outcome(105, 20)),
        Case(
            name: "more supply than demand ends at the lowest price that fills",
            bids: [(110, 20)], asks: [(100, 5), (105, 30)], reference: 200,
            expected: outcome(105, 20)),
        Case(
            name: "600761 on 2023-07-11: no order at 21.28 and 21.29",
            bids: [(213_500, 22_500), (213_000, 17_000), (212_700, 7_000)],
            asks: [(201_000, 30_700), (213_800, 100)], reference: 212_000,
            expected: outcome(213_000, 30_700)),
        Case(
            name: "without a reference: the middle, rounded up", bids: [(105, 10)],
            asks: [(100, 10)], reference: nil, expected: outcome(103, 10)),
        Case(
            name: "without a reference: the middle on the security's own steps",
            bids: [(1_050, 10)], asks: [(1_010, 10)], reference: nil, tick: 10,
            expected: outcome(1_030, 10)),
        Case(
            name: "half a step is rounded up", bids: [(1_050, 10)], asks: [(1_000, 10)],
            reference: nil, tick: 10, expected: outcome(1_030, 10)),
    ]

    private static func outcome(_ price: Int64, _ volume: Int64) -> CallAuction.Outcome {
        CallAuction.Outcome(price: Price(ticks: price), volume: volume)
    }

    @Test(arguments: cases)
    func `the uncross price of hand-made books`(example: Case) {
        let outcome = CallAuction.uncross(
            bids: levels(example.bids), asks: levels(example.asks),
            reference: example.reference.map { Price(ticks: $0) }, tick: example.tick)
        #expect(outcome == example.expected)
    }

    @Test
    func `random books uncross as the rule's words say`() {
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

    /// Every order price against the rule's three conditions, then the least left over, then the reference.
    private func search(
        _ bids: [(Int64, Int64)], _ asks: [(Int64, Int64)], _ reference: Int64
    ) -> CallAuction.Outcome? {
        func demand(_ tick: Int64) -> Int64 { bids.reduce(0) { $0 + ($1.0 >= tick ? $1.1 : 0) } }
        func supply(_ tick: Int64) -> Int64 { asks.reduce(0) { $0 + ($1.0 <= tick ? $1.1 : 0) } }
        let prices = (bids + asks).filter { $0.1 > 0 }.map(\.0)
        let most = prices.map { min(demand($0), supply($0)) }.max() ?? 0
        guard most > 0 else { return nil }
        let fair = prices.filter { tick in
            min(demand(tick), supply(tick)) == most && demand(tick + 1) <= most
                && supply(tick - 1) <= most
        }
        let left = { (tick: Int64) in abs(demand(tick) - supply(tick)) }
        let least = fair.map(left).min()
        let best = fair.filter { left($0) == least }
        guard let low = best.min(), let high = best.max() else {
            Issue.record("no price for \(bids) and \(asks)")
            return nil
        }
        return Self.outcome(min(max(reference, low), high), most)
    }

    private func levels(_ pairs: [(Int64, Int64)]) -> [CallAuction.Level] {
        pairs.map { CallAuction.Level(price: Price(ticks: $0.0), quantity: $0.1) }
    }
}
