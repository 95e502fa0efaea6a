import Market
import Sim
import Synchronization
import TestSupport
import Testing
import Wire

/// What a flow did and heard, told to somebody outside the exchange that owns it.
final class FlowRecorder: Sendable {
    struct Seen {
        var actions: [(time: SessionTime, action: FlowAction)] = []
        var trades: [PublicTrade] = []
    }

    let seen = Mutex(Seen())
}

struct RecordedFlow: MarketFlow {
    var flow: SimulatedFlow
    let recorder: FlowRecorder

    var nextTime: SessionTime? { flow.nextTime }
    var stateHash: UInt64 { flow.stateHash }

    mutating func act(tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]) {
        let time = flow.nextTime ?? SessionTime(nanoseconds: 0)
        let first = actions.count
        flow.act(tops: tops, phases: phases, into: &actions)
        let new = Array(actions[first...])
        recorder.seen.withLock { seen in
            for action in new { seen.actions.append((time, action)) }
        }
    }

    mutating func hear(_ trade: PublicTrade) {
        recorder.seen.withLock { $0.trades.append(trade) }
        flow.hear(trade)
    }
}

/// A simulated morning measured as `Sim/scenarios/measure_market.py` measures recorded days.
struct MeasuredMorning {
    static let minutes = 120.0
    var restingPerMinute = 0.0
    var restingSize = 0.0
    var medianLife = 0.0
    var takingPerMinute = 0.0
    var takenSize = 0.0
    /// Median spread as a share of the middle, of contracts worth 30 to 600 ticks.
    var spreadShare = 0.0
    /// Median spread in ticks of contracts worth less than 30.
    var smallSpread = 0.0
    /// Mean of the shown best sizes, capped at 50.
    var shownSize = 0.0
    var quartiles = (0.0, 0.0)

    init(_ scenario: Scenario, seed: UInt64) throws {
        let day = try Day(scenario, seed: seed)
        // The competing maker goes by the opinion alone: without customers it does the very same.
        var alone = scenario
        alone.customers.limitOrders.perMinute = 0
        let makers = Set(try Day(alone, seed: seed, samples: false).entered.map(\.place))
        let customers = day.entered.filter { !makers.contains($0.place) }
        restingPerMinute = Double(customers.count) / Self.minutes
        restingSize = Self.mean(customers.map { Double($0.quantity) })
        medianLife = Self.quantile(
            customers.compactMap { order in
                day.ends[order.reference].map { Double(($0 - order.time).nanoseconds) / 1e9 }
            }, 0.5)
        takingPerMinute = Double(day.taken.count) / Self.minutes
        takenSize = Self.mean(day.taken.values.map { Double(min($0, 50)) })
        spreadShare = Self.quantile(day.shares, 0.5)
        quartiles = (Self.quantile(day.shares, 0.25), Self.quantile(day.shares, 0.75))
        smallSpread = Self.quantile(day.smallSpreads, 0.5)
        shownSize = Self.mean(day.sizes)
    }

    private static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(max(values.count, 1))
    }

    private static func quantile(_ values: [Double], _ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        return values.sorted()[Int(Double(values.count - 1) * share)]
    }

    private struct Order {
        let time: SessionTime
        let reference: UInt64
        let quantity: Int32
        let place: String
    }

    private struct Day {
        var entered: [Order] = []
        var ends: [UInt64: SessionTime] = [:]
        /// Contracts by taking order: one instant, contract and side.
        var taken: [String: Int32] = [:]
        var shares: [Double] = []
        var smallSpreads: [Double] = []
        var sizes: [Double] = []

        init(_ scenario: Scenario, seed: UInt64, samples: Bool = true) throws {
            let stub = try StubExchange(scenario: scenario, seed: seed)
            let recorder = FlowRecorder()
            guard samples else {
                stub.run(until: time("11:30")) { at, actions in
                    for action in actions { note(action, at: at) }
                }
                return
            }
            var core = ExchangeCore(
                ExchangeConfiguration(directory: stub.directory),
                flow: RecordedFlow(flow: stub.flow, recorder: recorder))
            var input = Outbox(instance: 2)
            var outbox = Outbox(instance: 1)
            input.begin(causation: 0, now: time("09:00"))
            input.send(Started(), on: .shell)
            outbox.begin(causation: 0, now: time("09:00"))
            core.receive(
                try Frame(UnsafeRawBufferPointer(input.bytes(of: input.frames[0]))), on: .shell,
                from: .everybody, at: time("09:00"), into: &outbox)
            for minute in 1..<120 {
                let now = time("09:30") + .seconds(Int64(minute) * 60)
                outbox.begin(causation: 0, now: now)
                core.advance(to: now, into: &outbox)
                for top in core.tops { sample(top) }
            }
            outbox.begin(causation: 0, now: time("11:30"))
            core.advance(to: time("11:30") - .milliseconds(1), into: &outbox)
            recorder.seen.withLock { seen in
                for entry in seen.actions { note(entry.action, at: entry.time) }
                for trade in seen.trades {
                    let key = "\(trade.time.nanoseconds) \(trade.contract) \(trade.taker)"
                    taken[key, default: 0] += trade.quantity.contracts
                }
            }
        }

        private mutating func note(_ action: FlowAction, at time: SessionTime) {
            switch action {
            case .order(let order) where !order.immediateOrCancel:
                guard time >= SimTests.time("09:30") else { return }
                entered.append(
                    Order(
                        time: time, reference: order.reference,
                        quantity: order.quantity.contracts,
                        place: "\(time.nanoseconds) \(order.contract) \(order.side)"))
            case .cancel(let reference): ends[reference] = time
            default: break
            }
        }

        private mutating func sample(_ top: BookTop) {
            guard top.hasBid, top.hasAsk, top.bid < top.ask else { return }
            let spread = Double(top.ask.ticks - top.bid.ticks)
            let middle = Double(top.ask.ticks + top.bid.ticks) / 2
            if middle < 30 { smallSpreads.append(spread) }
            if (30...600).contains(middle) { shares.append(spread / middle) }
            sizes.append(Double(min(top.bidQuantity.contracts, 50)))
            sizes.append(Double(min(top.askQuantity.contracts, 50)))
        }
    }
}

@Suite(.rule("SIM-CUSTOMERS"))
struct `Calibrated customers` {
    private func scenario() throws -> Scenario {
        try Scenario.read(file: ScenarioFiles.folder + "/calibrated.yaml")
    }

    /// Targets: docs/simulator.md, "The market".
    @Test func `a simulated morning measures as the recorded days do`() throws {
        let morning = try MeasuredMorning(try scenario(), seed: 1)
        print("calibrated morning: \(morning)")
        #expect((94 * 0.95...94 * 1.05).contains(morning.restingPerMinute))
        #expect((5.1 * 0.93...5.1 * 1.07).contains(morning.restingSize))
        #expect((21.2 * 0.93...21.2 * 1.07).contains(morning.medianLife))
        #expect((65 * 0.9...65 * 1.1).contains(morning.takingPerMinute))
        #expect((4.6 * 0.85...4.6 * 1.15).contains(morning.takenSize))
        #expect((0.0127...0.0431).contains(morning.spreadShare))
        #expect((1.0...3.0).contains(morning.smallSpread))
    }
}
