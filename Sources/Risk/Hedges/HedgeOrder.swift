import Market
import Wire

/// An order in an underlying's shares that the exchange has not ended yet; immediate or cancel, so none rests.
struct HedgeOrder: Sendable, BitwiseCopyable {
    let underlying: Int
    let id: UInt64
    let serial: UInt64
    let expires: Int64
    let side: Side
    let price: Int64
    var shares: Int64
    /// Sent before the link was lost and not answered since.
    var isLost = false

    func hash(into hasher: inout StateHasher) {
        hasher.combine(underlying)
        hasher.combine(id)
        hasher.combine(serial)
        hasher.combine(expires)
        hasher.combine(Int(side.rawValue))
        hasher.combine(price)
        hasher.combine(shares)
        hasher.combine(isLost)
    }
}
