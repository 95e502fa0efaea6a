public import Market

/// Where a profit or loss came from; `total` is the sum of the parts less the fees, to the last digit.
public struct ProfitExplained: Hashable, Sendable, BitwiseCopyable {
    /// What fills captured against the theoretical value of their moment.
    public var edge: Money
    /// What the options held gained by the underlying's moves, to the first and to the second order.
    public var delta: Money
    public var gamma: Money
    /// By changed volatility.
    public var vega: Money
    /// By time.
    public var theta: Money
    /// What the shares held against them gained.
    public var hedging: Money
    /// Paid; counted as a cost.
    public var fees: Money
    /// What is left of the total: higher orders, corrections, takeovers, the step to a settlement price.
    public var unexplained: Money

    public init(
        edge: Money = .zero, delta: Money = .zero, gamma: Money = .zero, vega: Money = .zero,
        theta: Money = .zero, hedging: Money = .zero, fees: Money = .zero,
        unexplained: Money = .zero
    ) {
        self.edge = edge
        self.delta = delta
        self.gamma = gamma
        self.vega = vega
        self.theta = theta
        self.hedging = hedging
        self.fees = fees
        self.unexplained = unexplained
    }

    /// The parts of a total, which the last of them makes up.
    public init(
        total: Money, edge: Money, greeks: GreekGains, hedging: Money, fees: Money
    ) {
        self.init(
            edge: edge, delta: greeks.delta.money, gamma: greeks.gamma.money,
            vega: greeks.vega.money, theta: greeks.theta.money, hedging: hedging, fees: fees)
        unexplained = total - self.total
    }

    public var total: Money {
        edge + delta + gamma + vega + theta + hedging - fees + unexplained
    }
}
