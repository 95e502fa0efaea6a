public import Market

/// Position and profit at one time of the day.
public struct PositionPoint: Hashable, Sendable {
    public var time: SessionTime
    /// Net delta over all underlyings in ETF shares (份).
    public var netDeltaShares: Int64
    /// Change in value for one percentage point of volatility.
    public var vega: Money
    public var profit: ProfitParts

    public init(time: SessionTime, netDeltaShares: Int64, vega: Money, profit: ProfitParts) {
        self.time = time
        self.netDeltaShares = netDeltaShares
        self.vega = vega
        self.profit = profit
    }
}

/// Profit since the start of the day and where it came from.
public struct ProfitParts: Hashable, Sendable {
    /// Mark-to-market total, fees included.
    public var total: Money
    /// Theoretical value less price at the moment of each fill.
    public var edge: Money
    /// Change in value of what was held.
    public var holding: Money
    /// Exchange and clearing fees; negative when paid.
    public var fees: Money

    public init(total: Money, edge: Money, holding: Money, fees: Money) {
        self.total = total
        self.edge = edge
        self.holding = holding
        self.fees = fees
    }

    /// Total less its parts: zero unless the books do not add up.
    var unexplained: Money {
        let parts = [edge, holding, fees].reduce(Int128(0)) { $0 + Int128($1.tenThousandths) }
        let rest = Int128(total.tenThousandths) - parts
        return Money(tenThousandths: Int64(clamping: rest))
    }
}
