import Market
import Wire

/// Takers with no view of the next move: they pay the spread, up to what they find bearable.
struct UninformedTakers: Sendable {
    private let habits: UninformedHabits
    private let choice: ContractChoice
    private var arrivals: Arrivals
    private var chance: SeededGenerator

    init(
        habits: UninformedHabits, seasonality: Double, choice: ContractChoice, seed: UInt64
    ) {
        self.habits = habits
        self.choice = choice
        arrivals = Arrivals(
            perMinute: habits.perMinute, seasonality: seasonality, seed: seed,
            stream: "uninformed.arrivals")
        chance = SeededGenerator(seed: seed, stream: "uninformed")
    }

    mutating func scheduleNext(_ agenda: inout Agenda) {
        if let time = arrivals.next() { agenda.add(.uninformedTaker, at: time, subject: 0) }
    }

    mutating func arrive(
        at time: SessionTime, opinion: PublicOpinion, tops: [BookTop], phases: [TradingPhase],
        pad: inout OrderPad, agenda: inout Agenda, into actions: inout [FlowAction]
    ) {
        scheduleNext(&agenda)
        let index = choice.pick(&chance)
        let side: Side = chance.chance(0.5) ? .bid : .ask
        let eagerness = chance.uniform(0.3, 1) * habits.toleranceShare
        let quantity = chance.geometric(mean: habits.quantityMean, max: 50)
        guard phases[index.int] == .continuous else { return }
        let fair = opinion.estimate(index, at: time).ticks
        let bearable = fair + Double(side.sign) * eagerness * opinion.usualSpread(fairTicks: fair)
        var ticks = bearable.rounded(side == .bid ? .down : .up)
        let top = tops[index.int]
        // Nobody pays more than two ticks beyond the price on the screen.
        if side == .bid, top.hasAsk { ticks = min(ticks, Double(top.ask.ticks + 2)) }
        if side == .ask, top.hasBid { ticks = max(ticks, Double(top.bid.ticks - 2)) }
        guard let price = opinion.price(ticks, for: index) else { return }
        _ = pad.write(
            opinion.contracts[index.int], side, price: price, quantity: quantity,
            immediateOrCancel: true, into: &actions)
    }

    func combine(into hasher: inout StateHasher) {
        arrivals.combine(into: &hasher)
        chance.combine(into: &hasher)
    }
}
