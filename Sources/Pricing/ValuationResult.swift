/// A value with its greeks, or why there is none; never a NaN.
public enum ValuationResult: Hashable, Sendable, BitwiseCopyable {
    case value(SpotValuation)
    /// An input is not finite, or a result is beyond what a Double holds.
    case notFinite
    /// A spot, strike or discount that is not positive, or a negative volatility or time.
    case outOfRange
    /// An American option whose rates make exercise optimal between two boundaries, or whose boundary was not found.
    case noBoundary

    /// The valuation, or nil without one.
    public var valuation: SpotValuation? {
        if case .value(let valuation) = self { valuation } else { nil }
    }
}
