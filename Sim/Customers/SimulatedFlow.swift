public import Market
import Wire

/// A scenario's whole market apart from our maker, from one seed.
public struct SimulatedFlow: MarketFlow {
    private var opinion: PublicOpinion
    private var agenda: Agenda
    private var pad = OrderPad()
    private var competitor: CompetingMaker
    private var limitOrders: LimitOrderCustomers
    private var uninformed: UninformedTakers
    private var informed: InformedTakers
    private var requests: RequestSenders

    /// - Parameters:
    ///   - directory: `ChainListing.directory(for: scenario)`.
    ///   - paths: `UnderlyingPath.paths(of: scenario, …)`, one for each underlying.
    ///   - chain: `RecordedChain.read(of: scenario, …)`.
    public init(
        scenario: Scenario, directory: InstrumentDirectory, paths: [UnderlyingPath], seed: UInt64,
        chain: RecordedChain? = nil
    ) {
        let opinion = PublicOpinion(
            scenario: scenario, directory: directory, paths: paths, seed: seed, chain: chain)
        let customers = scenario.customers
        let popular = ContractChoice.popular(opinion)
        let seasonality = customers.seasonality
        competitor = CompetingMaker(habits: customers.liquidity, opinion: opinion, seed: seed)
        limitOrders = LimitOrderCustomers(
            habits: customers.limitOrders, seasonality: seasonality, choice: popular, seed: seed)
        uninformed = UninformedTakers(
            habits: customers.uninformed, seasonality: seasonality, choice: popular, seed: seed)
        informed = InformedTakers(
            habits: customers.informed, seasonality: seasonality, seed: seed)
        requests = RequestSenders(
            habits: customers.requests, seasonality: seasonality, choice: .neglected(opinion),
            seed: seed)
        agenda = Agenda(capacity: 4 * directory.contracts.count + 256)
        self.opinion = opinion
        for underlying in 0..<opinion.underlyingCount {
            agenda.add(
                .underlyingTick, at: opinion.firstTime(of: underlying), subject: UInt64(underlying))
        }
        competitor.begin(opinion, &agenda)
        limitOrders.scheduleNext(&agenda)
        uninformed.scheduleNext(&agenda)
        informed.scheduleNext(&agenda)
        requests.scheduleNext(&agenda)
    }

    public var nextTime: SessionTime? { agenda.nextTime }

    public mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction]
    ) {
        precondition(
            tops.count == opinion.contracts.count && phases.count == opinion.contracts.count,
            "one top and one phase for each contract")
        guard let now = agenda.nextTime else { return }
        while let entry = agenda.pop(at: now) {
            perform(entry, tops: tops, phases: phases, into: &actions)
        }
    }

    public mutating func hear(_ trade: PublicTrade) {
        guard opinion.listens else { return }
        opinion.hear(trade)
        competitor.hear(trade, opinion: opinion, &agenda)
    }

    public func publicValue(
        _ contract: ContractIndex, at time: SessionTime
    ) -> (ticks: Double, spreadTicks: Double)? {
        let ticks = opinion.fairTicks(contract, at: time)
        return (ticks, opinion.usualSpread(fairTicks: ticks))
    }

    public var stateHash: UInt64 {
        var hasher = StateHasher()
        opinion.combine(into: &hasher)
        agenda.combine(into: &hasher)
        hasher.combine(pad.lastReference)
        competitor.combine(into: &hasher)
        limitOrders.combine(into: &hasher)
        uninformed.combine(into: &hasher)
        informed.combine(into: &hasher)
        requests.combine(into: &hasher)
        return hasher.value
    }

    private mutating func perform(
        _ entry: Agenda.Entry, tops: [BookTop], phases: [TradingPhase],
        into actions: inout [FlowAction]
    ) {
        switch entry.matter {
        case .underlyingTick:
            publish(Int(entry.subject), at: entry.time, into: &actions)
        case .liquidityRefresh:
            competitor.refresh(
                Int(entry.subject), at: entry.time, opinion: opinion,
                phase: phases[Int(entry.subject)], pad: &pad, agenda: &agenda, into: &actions)
        case .limitOrderEnd:
            actions.append(.cancel(reference: entry.subject))
        case .limitOrderArrival:
            limitOrders.arrive(
                at: entry.time, opinion: opinion, tops: tops, phases: phases, pad: &pad,
                agenda: &agenda, into: &actions)
        case .uninformedTaker:
            uninformed.arrive(
                at: entry.time, opinion: opinion, tops: tops, phases: phases, pad: &pad,
                agenda: &agenda, into: &actions)
        case .informedTaker:
            informed.arrive(
                at: entry.time, opinion: opinion, tops: tops, phases: phases, pad: &pad,
                agenda: &agenda, into: &actions)
        case .request:
            requests.arrive(phases: phases, agenda: &agenda, into: &actions)
        }
    }

    private mutating func publish(
        _ underlying: Int, at time: SessionTime, into actions: inout [FlowAction]
    ) {
        let (tick, next) = opinion.publish(underlying, at: time)
        actions.append(
            .underlying(
                UnderlyingIndex(underlying), last: tick.last, bid: tick.bid, ask: tick.ask,
                bidQuantity: tick.bidQuantity, askQuantity: tick.askQuantity))
        if let next {
            agenda.add(.underlyingTick, at: next, subject: UInt64(underlying))
        }
        competitor.notice(
            underlying: underlying, spot: opinion.spot(underlying), at: time, &agenda)
    }
}
