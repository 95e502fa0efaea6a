import Foundation
import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("SIM-CUSTOMERS"))
struct `Market impact` {
    /// A cheap call: its usual spread is the least one, 12 ticks, whatever the ETF does.
    private let contract = ContractIndex(16)

    private func stub(_ impact: ImpactHabits?) throws -> StubExchange {
        var scenario = Scenario.regularDay
        scenario.customers.impact = impact
        return try StubExchange(scenario: scenario, seed: 1)
    }

    private func trade(_ taker: Side, _ quantity: Int32, at clock: String) -> PublicTrade {
        PublicTrade(
            contract: contract, taker: taker, price: Price(ticks: 1_000),
            quantity: Quantity(contracts: quantity), time: time(clock))
    }

    /// How far the opinion is from what it would be without trades, in usual spreads.
    private func shift(
        after trades: [PublicTrade], at clock: String, impact: ImpactHabits?
    ) throws -> Double {
        var moved = try stub(impact).opinion
        for trade in trades { moved.hear(trade) }
        let plain = try stub(nil).opinion
        let fair = plain.fairTicks(contract, at: time(clock))
        return (moved.fairTicks(contract, at: time(clock)) - fair) / 12
    }

    @Test(arguments: [
        (Side.bid, Int32(1), 0.1), (.ask, 1, -0.1), (.bid, 9, 0.3), (.bid, 50, 0.707_106_781_2),
    ])
    func `a trade moves the opinion the taker's way by the root of its size`(
        taker: Side, quantity: Int32, expected: Double
    ) throws {
        let habits = ImpactHabits(spreadShare: 0.1, decaySeconds: 60)
        let found = try shift(
            after: [trade(taker, quantity, at: "10:00")], at: "10:00", impact: habits)
        #expect(abs(found - expected) < 1e-6)
        #expect(
            try shift(after: [trade(taker, quantity, at: "10:00")], at: "10:00", impact: nil) == 0)
    }

    @Test func `what is left after the decay time is 1 over e, and never more than three spreads`()
        throws
    {
        let habits = ImpactHabits(spreadShare: 0.1, decaySeconds: 60)
        let one = [trade(.bid, 25, at: "10:00")]
        let fresh = try shift(after: one, at: "10:00", impact: habits)
        let late = try shift(after: one, at: "10:01", impact: habits)
        #expect(abs(late / fresh - 0.367_879_441) < 1e-6)
        let many = (0..<40).map { _ in trade(.bid, 50, at: "10:00") }
        #expect(abs(try shift(after: many, at: "10:00", impact: habits) - 3) < 1e-6)
    }

    @Test func `the competing maker mends a price that a trade moved, and only then`() throws {
        for (impact, isMended) in [
            (ImpactHabits(spreadShare: 0.3, decaySeconds: 600), true), (nil, false),
        ] {
            var flow = try stub(impact).flow
            let tops = [BookTop](repeating: .empty, count: 144)
            let phases = [TradingPhase](repeating: .continuous, count: 144)
            var actions: [FlowAction] = []
            while let next = flow.nextTime, next < time("09:45") {
                flow.act(tops: tops, phases: phases, into: &actions)
            }
            let before = flow.stateHash
            flow.hear(
                PublicTrade(
                    contract: contract, taker: .bid, price: Price(ticks: 1_000),
                    quantity: Quantity(contracts: 50), time: time("09:45")))
            #expect((flow.stateHash != before) == isMended)
        }
    }

    @Test func `a scenario sets impact, and none by default`() throws {
        let text = Scenario.regularDayYAML + "  impact: {spreadShare: 0.02, decaySeconds: 300}\n"
        let scenario = try Scenario.load(yaml: text, file: "r.yaml")
        #expect(
            scenario.customers.impact == ImpactHabits(spreadShare: 0.02, decaySeconds: 300))
        #expect(Scenario.regularDay.customers.impact == nil)
        #expect(throws: ScenarioError.self) {
            try Scenario.load(
                yaml: text.replacingOccurrences(of: "0.02,", with: "1.02,"), file: "r.yaml")
        }
    }
}

@Suite(.rule("DET"))
struct `Latency legs` {
    @Test func `without jitter a leg is as constant as before`() {
        var delay = LinkDelay(.init(least: .microseconds(200)), seed: 1, stream: "order")
        for second in 0..<100 {
            let now = time("10:00") + .seconds(Int64(second))
            #expect(delay.due(of: now) == now + .microseconds(200))
        }
    }

    @Test(arguments: [UInt64(1), 2])
    func `with jitter nothing overtakes, nothing is early, and the mean is as set`(seed: UInt64) {
        let leg = ScenarioLinks.Leg(least: .microseconds(200), jitterMean: .microseconds(100))
        var delay = LinkDelay(leg, seed: seed, stream: "order")
        var again = LinkDelay(leg, seed: seed, stream: "order")
        var other = LinkDelay(leg, seed: seed, stream: "response")
        var last = SessionTime(nanoseconds: 0)
        var sum: Int64 = 0
        var differs = false
        for step in 0..<10_000 {
            let now = time("10:00") + .milliseconds(Int64(step) * 10)
            let due = delay.due(of: now)
            #expect(due >= last && due >= now + leg.least)
            #expect(again.due(of: now) == due)
            differs = differs || other.due(of: now) != due
            sum += (due - now).nanoseconds
            last = due
        }
        #expect(differs)
        #expect((295_000...305_000).contains(sum / 10_000), "seed \(seed)")
        // A burst comes out in order too.
        let now = time("11:00")
        let burst = (0..<100).map { _ in delay.due(of: now) }
        #expect(burst == burst.sorted())
    }

    @Test func `a scenario sets each leg, and today's are the default`() throws {
        let plain = Scenario.regularDay.links
        #expect(plain.feed == .init(least: .microseconds(500)))
        #expect(plain.order == .init(least: .microseconds(200)))
        #expect(plain.response == .init(least: .microseconds(200)))
        let text =
            Scenario.regularDayYAML
            + "links: {order: {microseconds: 300, jitterMicroseconds: 50}, feed: {microseconds: 0}}\n"
        let links = try Scenario.load(yaml: text, file: "r.yaml").links
        #expect(links.order == .init(least: .microseconds(300), jitterMean: .microseconds(50)))
        #expect(links.feed == .init(least: .zero))
        #expect(links.response == plain.response)
        #expect(throws: ScenarioError.self) {
            try Scenario.load(
                yaml: text.replacingOccurrences(of: "300,", with: "-1,"), file: "r.yaml")
        }
    }
}
