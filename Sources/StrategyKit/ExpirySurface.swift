/// One expiry as a strategy sees it: what it is priced with, and how well that meets the market.
public struct ExpirySurface: Hashable, Sendable, BitwiseCopyable {
    /// Forward, time, discount and volatilities; NaN forward before the first tick.
    public var inputs: ExpiryInputs
    /// When the smile in force was fitted; nil while there is none and the curve is priced with.
    public var fittedAt: SessionTime?
    /// How the smile in force met the market when it was fitted, in half bid-ask intervals.
    public var quality: FitQuality?
    /// Why the newest fit was refused; nil when it is the one in force, or none was tried.
    public var refusal: VolatilitySurface.Reason?

    public init(
        inputs: ExpiryInputs? = nil, fittedAt: SessionTime? = nil, quality: FitQuality? = nil,
        refusal: VolatilitySurface.Reason? = nil
    ) {
        self.inputs =
            inputs
            ?? ExpiryInputs(
                forward: .nan, years: 0, discount: 1, curve: VolatilityCurve(flat: 0.2))
        self.fittedAt = fittedAt
        self.quality = quality
        self.refusal = refusal
    }

    /// Whether a newer fit was refused and the last good smile stands.
    public var isLastGood: Bool { refusal != nil && fittedAt != nil }

    /// The volatility at any strike, listed or not, per root year; nil when the expiry cannot be priced.
    public func volatility(strike: Price) -> Double? { inputs.volatility(strike: strike.yuan) }
}
