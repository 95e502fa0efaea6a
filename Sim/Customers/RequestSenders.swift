import Market
import Wire

/// Customers who ask for a quote (询价), mostly where nobody quotes by himself.
struct RequestSenders: Sendable {
    private let habits: RequestHabits
    private let choice: ContractChoice
    private var arrivals: Arrivals
    private var chance: SeededGenerator

    init(
        habits: RequestHabits, seasonality: Double, choice: ContractChoice, seed: UInt64
    ) {
        self.habits = habits
        self.choice = choice
        arrivals = Arrivals(
            perMinute: habits.perHour / 60, seasonality: seasonality, seed: seed,
            stream: "requests.arrivals")
        chance = SeededGenerator(seed: seed, stream: "requests")
    }

    mutating func scheduleNext(_ agenda: inout Agenda) {
        if let time = arrivals.next() { agenda.add(.request, at: time, subject: 0) }
    }

    mutating func arrive(
        phases: [TradingPhase], agenda: inout Agenda, into actions: inout [FlowAction]
    ) {
        scheduleNext(&agenda)
        let contract = choice.pick(&chance)
        let quantity = chance.geometric(mean: habits.quantityMean, max: 50)
        guard phases[contract.int] == .continuous else { return }
        actions.append(.request(contract, Quantity(contracts: quantity)))
    }

    func combine(into hasher: inout StateHasher) {
        arrivals.combine(into: &hasher)
        chance.combine(into: &hasher)
    }
}
