import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("DET"))
struct `Simulated customers` {
    static let noon = SessionTime(hour: 9, minute: 40)

    @Test func `two runs of one seed are equal and two seeds differ`() throws {
        func actions(_ seed: UInt64) throws -> ([[FlowAction]], UInt64) {
            var seen: [[FlowAction]] = []
            let flow = try StubExchange(seed: seed).run(until: Self.noon) { seen.append($1) }
            return (seen, flow.stateHash)
        }
        let (one, hashOne) = try actions(5)
        let (two, hashTwo) = try actions(5)
        let (other, hashOther) = try actions(6)
        #expect(one == two)
        #expect(hashOne == hashTwo)
        #expect(one != other)
        #expect(hashOne != hashOther)
    }

    @Test func `the state hash moves with every act`() throws {
        var flow = try StubExchange(seed: 1).flow
        let tops = [BookTop](repeating: .empty, count: 144)
        let phases = [TradingPhase](repeating: .continuous, count: 144)
        var actions: [FlowAction] = []
        for _ in 0..<200 {
            let before = flow.stateHash
            flow.act(tops: tops, phases: phases, into: &actions)
            #expect(flow.stateHash != before)
        }
    }

    @Test func `times never go back and the day ends at 15 00`() throws {
        var previous = SessionTime(nanoseconds: 0)
        var isOrdered = true
        let flow = try StubExchange(seed: 2).run { time, _ in
            isOrdered = isOrdered && previous < time
            previous = time
        }
        #expect(isOrdered)
        #expect(previous == SessionTime(hour: 15, minute: 0))
        #expect(flow.nextTime == nil)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `no order leaves band, tick or size, no reference returns, no cancel in the quiet minutes`(
        seed: UInt64
    ) throws {
        let exchange = try StubExchange(seed: seed)
        var previous: UInt64 = 0
        var wrong: [String] = []
        exchange.run(
            tops: .fair(lag: .seconds(2), halfSpreadTicks: 20), refresh: .seconds(60)
        ) { time, actions in
            let phase = SessionCalendar.shanghaiOptions.phase(at: time)
            let isQuiet =
                (SessionTime(hour: 9, minute: 20)..<SessionTime(hour: 9, minute: 25)).contains(time)
                || time >= SessionTime(hour: 14, minute: 59)
            for action in actions {
                switch action {
                case .underlying: break
                case .order(let order):
                    let contract = exchange.directory.contracts[order.contract.int]
                    if !contract.band.contains(order.price)
                        || !(1...50).contains(order.quantity.contracts)
                        || order.reference <= previous || !phase.acceptsOrders || isQuiet
                        || (order.immediateOrCancel && phase != .continuous)
                    {
                        wrong.append("\(time) \(order)")
                    }
                    previous = order.reference
                case .cancel(let reference):
                    if reference == 0 || reference > previous || !phase.acceptsOrders || isQuiet {
                        wrong.append("\(time) cancel \(reference)")
                    }
                case .request(_, let quantity):
                    if !(1...50).contains(quantity.contracts) || phase != .continuous {
                        wrong.append("\(time) request \(quantity)")
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.prefix(3))")
    }

    @Test func `a halted contract gets nothing from the customers`() throws {
        var flow = try StubExchange(seed: 1).flow
        let tops = [BookTop](repeating: .empty, count: 144)
        let phases = [TradingPhase](repeating: .pause, count: 144)
        var actions: [FlowAction] = []
        while let time = flow.nextTime, time < SessionTime(hour: 9, minute: 45) {
            flow.act(tops: tops, phases: phases, into: &actions)
        }
        var counts = DayCounts()
        counts.add(actions)
        #expect(counts.total == counts.underlying)
    }

    @Test func `a regular day is at most 400 000 actions, 15 to 40 a second`() throws {
        var counts = DayCounts()
        var hours = [Int](repeating: 0, count: 24)
        try StubExchange(seed: 1).run(
            tops: .fair(lag: .zero, halfSpreadTicks: 20), refresh: .seconds(30)
        ) {
            counts.add($1)
            for action in $1 {
                if case .order(let order) = action, order.immediateOrCancel {
                    hours[Int($0.nanoseconds / 3_600_000_000_000)] += 1
                }
            }
        }
        #expect(
            counts
                == DayCounts(
                    underlying: 57_402, resting: 88_675, immediate: 13_522, cancels: 88_378,
                    requests: 245))
        #expect(counts.total < 400_000)
        #expect((15.0...40.0).contains(Double(counts.total) / 15_000))
        // Takers come most at both ends: 09:30–10:00 and the last hour against the hour after lunch.
        #expect(hours[9] == 2_898)
        #expect(hours[13] == 2_079)
        #expect(hours[14] == 4_661)
    }
}
