/// What a chain's pricing needs to know of one expiry.
public struct ExpiryInputs: Hashable, Sendable, BitwiseCopyable {
    /// Yuan per share.
    public var forward: Double
    public var years: Double
    /// Present value of one yuan at expiry.
    public var discount: Double
    public var curve: VolatilityCurve
    /// Prices in place of the curve, where there is one.
    public var smile: MovingSmile?

    public init(
        forward: Double, years: Double, discount: Double, curve: VolatilityCurve,
        smile: MovingSmile? = nil
    ) {
        self.forward = forward
        self.years = years
        self.discount = discount
        self.curve = curve
        self.smile = smile
    }

    /// Whether the numbers can be priced with.
    public var isUsable: Bool {
        forward.isFinite && forward > 0 && years.isFinite && years >= 0 && discount.isFinite
            && discount > 0
    }

    /// The volatility that a strike is priced with, per root year; nil without a usable forward, time or strike.
    public func volatility(strike: Double) -> Double? {
        guard isUsable, years > 0, strike.isFinite, strike > 0 else { return nil }
        if let smile {
            let origin = smile.origin(forward: forward)
            let k = ImpliedVolatility.logMoneyness(forward: strike, strike: origin)
            return smile.volatility(at: k)
        }
        let k = ImpliedVolatility.logMoneyness(forward: strike, strike: forward)
        return curve.volatility(at: k / years.squareRoot())
    }
}
