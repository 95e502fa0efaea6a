import Market

/// An order in the pool with its place in the queue of its price.
struct BookNode: Sendable, BitwiseCopyable {
    var order: Order
    var level: Int32
    var next: Int32
    var previous: Int32

    static let none: Int32 = -1
}

/// All orders of one side at one price, first come first served.
struct PriceLevel: Sendable, BitwiseCopyable {
    var price: Price
    var total: Int64
    var makerTotal: Int64
    var head: Int32
    var tail: Int32
}

/// One side of a book: price levels sorted best last, each a queue through the shared order pool.
///
/// Levels keep their slot while they live, so an order finds its level without a search.
struct BookSide: Sendable {
    private let sign: Int64
    private var levels: [PriceLevel] = []
    private var freeLevels: [Int32] = []
    private var sorted: [Int32] = []

    init(_ side: Side, levelCapacity: Int) {
        sign = side.sign
        levels.reserveCapacity(levelCapacity)
        freeLevels.reserveCapacity(levelCapacity)
        sorted.reserveCapacity(levelCapacity)
    }

    var isEmpty: Bool { sorted.isEmpty }
    var levelCount: Int { sorted.count }

    /// The level `depth` places behind the best.
    func level(at depth: Int) -> PriceLevel { levels[Int(sorted[sorted.count - 1 - depth])] }

    /// First order in the queue of the best price.
    var bestSlot: Int32 {
        guard let best = sorted.last else { return BookNode.none }
        return levels[Int(best)].head
    }

    /// Whether an opposite order at `price` could trade with the best of this side.
    func crosses(_ price: Price) -> Bool {
        guard let best = sorted.last else { return false }
        return sign * levels[Int(best)].price.ticks >= sign * price.ticks
    }

    /// Best price and its quantity; with `excludingMaker` the best that somebody else stands for.
    func best(excludingMaker: Bool) -> (price: Price, quantity: Quantity) {
        for slot in sorted.reversed() {
            let level = levels[Int(slot)]
            let quantity = excludingMaker ? level.total - level.makerTotal : level.total
            if quantity > 0 { return (level.price, Quantity(contracts: Int32(clamping: quantity))) }
        }
        return (.zero, .zero)
    }

    /// Puts the order in `slot` at the end of its price's queue.
    mutating func append(_ slot: Int32, in nodes: inout [BookNode]) {
        let order = nodes[Int(slot)].order
        let level = level(for: order.price)
        let tail = levels[Int(level)].tail
        nodes[Int(slot)].level = level
        nodes[Int(slot)].next = BookNode.none
        nodes[Int(slot)].previous = tail
        if tail == BookNode.none {
            levels[Int(level)].head = slot
        } else {
            nodes[Int(tail)].next = slot
        }
        levels[Int(level)].tail = slot
        change(level, by: Int64(order.remaining.contracts), isMaker: order.isMaker)
    }

    /// Takes `quantity` off the order in `slot`; it stays in the queue even with nothing left.
    mutating func reduce(_ slot: Int32, by quantity: Quantity, in nodes: inout [BookNode]) {
        let node = nodes[Int(slot)]
        nodes[Int(slot)].order.remaining = node.order.remaining - quantity
        change(node.level, by: -Int64(quantity.contracts), isMaker: node.order.isMaker)
    }

    /// Takes the order in `slot` out of its queue, and its level with it when it was the last.
    mutating func unlink(_ slot: Int32, in nodes: inout [BookNode]) {
        let node = nodes[Int(slot)]
        let level = Int(node.level)
        if node.previous == BookNode.none {
            levels[level].head = node.next
        } else {
            nodes[Int(node.previous)].next = node.next
        }
        if node.next == BookNode.none {
            levels[level].tail = node.previous
        } else {
            nodes[Int(node.next)].previous = node.previous
        }
        change(node.level, by: -Int64(node.order.remaining.contracts), isMaker: node.order.isMaker)
        if levels[level].head == BookNode.none { removeLevel(node.level) }
    }

    private mutating func change(_ level: Int32, by quantity: Int64, isMaker: Bool) {
        levels[Int(level)].total += quantity
        if isMaker { levels[Int(level)].makerTotal += quantity }
    }

    private mutating func level(for price: Price) -> Int32 {
        let position = position(of: price)
        if position < sorted.count, levels[Int(sorted[position])].price == price {
            return sorted[position]
        }
        let empty = PriceLevel(
            price: price, total: 0, makerTotal: 0, head: BookNode.none, tail: BookNode.none)
        let slot: Int32
        if let free = freeLevels.popLast() {
            slot = free
            levels[Int(slot)] = empty
        } else {
            slot = Int32(levels.count)
            levels.append(empty)
        }
        sorted.insert(slot, at: position)
        return slot
    }

    private mutating func removeLevel(_ slot: Int32) {
        sorted.remove(at: position(of: levels[Int(slot)].price))
        freeLevels.append(slot)
    }

    /// Where `price` is or belongs in `sorted`.
    private func position(of price: Price) -> Int {
        let rank = sign * price.ticks
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sign * levels[Int(sorted[middle])].price.ticks < rank {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
