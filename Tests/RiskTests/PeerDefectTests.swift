import Market
import Risk
import TestSupport
import Testing
import Wire

/// Mistakes read in other systems' pre-trade checks (docs/peer-defects.md).
@Suite(.rule("C3.7"))
struct `Checks of others that do not hold` {
    /// Counts that never expire are no window: after enough messages everything is refused for ever.
    @Test(.rule("PEER-12"), arguments: UInt64(1)...20)
    func `the message window slides by exchange time`(seed: UInt64) {
        var dice = PeerDice(state: seed)
        var budget = MessageBudget(capacity: 1_000)
        var sent: [(time: Int64, cost: Int64)] = []
        var now = Int64(34_200_000_000_000)
        for _ in 0..<500 {
            now +=
                [0, 1, 999_999, 10_000_000, 400_000_000, 1_000_000_000][
                    Int.random(in: 0..<6, using: &dice)]
            let time = SessionTime(nanoseconds: now)
            if Bool.random(using: &dice) {
                let cost = Int64.random(in: 1...4, using: &dice)
                budget.spend(cost, at: time)
                sent.append((now, cost))
            } else {
                budget.advance(to: time)
            }
            let inWindow = sent.filter { $0.time > now - 1_000_000_000 }.reduce(0) { $0 + $1.cost }
            #expect(budget.spent == inWindow, "seed \(seed)")
        }
        #expect(budget.today == sent.reduce(0) { $0 + $1.cost }, "seed \(seed)")
        budget.advance(to: SessionTime(nanoseconds: now + 1_000_000_000))
        #expect(budget.spent == 0, "seed \(seed)")
    }

    @Test(.rule("PEER-12"))
    func `a repeated instruction is refused, the next one passes however many went before`() throws
    {
        let desk = try RiskHarness.ready()
        for _ in 0..<200 {
            let entry = desk.entry(0)
            #expect(desk.send(entry).codes == [])
            #expect(desk.send(entry).codes == [.duplicateQuoteID])
            desk.accept(entry)
            desk.wait(milliseconds: 1_000)
        }
    }

    /// A second way to the exchange, without the checks, is how duties get quoted past the limits.
    @Test(.rule("PEER-10"))
    func `what is sent is what was approved, and nothing that was refused`() throws {
        let desk = try RiskHarness.ready()
        let good = desk.entry(0)
        let wide = desk.entry(1, sizes: (9, 10))
        let heard = desk.send([good, wide])
        #expect(heard.codes == [.quantityBelowMinimum])
        #expect(heard.sentIDs == [good.quoteID.value])
    }
}

/// SplitMix64.
private struct PeerDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
