import Market
import Wire

/// A single order on its way to the exchange or resting there.
struct WorkingOrder: Sendable, BitwiseCopyable {
    let contract: Int
    /// The quoter's number: grows by contract, never used twice in a day.
    let id: UInt64
    let serial: UInt64
    let expires: Int64
    let side: Side
    /// What of it may still trade; a market order's price is the day's limit.
    var leg: WorkingLeg
    /// The exchange's number; 0 until it accepts.
    var orderID: UInt64 = 0
    /// Sent before the link was lost and not answered since: unknown, therefore still counted.
    var isLost = false
    /// A cancel is under way; sent again only after this, nanoseconds of session time (Z24a).
    var cancelledUntil = Int64.min

    /// The exchange has answered.
    var isLive: Bool { orderID != 0 }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(contract)
        hasher.combine(id)
        hasher.combine(serial)
        hasher.combine(expires)
        hasher.combine(Int(side.rawValue))
        hasher.combine(leg.price)
        hasher.combine(leg.reservePerContract)
        hasher.combine(leg.quantity)
        hasher.combine(Int(leg.effect.rawValue))
        hasher.combine(orderID)
        hasher.combine(isLost)
        hasher.combine(cancelledUntil)
    }
}
