/// A chain's theoretical values and greeks, one contiguous array each, by chain position.
///
/// The arrays hold one element more than the chain: an absent twin is written there. Where an expiry cannot
/// be priced all four are NaN; ask `isUsable`.
public struct ChainValuations: Sendable, Equatable {
    /// Theoretical values, yuan per share.
    public internal(set) var value: [Double]
    /// Change of value per yuan of spot, per share.
    public internal(set) var delta: [Double]
    /// Change of delta per yuan of spot, per share.
    public internal(set) var gamma: [Double]
    /// Change of value per 1.00 of volatility, yuan per share.
    public internal(set) var vega: [Double]

    /// Unpriced: every element is NaN.
    public init(count: Int) {
        value = Array(repeating: .nan, count: count + 1)
        delta = value
        gamma = value
        vega = value
    }

    /// Values made elsewhere, for trying a strategy by hand; four columns of one length.
    public init(value: [Double], delta: [Double], gamma: [Double], vega: [Double]) {
        precondition(
            delta.count == value.count && gamma.count == value.count && vega.count == value.count,
            "columns of one length")
        self.value = value + [.nan]
        self.delta = delta + [.nan]
        self.gamma = gamma + [.nan]
        self.vega = vega + [.nan]
    }

    /// Whether the position has been priced.
    public func isUsable(_ position: Int) -> Bool { value[position].isFinite }
}
