import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("SIM-CUSTOMERS"))
struct `Takers` {
    /// What the takers of a morning gain, in ticks × contracts, against quotes of two seconds ago that
    /// are 4 ticks away from fair, marked 1.5 s later. Only orders that trade at the stub's price count.
    private func gain(
        informedPerMinute: Double, uninformedPerMinute: Double
    ) throws -> (trades: Int, gain: Double) {
        var scenario = Scenario.regularDay
        scenario.customers.informed.looksPerMinute = informedPerMinute
        scenario.customers.uninformed.perMinute = uninformedPerMinute
        scenario.customers.limitOrders.perMinute = 0
        let exchange = try StubExchange(scenario: scenario, seed: 11)
        let opinion = exchange.opinion
        var trades = 0
        var gain = 0.0
        exchange.run(
            tops: .fair(lag: .seconds(2), halfSpreadTicks: 4),
            until: SessionTime(hour: 9, minute: 40)
        ) { time, actions in
            for action in actions {
                guard case .order(let order) = action, order.immediateOrCancel else { continue }
                let stale = opinion.fairTicks(order.contract, at: time - .seconds(2)).rounded()
                let price = stale + Double(order.side.sign) * 4
                let isTrade =
                    Double(order.side.sign * order.price.ticks)
                    >= Double(order.side.sign) * price - 1
                guard isTrade else { continue }
                let later = opinion.fairTicks(order.contract, at: time + .milliseconds(1_500))
                trades += 1
                gain +=
                    Double(order.side.sign) * (later - price) * Double(order.quantity.contracts)
            }
        }
        return (trades, gain)
    }

    @Test func `the informed gain from stale quotes`() throws {
        let (trades, gain) = try gain(informedPerMinute: 60, uninformedPerMinute: 0)
        print("informed: \(trades) trades, \(gain) ticks")
        #expect(trades > 50)
        #expect(gain > 0)
    }

    @Test func `the uninformed pay for the spread`() throws {
        let (trades, gain) = try gain(informedPerMinute: 0, uninformedPerMinute: 600)
        print("uninformed: \(trades) trades, \(gain) ticks")
        #expect(trades > 300)
        #expect(gain < 0)
    }
}
