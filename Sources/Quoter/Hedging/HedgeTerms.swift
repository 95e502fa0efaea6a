public import Market

/// When and how the delta of an underlying's options is hedged in its shares.
public struct HedgeTerms: Hashable, Sendable {
    /// How far a hedge goes when the delta has left its band.
    public enum Target: String, Sendable, CaseIterable {
        /// To the nearer edge: the least trading that keeps the band, which is best when trading costs (Whalley and Wilmott 1997).
        case edge
        /// To nothing: fewer surprises, more costs.
        case zero
    }

    /// Shares of delta, either way, that are left alone.
    public var bandShares: Int64
    public var target: Target
    /// Shares of one order at most.
    public var sharesPerOrderMax: Int64
    /// The least time between two orders in one underlying.
    public var interval: TimeSpan
    /// How far through the touch an order may pay, ticks; whole 0.001 yuan.
    public var slippageTicks: Int64
    /// Fee of a trade in shares, millionths of its value.
    public var feeMillionths: Int64
    /// Shares of each underlying there in the morning: no more than these are sold in a day (T+1).
    public var openingShares: Int64

    public init(
        bandShares: Int64, target: Target = .edge, sharesPerOrderMax: Int64 = 500_000,
        interval: TimeSpan = .seconds(5), slippageTicks: Int64 = 10, feeMillionths: Int64 = 50,
        openingShares: Int64 = 5_000_000
    ) {
        self.bandShares = max(0, bandShares)
        self.target = target
        self.sharesPerOrderMax = max(Self.lot, sharesPerOrderMax)
        self.interval = interval
        self.slippageTicks = max(0, slippageTicks)
        self.feeMillionths = feeMillionths
        self.openingShares = max(0, openingShares)
    }

    /// Orders are whole lots of so many shares.
    public static let lot: Int64 = 100
    /// An ETF's price moves in so many ticks.
    public static let priceTick: Int64 = 10

    /// Shares to buy, or below zero to sell, given the delta of options and hedge together; 0 leaves it alone.
    ///
    /// - Parameter sellable: shares that may still be sold today.
    public func shares(against netDelta: Double, sellable: Int64) -> Int64 {
        guard netDelta.isFinite, abs(netDelta) < 1e12, abs(netDelta) > Double(bandShares) else {
            return 0
        }
        let beyond = abs(netDelta) - (target == .edge ? Double(bandShares) : 0)
        let lots = Double(Self.lot)
        // To the edge: into the band, not short of it. To nothing: the nearest lot.
        let whole = target == .edge ? (beyond / lots).rounded(.up) : (beyond / lots).rounded()
        let wanted = min(Int64(whole) * Self.lot, sharesPerOrderMax / Self.lot * Self.lot)
        guard netDelta > 0 else { return wanted }
        return -min(wanted, max(0, sellable) / Self.lot * Self.lot)
    }

    /// What an order may pay at most, or take at least, given the touch it goes for.
    public func price(_ side: Side, touch: Price) -> Price {
        let limit = touch.ticks + side.sign * slippageTicks
        let below = limit / Self.priceTick * Self.priceTick
        let above = (limit + Self.priceTick - 1) / Self.priceTick * Self.priceTick
        return Price(ticks: max(Self.priceTick, side == .bid ? above : below))
    }
}
