/// Chooses which contracts of an underlying to leave out when coverage below 100 % is enough.
///
/// The dearest to quote go first, never more than the rule still allows less a reserve. A dropped contract
/// stays dropped unless the room shrinks or another costs a quarter more: each change costs messages and presence.
/// Deterministic: equal costs are decided by the chain position.
public struct DropPolicy: Sendable, Hashable {
    /// Contracts that could be lost by accident and the rule still be kept.
    public let reserve: Int64
    private var dropped: [Bool]

    /// A policy that has dropped nothing yet.
    public init(contracts: Int, reserve: Int64) {
        self.reserve = max(0, reserve)
        dropped = Array(repeating: false, count: contracts)
    }

    /// Whether a chain position is left out.
    public func isDropped(_ position: Int) -> Bool { dropped[position] }
    /// How many are left out.
    public var count: Int { dropped.count(where: \.self) }

    /// Chooses anew.
    ///
    /// - Parameters:
    ///   - costs: what quoting each position costs, 1/10 000 yuan; nil = not obliged or not priced, never dropped.
    ///   - isLost: positions that cannot reach the bar any more; the tracker has taken them off `missesLeft`.
    ///   - missesLeft: contracts that may still be lost.
    public mutating func revise(costs: [Int64?], isLost: [Bool], missesLeft: Int64) {
        precondition(costs.count == dropped.count && isLost.count == dropped.count, "one chain")
        var free = missesLeft - reserve
        for position in dropped.indices where dropped[position] && !isLost[position] { free -= 1 }
        while free < 0, let cheapest = extreme(costs, isLost, droppedOnes: true) {
            dropped[cheapest] = false
            free += 1
        }
        while free > 0, let dearest = extreme(costs, isLost, droppedOnes: false) {
            dropped[dearest] = true
            free -= 1
        }
        exchange(costs, isLost)
    }

    /// One exchange a round, and only where it clearly pays.
    private mutating func exchange(_ costs: [Int64?], _ isLost: [Bool]) {
        guard let out = extreme(costs, isLost, droppedOnes: true),
            let new = extreme(costs, isLost, droppedOnes: false),
            let low = costs[out], let high = costs[new], high - low > low / 4
        else { return }
        dropped[out] = false
        dropped[new] = true
    }

    /// The cheapest of the dropped, or the dearest of the others; lost ones are not moved any more.
    private func extreme(_ costs: [Int64?], _ isLost: [Bool], droppedOnes: Bool) -> Int? {
        var found: Int?
        var best: Int64 = 0
        for position in dropped.indices
        where dropped[position] == droppedOnes && !isLost[position] {
            guard let cost = costs[position] ?? (droppedOnes ? 0 : nil) else { continue }
            if found == nil || (droppedOnes ? cost < best : cost > best) {
                found = position
                best = cost
            }
        }
        return found
    }
}
