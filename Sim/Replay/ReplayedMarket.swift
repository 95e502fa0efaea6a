public import Market
import Wire

/// A scenario's market in which some contracts live a recorded day and all others the simulated one.
public struct ReplayedMarket: MarketFlow {
    private var simulated: SimulatedFlow
    private var recorded: [OrderFileFlow]
    /// By contract index: its simulated customers stay away.
    private let isRecorded: [Bool]

    /// - Parameter contractCount: of the day's directory.
    public init(simulated: SimulatedFlow, recorded: [OrderFileFlow], contractCount: Int) {
        self.simulated = simulated
        self.recorded = recorded
        var isRecorded = Array(repeating: false, count: contractCount)
        for flow in recorded { isRecorded[flow.contract.int] = true }
        self.isRecorded = isRecorded
    }

    public var nextTime: SessionTime? {
        recorded.compactMap(\.nextTime).reduce(simulated.nextTime) { earliest, time in
            earliest.map { min($0, time) } ?? time
        }
    }

    /// The underlyings move first, then simulated customers, then recorded ones in the scenario's order.
    public mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {
        guard let now = nextTime else { return }
        if simulated.nextTime == now {
            var theirs: [FlowAction] = []
            simulated.act(tops: tops, phases: phases, into: &theirs)
            actions.append(contentsOf: theirs.filter { !isKeptAway($0) })
        }
        for index in recorded.indices where recorded[index].nextTime == now {
            recorded[index].act(tops: tops, phases: phases, into: &actions)
        }
    }

    public mutating func hear(_ trade: PublicTrade) { simulated.hear(trade) }

    public func publicValue(
        _ contract: ContractIndex, at time: SessionTime
    ) -> (ticks: Double, spreadTicks: Double)? {
        isRecorded[contract.int] ? nil : simulated.publicValue(contract, at: time)
    }

    public var stateHash: UInt64 {
        var hasher = StateHasher()
        hasher.combine(simulated.stateHash)
        for flow in recorded { hasher.combine(flow.stateHash) }
        return hasher.value
    }

    private func isKeptAway(_ action: FlowAction) -> Bool {
        switch action {
        case .order(let order): isRecorded[order.contract.int]
        case .underlying, .cancel, .request: false
        }
    }
}
