import Market
import Wire

/// The account's single orders at the exchange and on their way there, oldest first.
///
/// A desk has few of them beside its quotes: they are looked for one by one, and contracts without any cost one comparison.
struct OrderTable: Sendable {
    /// Orders resting and in flight at once.
    static let countMax = 256

    private(set) var orders: [WorkingOrder] = []
    /// Per contract.
    private(set) var counts: [Int32]
    /// Per contract: highest client number seen.
    var lastID: [UInt64]
    /// Orders the exchange has not answered.
    private(set) var underWay = 0
    private(set) var lostCount = 0
    /// No later than the first lost order's expiry.
    private(set) var lostExpiry = Int64.max

    init(contracts: Int) {
        counts = Array(repeating: 0, count: contracts)
        lastID = Array(repeating: 0, count: contracts)
        orders.reserveCapacity(Self.countMax)
    }

    var count: Int { orders.count }

    func has(_ contract: Int) -> Bool { counts[contract] > 0 }

    func has(_ contract: Int, where applies: (borrowing WorkingOrder) -> Bool) -> Bool {
        guard counts[contract] > 0 else { return false }
        for order in orders where order.contract == contract && applies(order) { return true }
        return false
    }

    /// Where the order with this client number is.
    func place(of id: UInt64, contract: Int) -> Int? {
        guard counts[contract] > 0 else { return nil }
        return orders.firstIndex { $0.contract == contract && $0.id == id }
    }

    /// Where the order with the exchange's number is.
    func place(ofOrder orderID: UInt64, contract: Int) -> Int? {
        guard counts[contract] > 0, orderID != 0 else { return nil }
        return orders.firstIndex { $0.contract == contract && $0.orderID == orderID }
    }

    /// Contracts that resting and sent orders of a side would close.
    func closing(_ contract: Int, _ side: Side) -> Int64 {
        guard counts[contract] > 0 else { return 0 }
        var sum: Int64 = 0
        for order in orders
        where order.contract == contract && order.side == side && order.leg.effect == .close {
            sum += order.leg.quantity
        }
        return sum
    }

    /// What rests at the exchange, by its own word.
    func resting(_ contract: Int, _ side: Side) -> Int64 {
        guard counts[contract] > 0 else { return 0 }
        var sum: Int64 = 0
        for order in orders where order.contract == contract && order.side == side && order.isLive {
            sum += order.leg.quantity
        }
        return sum
    }

    /// Brings the best prices a new instruction could meet up to our own orders.
    @inline(__always)
    func meet(_ contract: Int, _ bid: inout Int64, _ ask: inout Int64) {
        guard counts[contract] > 0 else { return }
        for order in orders where order.contract == contract && order.leg.quantity > 0 {
            if order.side == .bid {
                bid = max(bid, order.leg.price)
            } else {
                ask = min(ask, order.leg.price)
            }
        }
    }

    mutating func add(_ order: WorkingOrder) {
        orders.append(order)
        counts[order.contract] += 1
        if !order.isLive { underWay += 1 }
    }

    mutating func accept(_ place: Int, orderID: UInt64) {
        settle(place)
        orders[place].orderID = orderID
    }

    mutating func take(_ quantity: Int64, from place: Int) {
        orders[place].leg.quantity -= quantity
    }

    mutating func setCancel(_ place: Int, until: Int64) { orders[place].cancelledUntil = until }

    mutating func remove(_ place: Int) {
        settle(place)
        counts[orders[place].contract] -= 1
        orders.remove(at: place)
    }

    /// The exchange has answered: neither under way nor lost.
    private mutating func settle(_ place: Int) {
        if !orders[place].isLive { underWay -= 1 }
        if orders[place].isLost { lostCount -= 1 }
        if lostCount == 0 { lostExpiry = .max }
        orders[place].isLost = false
    }

    /// The link is gone: what was not answered is unknown, cancels among it.
    mutating func markLost() {
        for place in orders.indices {
            orders[place].cancelledUntil = .min
            guard !orders[place].isLive else { continue }
            if !orders[place].isLost { lostCount += 1 }
            orders[place].isLost = true
            lostExpiry = min(lostExpiry, orders[place].expires)
        }
    }

    /// The first order that was lost and has expired before `now`; sets the next expiry when there is none.
    mutating func expired(at now: Int64) -> Int? {
        guard lostCount > 0 else { return nil }
        if let place = orders.firstIndex(where: { $0.isLost && $0.expires < now }) {
            return place
        }
        lostExpiry = .max
        for order in orders where order.isLost { lostExpiry = min(lostExpiry, order.expires) }
        return nil
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(orders.count)
        for order in orders { order.hash(into: &hasher) }
        for id in lastID { hasher.combine(id) }
    }
}
