import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("SIM-CUSTOMERS"))
struct `Who is in the market` {
    @Test func `requests come at their rate, and for what others leave alone`() throws {
        let exchange = try StubExchange(seed: 4)
        var requests: [OptionContract] = []
        var takers: [OptionContract] = []
        exchange.run(until: time("11:30")) { _, actions in
            for action in actions {
                switch action {
                case .request(let contract, _):
                    requests.append(exchange.directory.contracts[contract.int])
                case .order(let order) where order.immediateOrCancel:
                    takers.append(exchange.directory.contracts[order.contract.int])
                default: break
                }
            }
        }
        func meanRank(_ contracts: [OptionContract]) -> Double {
            contracts.reduce(0) { $0 + Double($1.expiryRank) } / Double(max(contracts.count, 1))
        }
        // 60 an hour over two hours: a Poisson count within three deviations.
        #expect((87...153).contains(requests.count))
        #expect(meanRank(requests) > 1.5)
        #expect(meanRank(takers) < 1)
    }

    @Test func `the competing maker is on both sides of every contract, around its worth`() throws {
        var scenario = Scenario.regularDay
        scenario.customers.limitOrders.perMinute = 0
        scenario.customers.uninformed.perMinute = 0
        scenario.customers.informed.looksPerMinute = 0
        let exchange = try StubExchange(scenario: scenario, seed: 4)
        let opinion = exchange.opinion
        var sides = [Set<Side>](repeating: [], count: exchange.directory.contracts.count)
        var off: [String] = []
        exchange.run(until: time("10:00")) { at, actions in
            for case .order(let order) in actions {
                sides[order.contract.int].insert(order.side)
                guard at >= time("09:30") else { continue }
                let fair = opinion.fairTicks(order.contract, at: at)
                let distance = Double(order.side.sign) * (fair - Double(order.price.ticks))
                let spread = max(12, fair * 0.08)
                // Half of 0.7 to 1.5 spreads, an error of a fifth of one, deviations to 4, and a tick.
                if distance > 2 * spread + 1 || distance < -spread - 1 {
                    off.append("\(at) \(order) worth \(fair)")
                }
            }
        }
        // A worthless contract has no bid.
        #expect(sides.allSatisfy { $0.contains(.ask) })
        #expect(sides.count { $0.contains(.bid) } > 130)
        #expect(off.isEmpty, "\(off.prefix(3))")
    }
}
