import Market

/// Long and short contracts held, per contract; what fills made of the opening position.
struct Holdings: Sendable {
    private(set) var long: [Int64]
    private(set) var short: [Int64]

    init(count: Int) {
        long = Array(repeating: 0, count: count)
        short = Array(repeating: 0, count: count)
    }

    /// What one fill changes: at most one of the two falls, and what a close finds nothing to close opens.
    struct Change: Equatable, Sendable, BitwiseCopyable {
        var long: Int64
        var short: Int64
        /// Part of a close that met no holding and was booked as an opening.
        var uncovered: Int64
    }

    func change(contract: Int, side: Side, effect: PositionEffect, quantity: Int64) -> Change {
        switch (side, effect) {
        case (.bid, .open): return Change(long: quantity, short: 0, uncovered: 0)
        case (.ask, .open): return Change(long: 0, short: quantity, uncovered: 0)
        case (.bid, .close):
            let closed = min(quantity, short[contract])
            return Change(long: quantity - closed, short: -closed, uncovered: quantity - closed)
        case (.ask, .close):
            let closed = min(quantity, long[contract])
            return Change(long: -closed, short: quantity - closed, uncovered: quantity - closed)
        }
    }

    func held(_ contract: Int) -> (long: Int64, short: Int64) { (long[contract], short[contract]) }

    mutating func apply(_ change: Change, contract: Int) {
        long[contract] += change.long
        short[contract] += change.short
    }
}
