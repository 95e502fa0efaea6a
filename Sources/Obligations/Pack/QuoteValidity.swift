public import Market

/// What makes a live two-sided quote count: both sides, size, spread (SSE-MM-03, SSE-MM-04).
public struct QuoteValidity: Hashable, Sendable {
    /// Rule behind the size, for explanations.
    public var sizeRule: String
    /// Least remaining quantity on each side, inclusive.
    public var quantityMin: Quantity
    public var spreadRule: String
    /// Whether a spread of exactly the maximum counts.
    public var spreadInclusive: Bool
    public var tiers: [SpreadTier]
    /// How long a quote invalidated by a fill still counts.
    public var fillGrace: TimeSpan

    public init(
        sizeRule: String = "", quantityMin: Quantity, spreadRule: String = "",
        spreadInclusive: Bool = true, tiers: [SpreadTier], fillGrace: TimeSpan = .zero
    ) {
        self.sizeRule = sizeRule
        self.quantityMin = quantityMin
        self.spreadRule = spreadRule
        self.spreadInclusive = spreadInclusive
        self.tiers = tiers
        self.fillGrace = fillGrace
    }

    /// The tiers that concern a contract with so many days left: lowest bid first, one per `bidFrom`.
    func ladder(daysToExpiry: Int32) -> [SpreadTier] {
        var ladder: [SpreadTier] = []
        for tier in tiers where tier.daysFrom <= daysToExpiry {
            if let last = ladder.last, last.bidFrom == tier.bidFrom { ladder.removeLast() }
            ladder.append(tier)
        }
        return ladder
    }
}

/// One row of a spread table: applies from this own bid and from this many days to expiry.
///
/// Rows are ordered by bid, then days; the last row whose two lower bounds are reached applies.
public struct SpreadTier: Hashable, Sendable {
    public var bidFrom: Price
    public var daysFrom: Int32
    public var limit: Limit

    public init(bidFrom: Price, daysFrom: Int32, limit: Limit) {
        self.bidFrom = bidFrom
        self.daysFrom = daysFrom
        self.limit = limit
    }

    public enum Limit: Hashable, Sendable {
        case absolute(Price)
        /// Of the own bid.
        case fraction(Ratio)
    }
}
