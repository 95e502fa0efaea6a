import Market
import Sim

/// Just enough of an exchange to run a day of customers: fixed or lagging tops, the regular phases.
struct StubExchange {
    enum Tops {
        case empty
        /// Fair value of `lag` ago, this far on either side of it, ten contracts each.
        case fair(lag: TimeSpan, halfSpreadTicks: Int64)
    }

    let scenario: Scenario
    let directory: InstrumentDirectory
    let paths: [UnderlyingPath]
    let seed: UInt64

    init(scenario: Scenario = .regularDay, seed: UInt64) throws {
        self.scenario = scenario
        self.seed = seed
        directory = ChainListing.directory(for: scenario)
        paths = try UnderlyingPath.paths(of: scenario, folder: ".", seed: seed)
    }

    var flow: SimulatedFlow {
        SimulatedFlow(scenario: scenario, directory: directory, paths: paths, seed: seed)
    }

    var opinion: PublicOpinion {
        PublicOpinion(scenario: scenario, directory: directory, paths: paths, seed: seed)
    }

    /// Calls `see` with every instant's actions, to the end of the day or `end`.
    @discardableResult
    func run(
        tops mode: Tops = .empty, refresh: TimeSpan = .seconds(1),
        until end: SessionTime = SessionTime(hour: 15, minute: 1),
        _ see: (SessionTime, [FlowAction]) -> Void
    ) -> SimulatedFlow {
        var flow = flow
        var opinion = opinion
        var tops = [BookTop](repeating: .empty, count: directory.contracts.count)
        var quoted = SessionTime(nanoseconds: 0)
        var actions: [FlowAction] = []
        while let time = flow.nextTime, time < end {
            let phase = SessionCalendar.shanghaiOptions.phase(at: time)
            if case .fair(let lag, let half) = mode, time - quoted >= refresh {
                quote(&tops, at: time - lag, half: half, &opinion)
                quoted = time
            }
            actions.removeAll(keepingCapacity: true)
            flow.act(
                tops: tops,
                phases: [TradingPhase](repeating: phase, count: tops.count), into: &actions)
            see(time, actions)
        }
        return flow
    }

    private func quote(
        _ tops: inout [BookTop], at time: SessionTime, half: Int64, _ opinion: inout PublicOpinion
    ) {
        for contract in directory.contracts {
            let fair = Int64(opinion.fairTicks(contract.index, at: time).rounded())
            tops[contract.index.int] = BookTop(
                bid: Price(ticks: max(fair - half, 1)), bidQuantity: Quantity(contracts: 10),
                ask: Price(ticks: max(fair + half, 2)), askQuantity: Quantity(contracts: 10))
        }
    }
}

/// What a day consisted of.
struct DayCounts: Equatable {
    var underlying = 0
    var resting = 0
    var immediate = 0
    var cancels = 0
    var requests = 0
    var total: Int { underlying + resting + immediate + cancels + requests }

    mutating func add(_ actions: [FlowAction]) {
        for action in actions {
            switch action {
            case .underlying: underlying += 1
            case .order(let order):
                if order.immediateOrCancel { immediate += 1 } else { resting += 1 }
            case .cancel: cancels += 1
            case .request: requests += 1
            }
        }
    }
}
