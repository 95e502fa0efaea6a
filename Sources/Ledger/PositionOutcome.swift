public import Market

/// What a fill did to a position.
public enum PositionOutcome: Hashable, Sendable, BitwiseCopyable {
    case applied
    /// More was closed than the book held; the excess is kept as unmatched until reconciled (path EXTERNAL).
    case closedBeyondHolding(excess: Quantity)
    /// The fill is impossible (quantity not positive, unknown contract, number too large); nothing changed.
    case refused
}
