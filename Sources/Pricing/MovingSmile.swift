/// A published smile as it is priced with until the next fit, while the forward moves.
public struct MovingSmile: Hashable, Sendable, BitwiseCopyable {
    public let form: FittedSmile.Form
    /// To expiry, at the fit.
    public let years: Double
    /// The forward from which the fit counted k.
    public let forward: Double
    public let stickiness: Stickiness

    /// Moves with the forward as `stickiness` says.
    public init(_ smile: FittedSmile, _ stickiness: Stickiness) {
        form = smile.form
        years = smile.years
        forward = smile.forward
        self.stickiness = stickiness
    }

    /// The forward that k is counted from when the market's is `now`.
    func origin(forward now: Double) -> Double { stickiness == .strike ? forward : now }

    /// Implied volatility at k = ln(K/origin), within the permitted volatilities; nil where the form has none.
    func volatility(at k: Double) -> Double? {
        let variance = form.variance(at: k).value / years
        guard variance > 0, variance.isFinite else { return nil }
        return VolatilityCurve.clamped(variance.squareRoot())
    }
}
