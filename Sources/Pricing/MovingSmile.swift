/// A published smile as it is priced with until the next fit, while the forward moves.
public struct MovingSmile: Hashable, Sendable, BitwiseCopyable {
    public let form: FittedSmile.Form
    /// To expiry, at the fit.
    public let years: Double
    /// The forward from which the fit counted k.
    public let forward: Double
    public let stickiness: Stickiness
    /// The live adjustment on top of the fit, in volatility.
    public private(set) var level = 0.0

    /// A form by hand; `years` above zero.
    public init(
        form: FittedSmile.Form, years: Double, forward: Double, stickiness: Stickiness
    ) {
        precondition(years > 0 && forward > 0, "a smile of some time and place")
        self.form = form
        self.years = years
        self.forward = forward
        self.stickiness = stickiness
    }

    /// Moves with the forward as `stickiness` says.
    public init(_ smile: FittedSmile, _ stickiness: Stickiness) {
        form = smile.form
        years = smile.years
        forward = smile.forward
        self.stickiness = stickiness
    }

    /// The forward that k is counted from when the market's is `now`.
    func origin(forward now: Double) -> Double { stickiness == .strike ? forward : now }

    /// Implied volatility at k = ln(K/origin), within the permitted volatilities.
    func volatility(at k: Double) -> Double {
        let variance = max(0, form.variance(at: k).value) / years
        return VolatilityCurve.clamped(variance.squareRoot() + level)
    }

    /// Moves the level a fraction of the way to what the market shows at the money, as `VolatilityCurve` does.
    public mutating func adjustLevel(residual: Double, gain: Double) {
        guard residual.isFinite, gain.isFinite else { return }
        let step = max(0, min(1, gain)) * max(-0.5, min(0.5, residual))
        let atTheMoney = (max(0, form.variance(at: 0).value) / years).squareRoot()
        level = max(
            VolatilityCurve.volatilityMin - atTheMoney,
            min(VolatilityCurve.volatilityMax - atTheMoney, level + step))
    }
}
