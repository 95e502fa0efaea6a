import Market
import Wire

/// Takers who know where the underlying is about to go, and take the stalest price they find.
struct InformedTakers: Sendable {
    private struct Chance {
        var contract = 0
        var side = Side.bid
        var edge = 0.0
    }

    private let habits: InformedHabits
    private let lookAhead: TimeSpan
    private var arrivals: Arrivals
    private var chance: SeededGenerator

    init(habits: InformedHabits, seasonality: Double, seed: UInt64) {
        self.habits = habits
        lookAhead = .milliseconds(Int64(habits.lookAheadMilliseconds))
        arrivals = Arrivals(
            perMinute: habits.looksPerMinute, seasonality: seasonality, seed: seed,
            stream: "informed.arrivals")
        chance = SeededGenerator(seed: seed, stream: "informed")
    }

    mutating func scheduleNext(_ agenda: inout Agenda) {
        if let time = arrivals.next() { agenda.add(.informedTaker, at: time, subject: 0) }
    }

    /// Looks at one underlying's whole chain; takes at most one price.
    mutating func arrive(
        at time: SessionTime, opinion: PublicOpinion, tops: [BookTop], phases: [TradingPhase],
        pad: inout OrderPad, agenda: inout Agenda, into actions: inout [FlowAction]
    ) {
        scheduleNext(&agenda)
        let underlying = min(
            Int(chance.uniform() * Double(opinion.underlyingCount)), opinion.underlyingCount - 1)
        let quantity = chance.geometric(mean: habits.quantityMean, max: 50)
        let later = time + lookAhead
        let spot = opinion.spot(underlying, at: later)
        var best = Chance()
        for contract in opinion.contracts
        where contract.underlying.int == underlying && phases[contract.index.int] == .continuous {
            let top = tops[contract.index.int]
            guard top.hasBid || top.hasAsk else { continue }
            let fair = opinion.estimate(contract.index, spot: spot, at: later).ticks
            let gainBuying = top.hasAsk ? fair - Double(top.ask.ticks) : 0
            let gainSelling = top.hasBid ? Double(top.bid.ticks) - fair : 0
            let edge = max(gainBuying, gainSelling)
            if edge > best.edge {
                let side: Side = gainBuying > gainSelling ? .bid : .ask
                best = Chance(contract: contract.index.int, side: side, edge: edge)
            }
        }
        guard best.edge >= Double(habits.edgeTicksMin) else { return }
        let contract = opinion.contracts[best.contract]
        let top = tops[best.contract]
        let price = best.side == .bid ? top.ask : top.bid
        guard contract.band.contains(price) else { return }
        let available = (best.side == .bid ? top.askQuantity : top.bidQuantity).contracts
        _ = pad.write(
            contract, best.side, price: price, quantity: min(quantity, available),
            immediateOrCancel: true, into: &actions)
    }

    func combine(into hasher: inout StateHasher) {
        arrivals.combine(into: &hasher)
        chance.combine(into: &hasher)
    }
}
