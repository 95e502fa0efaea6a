import Market

/// Quantity per price of one side as the records add and take it: what a book must show, without its orders.
struct DepthLadder: Sendable {
    private let sign: Int64
    /// Best last.
    private var levels: [CallAuction.Level] = []

    init(_ side: Side) { sign = side.sign }

    /// The best price; nil on an empty side.
    var best: Price? { levels.last?.price }

    /// The `count` best levels, best first.
    func best(_ count: Int) -> [CallAuction.Level] { levels.suffix(count).reversed() }

    /// Adds `quantity`, or takes it with a minus; false when the level would fall below nothing.
    mutating func change(_ price: Price, by quantity: Int64) -> Bool {
        let position = position(of: price)
        guard position < levels.count, levels[position].price == price else {
            guard quantity > 0 else { return false }
            levels.insert(CallAuction.Level(price: price, quantity: quantity), at: position)
            return true
        }
        let left = levels[position].quantity + quantity
        guard left >= 0 else { return false }
        if left == 0 {
            levels.remove(at: position)
        } else {
            levels[position] = CallAuction.Level(price: price, quantity: left)
        }
        return true
    }

    /// Whether a book's side shows the same.
    func equals(_ bookLevels: [CallAuction.Level]) -> Bool {
        levels.count == bookLevels.count && zip(levels.reversed(), bookLevels).allSatisfy(==)
    }

    private func position(of price: Price) -> Int {
        let rank = sign * price.ticks
        var low = 0
        var high = levels.count
        while low < high {
            let middle = (low + high) / 2
            if sign * levels[middle].price.ticks < rank { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
