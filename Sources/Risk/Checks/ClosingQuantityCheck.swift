public import Market
import Wire

/// What closes may not exceed what is held, closing quantity already on its way included.
public struct ClosingQuantityCheck: Sendable {
    public init() {}

    /// - Parameters:
    ///   - held: the short position for a bid, the long one for an ask.
    ///   - closing: closing quantity of that side, resting and in flight.
    public func verdict(held: Int64, closing: Int64, adding: Int64, side: Side) -> Verdict {
        closing + adding <= held
            ? .pass
            : .refuse(.closeExceedsHolding, value: closing + adding, limit: held, side: side)
    }
}
