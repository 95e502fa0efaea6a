/// A value and its derivatives, in yuan per share, with respect to the forward.
public struct OptionValuation: Hashable, Sendable, BitwiseCopyable {
    /// Present value.
    public var value: Double
    /// Change of value per yuan of forward.
    public var delta: Double
    /// Change of delta per yuan of forward.
    public var gamma: Double
    /// Change of value per 1.00 of volatility.
    public var vega: Double
    /// Change of value per year that passes, forward and rate held.
    public var theta: Double

    public init(value: Double, delta: Double, gamma: Double, vega: Double, theta: Double) {
        self.value = value
        self.delta = delta
        self.gamma = gamma
        self.vega = vega
        self.theta = theta
    }
}
