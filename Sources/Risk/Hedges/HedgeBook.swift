import Market
import Wire

/// Shares of the underlyings bought and sold today, and orders in them that are under way.
struct HedgeBook: Sendable {
    /// Orders under way at once.
    static let countMax = 64

    struct Slot: Sendable, BitwiseCopyable {
        /// Shares, today.
        var bought: Int64 = 0
        var sold: Int64 = 0
        var workingBuy: Int64 = 0
        var workingSell: Int64 = 0
        /// Last price of the underlying, ticks; 0 without one.
        var spot: Int64 = 0

        var net: Int64 { bought - sold }
        /// Shares bought less sold, or the mirror, if one side's orders under way were filled.
        var worst: Int64 { max(net + workingBuy, workingSell - net) }
    }

    /// Shares there at the start of the day: what may be sold, for what is bought today is sold tomorrow.
    let openingShares: Int64
    var slots: [Slot]
    private(set) var orders: [HedgeOrder] = []
    var lastID: UInt64 = 0
    /// Last report that was applied.
    var lastApplied: UInt64 = 0
    /// Who sent the last one, and hears of all of them.
    var quoter: UInt16 = 0

    init(openingShares: Int64, underlyings: Int) {
        self.openingShares = openingShares
        slots = Array(repeating: Slot(), count: underlyings)
    }

    /// Shares that may still be sold today.
    func sellable(_ underlying: Int) -> Int64 {
        openingShares - slots[underlying].sold - slots[underlying].workingSell
    }

    func place(of id: UInt64) -> Int? { orders.firstIndex { $0.id == id } }

    mutating func add(_ order: HedgeOrder) {
        orders.append(order)
        work(order, by: order.shares)
    }

    mutating func reduce(_ place: Int, by shares: Int64) {
        work(orders[place], by: -shares)
        orders[place].shares -= shares
        orders[place].isLost = false
        if orders[place].shares == 0 { orders.remove(at: place) }
    }

    private mutating func work(_ order: HedgeOrder, by shares: Int64) {
        if order.side == .bid {
            slots[order.underlying].workingBuy += shares
        } else {
            slots[order.underlying].workingSell += shares
        }
    }

    mutating func trade(_ underlying: Int, _ side: Side, _ shares: Int64) {
        if side == .bid {
            slots[underlying].bought += shares
        } else {
            slots[underlying].sold += shares
        }
    }

    /// The exchange has taken it: it ends at once, and the report of that is on its way.
    mutating func answered(_ place: Int) { orders[place].isLost = false }

    mutating func markLost() {
        for place in orders.indices { orders[place].isLost = true }
    }

    /// The first that was lost and has expired before `now`.
    func expired(at now: Int64) -> Int? { orders.firstIndex { $0.isLost && $0.expires < now } }

    /// The first expiry of what was lost.
    var lostExpiry: Int64 {
        var first = Int64.max
        for order in orders where order.isLost { first = min(first, order.expires) }
        return first
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(lastID)
        hasher.combine(lastApplied)
        hasher.combine(Int(quoter))
        for slot in slots {
            hasher.combine(slot.bought)
            hasher.combine(slot.sold)
        }
        for order in orders { order.hash(into: &hasher) }
    }
}
