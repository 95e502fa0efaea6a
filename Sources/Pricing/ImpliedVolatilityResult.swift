/// What a price says about volatility.
public enum ImpliedVolatilityResult: Hashable, Sendable, BitwiseCopyable {
    /// The volatility per root year, 0 when the price is the intrinsic value.
    case value(Double)
    /// The price is below what immediate exercise on the forward is worth.
    case belowIntrinsic
    /// No volatility makes the option worth that much: at or above the forward (call) or strike (put).
    case aboveMaximum
    /// An input is not finite, or a forward, strike or discount is not positive.
    case notFinite

    /// The volatility, or nil without one.
    public var volatility: Double? {
        if case .value(let volatility) = self { volatility } else { nil }
    }
}
