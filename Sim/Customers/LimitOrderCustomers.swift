import Market
import Wire

/// Customers who leave a limit order near the money's worth and come back later to take it off.
struct LimitOrderCustomers: Sendable {
    private let habits: LimitOrderHabits
    private let choice: ContractChoice
    private var arrivals: Arrivals
    private var chance: SeededGenerator

    init(
        habits: LimitOrderHabits, seasonality: Double, choice: ContractChoice, seed: UInt64
    ) {
        self.habits = habits
        self.choice = choice
        arrivals = Arrivals(
            perMinute: habits.perMinute, seasonality: seasonality, seed: seed,
            stream: "limitOrders.arrivals")
        chance = SeededGenerator(seed: seed, stream: "limitOrders")
    }

    mutating func scheduleNext(_ agenda: inout Agenda) {
        if let time = arrivals.next() { agenda.add(.limitOrderArrival, at: time, subject: 0) }
    }

    /// One customer: sometimes better than the best price, never across the visible one.
    mutating func arrive(
        at time: SessionTime, opinion: PublicOpinion, tops: [BookTop], phases: [TradingPhase],
        pad: inout OrderPad, agenda: inout Agenda, into actions: inout [FlowAction]
    ) {
        scheduleNext(&agenda)
        let index = choice.pick(&chance)
        let side: Side = chance.chance(0.5) ? .bid : .ask
        let distance = chance.uniform(0.1, 1.2)
        let quantity = chance.geometric(mean: habits.quantityMean, max: 50)
        let life = chance.exponential(mean: habits.lifeSeconds)
        guard phases[index.int].acceptsOrders else { return }
        let fair = opinion.estimate(index, at: time).ticks
        let wanted = fair - Double(side.sign) * distance * opinion.usualSpread(fairTicks: fair) / 2
        let rounded = wanted.rounded(side == .bid ? .down : .up)
        let top = tops[index.int]
        let behind =
            side == .bid && top.hasAsk
            ? min(rounded, Double(top.ask.ticks - 1))
            : side == .ask && top.hasBid ? max(rounded, Double(top.bid.ticks + 1)) : rounded
        guard let price = opinion.price(behind, for: index) else { return }
        let reference = pad.write(
            opinion.contracts[index.int], side, price: price, quantity: quantity,
            immediateOrCancel: false, into: &actions)
        let end = time + TimeSpan(nanoseconds: Int64(life * 1e9))
        if let allowed = OrderWindows.time(atOrAfter: end, spread: .seconds(10), &chance) {
            agenda.add(.limitOrderEnd, at: allowed, subject: reference)
        }
    }

    func combine(into hasher: inout StateHasher) {
        arrivals.combine(into: &hasher)
        chance.combine(into: &hasher)
    }
}
