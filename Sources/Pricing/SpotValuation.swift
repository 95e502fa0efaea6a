/// A value and its derivatives with respect to spot, volatility, time and rates, in yuan per share.
public struct SpotValuation: Hashable, Sendable, BitwiseCopyable {
    /// Present value.
    public var value: Double
    /// Change of value per yuan of spot.
    public var delta: Double
    /// Change of delta per yuan of spot.
    public var gamma: Double
    /// Change of value per 1.00 of volatility.
    public var vega: Double
    /// Change of value per year that passes, spot held.
    public var theta: Double
    /// Change of value per 1.00 of the interest rate.
    public var rho: Double
    /// Change of value per 1.00 of the dividend yield.
    public var dividendRho: Double
    /// Change of delta per 1.00 of volatility.
    public var vanna: Double
    /// Change of vega per 1.00 of volatility.
    public var volga: Double

    public init(
        value: Double, delta: Double, gamma: Double, vega: Double, theta: Double, rho: Double,
        dividendRho: Double, vanna: Double, volga: Double
    ) {
        self.value = value
        self.delta = delta
        self.gamma = gamma
        self.vega = vega
        self.theta = theta
        self.rho = rho
        self.dividendRho = dividendRho
        self.vanna = vanna
        self.volga = volga
    }

    /// Percentage change of value per percent of spot; nil for a worthless option.
    public func elasticity(spot: Double) -> Double? {
        let ratio = delta * spot / value
        return value > 0 && ratio.isFinite ? ratio : nil
    }

    /// Whether every number is finite.
    public var isFinite: Bool {
        value.isFinite && delta.isFinite && gamma.isFinite && vega.isFinite && theta.isFinite
            && rho.isFinite && dividendRho.isFinite && vanna.isFinite && volga.isFinite
    }
}
