/// The operations of `MatchingLockstep`: meant to reach every corner of the ladders, not to look like a market.
struct LockstepFlow {
    private enum Habit: UInt64, CaseIterable {
        /// Within a few ticks of a slow middle.
        case tight
        /// Thousands of ticks deep.
        case wide
        /// The middle leaps further than any window.
        case jumping
        /// Prices of any size.
        case scattered
        /// Large immediate orders through a whole side.
        case sweeping
    }

    private var random: SeededGenerator
    private let contracts: UInt64
    /// Beyond this more leaves than comes: a full book is searched slowly.
    private let restingMax: Int
    private var habit = Habit.tight
    private var habitLeft = 0
    private var middles: [Int64]
    private var nextOrder: UInt64 = 0
    /// Numbers given lately; many have gone again.
    private var recent: [UInt64] = []

    init(seed: UInt64, contracts: Int) {
        random = SeededGenerator(seed: seed, stream: "matching lockstep")
        self.contracts = UInt64(contracts)
        // Some deep books: far levels in several chunks.
        restingMax = seed.isMultiple(of: 5) ? 2_500 : 240
        middles = Array(repeating: 10_000, count: contracts)
    }

    /// The next operation, which `book` must be able to take.
    mutating func next(_ book: ObviousMatcher) -> OrderMessage {
        if habitLeft == 0 {
            habit = Habit(rawValue: below(UInt64(Habit.allCases.count))) ?? .tight
            habitLeft = 1_000 + Int(below(4_000))
        }
        habitLeft -= 1
        let contract = Int(below(contracts))
        let draw = below(100)
        let newShare: UInt64 = book.restingCount > restingMax ? 30 : 52
        if draw < newShare || recent.isEmpty { return entering(contract, book) }
        let order = recent[Int(below(UInt64(recent.count)))]
        guard draw >= 85, let resting = book.resting(order) else {
            return OrderMessage(draw < 85 ? .cancel : .modify, order: order, price: 1, quantity: 1)
        }
        var message = priced(.modify, order, resting.contract, isSell: resting.isSell)
        message.isSell = resting.isSell
        return message
    }

    private mutating func entering(_ contract: Int, _ book: ObviousMatcher) -> OrderMessage {
        let isImmediate = below(habit == .sweeping ? 4 : 12) == 0
        let order = newOrder(book)
        return priced(
            isImmediate ? .immediate : .new, order, contract, isSell: below(2) == 0)
    }

    private mutating func priced(
        _ kind: OrderMessage.Kind, _ order: UInt64, _ contract: Int, isSell: Bool
    ) -> OrderMessage {
        let sign: Int64 = isSell ? 1 : -1
        var price = middles[contract] + sign * distance()
        var quantity = Int32(1 + below(20))
        if habit == .scattered { price = Int64(1 << below(50)) + Int64(below(1_000)) }
        if habit == .sweeping, kind == .immediate {
            price = isSell ? 1 : OrderMessage.prices.upperBound
            quantity = Int32(1 + below(1_000))
        }
        if below(500) == 0 { quantity = .max }
        if below(64) == 0 { move(contract) }
        return OrderMessage(
            kind, order: order, isSell: isSell,
            price: min(max(1, price), OrderMessage.prices.upperBound), quantity: quantity,
            contract: Int32(contract))
    }

    /// Behind the middle, mostly near; sometimes through it.
    private mutating func distance() -> Int64 {
        let reach: UInt64 = habit == .wide ? 5_000 : 24
        return Int64(below(below(reach) + 1)) - Int64(below(4))
    }

    private mutating func move(_ contract: Int) {
        let step = habit == .jumping ? 2_000_000 : 41
        let moved = middles[contract] + Int64(below(UInt64(step))) - Int64(step / 2)
        middles[contract] = min(max(5_000, moved), 1_000_000_000)
    }

    /// Mostly the next; at times one that has gone, or one that no table has a place for.
    private mutating func newOrder(_ book: ObviousMatcher) -> UInt64 {
        var order = nextOrder
        switch below(16) {
        case 0: order = UInt64.max - below(1 << 20) &* 0x1000_0001
        case 1: order = recent.first ?? order
        default: nextOrder += 1 + below(3)
        }
        // A number may still rest from long ago.
        while book.resting(order) != nil {
            order = nextOrder
            nextOrder += 1
        }
        recent.append(order)
        if recent.count > 2 * restingMax { recent.removeFirst(restingMax) }
        return order
    }

    private mutating func below(_ bound: UInt64) -> UInt64 { random.next() % bound }
}
