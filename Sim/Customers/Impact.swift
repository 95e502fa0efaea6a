import Market
import Wire

/// What trades have done to the public's opinion of each contract, and how much of it is left.
struct Impact: Sendable {
    private struct Shift {
        /// In ticks, at `time`.
        var ticks = 0.0
        var time = TradingClock.opening
    }

    private let habits: ImpactHabits
    private var shifts: [Shift]

    init(habits: ImpactHabits, contracts: Int) {
        self.habits = habits
        shifts = Array(repeating: Shift(), count: contracts)
    }

    /// How far from its model the public puts a contract, in ticks.
    func shift(_ contract: ContractIndex, at time: SessionTime) -> Double {
        let shift = shifts[contract.int]
        let age = Double(max(0, (time - shift.time).nanoseconds)) / 1e9
        return shift.ticks * PortableMath.exp(-age / habits.decaySeconds)
    }

    /// A trade moves the opinion the taker's way by the square root of its size, up to three spreads in all.
    mutating func hear(_ trade: PublicTrade, spreadTicks: Double) {
        let size = Double(trade.quantity.contracts).squareRoot()
        let move = Double(trade.taker.sign) * habits.spreadShare * spreadTicks * size
        let most = 3 * spreadTicks
        let ticks = min(max(shift(trade.contract, at: trade.time) + move, -most), most)
        shifts[trade.contract.int] = Shift(ticks: ticks, time: trade.time)
    }

    func combine(into hasher: inout StateHasher) {
        for shift in shifts {
            hasher.combine(shift.ticks.bitPattern)
            hasher.combine(shift.time.nanoseconds)
        }
    }
}
