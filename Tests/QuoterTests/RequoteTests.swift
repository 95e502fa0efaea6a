import Market
import Quoter
import StrategyKit
import TestSupport
import Testing
import Wire

@Suite(.rule("C3.4a", "SSE-MM-03", "SSE-MM-04"))
struct `Requote rule` {
    private let rule = RequoteRule(
        allowance: .shanghaiOptions, quantityMin: Quantity(contracts: 10), toleranceTicksMin: 1,
        tolerancePercent: 10)

    // Live 990/1010; tolerance 2 ticks of a 20-tick wish; value 1000 unless said.
    @Test(arguments: [
        (Int64(990), Int64(1_010), Int32(20), 1_000.0, RequoteRule.Revision.keep),
        (992, 1_012, 20, 1_000.0, .keep),  // the tolerance itself
        (993, 1_013, 20, 1_000.0, .moved),
        (990, 1_013, 20, 1_000.0, .moved),
        (990, 1_010, 10, 1_000.0, .keep),  // the minimum itself
        (990, 1_010, 9, 1_000.0, .depleted),
        (990, 1_010, 0, 1_000.0, .depleted),
        (991, 1_011, 20, 1_010.0, .crossed),  // worth our ask: up with it
        (991, 1_011, 20, 1_009.9, .keep),
        (989, 1_009, 20, 990.0, .crossed),
        (989, 1_010, 20, 1_010.0, .keep),  // a replacement would not lift the ask
    ])
    func `keeps what is right and replaces the rest`(
        bid: Int64, ask: Int64, remaining: Int32, value: Double, expected: RequoteRule.Revision
    ) {
        #expect(revision(990, 1_010, remaining, bid, ask, value) == expected)
    }

    @Test func `a live spread that is no longer permitted is replaced`() {
        // 10 % of a bid of 990 is 99 ticks.
        #expect(revision(990, 1_089, 20, 990, 1_088, 1_000) == .keep)
        #expect(revision(990, 1_090, 20, 990, 1_089, 1_000) == .spreadExceeded)
    }

    private func revision(
        _ liveBid: Int64, _ liveAsk: Int64, _ remaining: Int32, _ bid: Int64, _ ask: Int64,
        _ value: Double
    ) -> RequoteRule.Revision {
        func leg(_ ticks: Int64, _ quantity: Int32) -> QuoteLeg {
            QuoteLeg(price: Price(ticks: ticks), quantity: Quantity(contracts: quantity))
        }
        return rule.revision(
            liveBid: leg(liveBid, 20), liveAsk: leg(liveAsk, remaining), wishBid: leg(bid, 20),
            wishAsk: leg(ask, 20), theoreticalTicks: value, isFar: false)
    }
}

@Suite(.rule("SSE-PT-33"))
struct `Message budget` {
    @Test func `never more than the limit in any second`() {
        var budget = MessageBudget(perSecondMax: 3)
        let start = SessionTime(hour: 9, minute: 30)
        func taken(_ milliseconds: Int64) -> Bool {
            budget.take(at: start + .milliseconds(milliseconds))
        }
        #expect([0, 400, 900].map(taken) == [true, true, true])
        #expect([900, 999].map(taken) == [false, false])
        #expect(budget.nextAvailable == start + .seconds(1))
        #expect([1_000, 1_000, 1_399, 1_400].map(taken) == [true, false, false, true])
        #expect(budget.isAvailable(1, at: start + .milliseconds(1_900)))
        #expect(!budget.isAvailable(2, at: start + .milliseconds(1_900)))
        #expect(!budget.isAvailable(4, at: start + .seconds(9)))
    }
}
