import Market
import Quoter
import Strategies
import StrategyKit
import TestSupport
import Testing
import Wire

@Suite(.rule("SSE-MM-02", "SSE-MM-05"))
struct `Spending slack` {
    /// Heavy inventory: pressure 0.5.
    private func wish(slack: Int64?, age: Int64) throws -> QuoteWish {
        var chain = try Fixture.chain(value: 0.1, delta: 0.5, vega: 0)
        chain.netDelta = 1_000_000
        chain.time = SessionTime(hour: 10, minute: 0)
        chain.slackTime = SessionTime(
            nanoseconds: chain.time.nanoseconds - age * 1_000_000_000)
        chain.states[0].slackSeconds = slack
        var strategy = try StrategyCatalog.make(
            "inventory-skew", [("step-back-pressure", "0.5"), ("slack-reserve-seconds", "600")])
        return strategy.wish(0, in: chain)
    }

    private var maintenance: QuoteWish {
        .maintain(
            bid: QuoteLeg(price: Price(ticks: 952), quantity: Quantity(contracts: 10)),
            ask: QuoteLeg(price: Price(ticks: 1_047), quantity: Quantity(contracts: 10)))
    }

    @Test func `much slack steps back`() throws {
        #expect(try wish(slack: 601, age: 30) == .none(.slackSpent))
    }

    @Test(arguments: [(Int64?(600), Int64(0)), (-5, 0), (nil, 0), (4_000, 31)])
    func `little, unknown or stale slack keeps the widest least quote on`(slack: Int64?, age: Int64)
        throws
    {
        #expect(try wish(slack: slack, age: age) == maintenance)
    }

    @Test func `the dearest are dropped, less the reserve`() {
        var policy = DropPolicy(contracts: 5, reserve: 1)
        func revise(_ costs: [Int64?], _ lost: [Int] = [], left: Int64) -> [Int] {
            policy.revise(
                costs: costs, isLost: (0..<5).map(lost.contains), missesLeft: left)
            return (0..<5).filter(policy.isDropped)
        }
        #expect(revise([10, 50, 40, nil, 50], left: 1) == [])
        #expect(revise([10, 50, 40, nil, 50], left: 3) == [1, 4])
        // A little dearer is not worth the change; a quarter more is.
        #expect(revise([10, 50, 55, nil, 50], left: 3) == [1, 4])
        #expect(revise([10, 50, 63, nil, 50], left: 3) == [2, 4])
        // A dropped one that is lost is off the tracker's count already.
        #expect(revise([10, 50, 63, nil, 50], [4], left: 2) == [2, 4])
        // An accident elsewhere: the cheapest that can still be saved comes back.
        #expect(revise([10, 50, 63, nil, 50], [4], left: 1) == [4])
    }
}
