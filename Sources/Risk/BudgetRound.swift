import Wire

/// Who of a frame's quotes gets through when the second has not room for all: those worth most (the quoter's figure),
/// in order of arrival among equals. What waits is refused as `messageRate`, and the record names the cause.
struct BudgetRound: Sendable {
    private var order: [Int] = []
    private var waits: [Bool] = []

    init() {
        order.reserveCapacity(1_024)
        waits.reserveCapacity(1_024)
    }

    /// Whether entry `index` waits.
    func waits(_ index: Int) -> Bool { index < waits.count && waits[index] }

    /// Nobody waits: there is room for all.
    mutating func admitAll() { waits.removeAll(keepingCapacity: true) }

    /// Chooses among `count` entries; those that cost nothing of the quotes' room are let through.
    ///
    /// - Parameters:
    ///   - room: messages quotes may still use now.
    ///   - cost: an entry's messages; 0 for a withdrawal, which has a reserve of its own.
    mutating func choose(
        count: Int, room: Int64, worth: (Int) -> UInt64, cost: (Int) -> Int64
    ) {
        order.removeAll(keepingCapacity: true)
        waits.removeAll(keepingCapacity: true)
        for index in 0..<count {
            waits.append(false)
            if cost(index) > 0 { order.append(index) }
        }
        order.sort { worth($0) != worth($1) ? worth($0) > worth($1) : $0 < $1 }
        var left = room
        for index in order {
            if cost(index) <= left { left -= cost(index) } else { waits[index] = true }
        }
    }
}
