public import Market

/// What makes a live two-sided quote count: both sides, size, spread (SSE-MM-03, SSE-MM-04).
public struct QuoteValidity: Hashable, Sendable {
    /// Rule behind the size, for explanations.
    public var sizeRule: String
    /// Least remaining quantity on each side.
    public var quantityMin: Quantity
    public var spreadRule: String
    /// Whether a spread of exactly the maximum counts (ambiguity A1).
    public var spreadInclusive: Bool
    public var tiers: [SpreadTier]
    /// How long a quote invalidated by a fill still counts (A3).
    public var fillGrace: TimeSpan

    /// Whether quotes alone count, or every own order (A8).
    public var source = Source.quotes
    /// Whether a size of exactly the minimum counts (A2).
    public var sizeInclusive = true
    /// Least amount (price × remaining units) each side in place of a quantity; nil = quantity.
    public var amountMin: Money?
    /// Which of the own prices carry the size.
    public var sizeBasis = SizeBasis.bestLevel
    /// What is tested after a partial fill (A4).
    public var partialFill = PartialFill.remaining
    /// What a fraction is a fraction of (A12).
    public var spreadReference = SpreadReference.bid
    /// Where a row has several limits, the one that applies.
    public var spreadCombine = SpreadCombine.narrowest
    /// How far the two sizes may differ; nil = any.
    public var comparableSize: ComparableSize?
    /// Both sides within so many price steps of the market's best; nil = anywhere (NSE-01).
    public var withinPriceLevels: Int32?
    /// Both prices must lie inside the day's price limits.
    public var isInsidePriceLimits = false
    /// Whether an own bid equal to the own ask counts (A13); an own crossed quote never does.
    public var lockedCounts = false
    /// Least time a quote must rest to count at all; zero = none.
    public var restMin = TimeSpan.zero

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

    public enum Source: String, Hashable, Sendable, CaseIterable {
        case quotes, quotesAndOrders
    }

    /// Best own price only, or own prices from the best on until the size is reached (CN-FUND-01).
    public enum SizeBasis: String, Hashable, Sendable, CaseIterable {
        case bestLevel, cumulated
    }

    /// What is left, or what was accepted until nothing is left.
    public enum PartialFill: String, Hashable, Sendable, CaseIterable {
        case remaining, accepted
    }

    public enum SpreadReference: Hashable, Sendable {
        case bid
        case mid
        /// The mid, but not less than this price.
        case midFloored(Price)
    }

    public enum SpreadCombine: String, Hashable, Sendable, CaseIterable {
        case narrowest, widest
    }

    /// Sizes do not diverge by more than a fraction of a base (EU-RTS8-01, A18).
    public struct ComparableSize: Hashable, Sendable {
        public var divergenceMax: Ratio
        public var base: Base

        public init(divergenceMax: Ratio, base: Base) {
            self.divergenceMax = divergenceMax
            self.base = base
        }

        public enum Base: String, Hashable, Sendable, CaseIterable {
            case larger, smaller, mean
        }
    }

    /// The tiers that concern a contract: lowest bid first, one per `bidFrom`.
    func ladder(_ contract: OptionContract, _ facts: InstrumentFacts) -> [SpreadTier] {
        var ladder: [SpreadTier] = []
        for tier in tiers
        where tier.daysFrom <= contract.daysToExpiry && tier.when.includes(contract, facts) {
            if let same = ladder.firstIndex(where: { $0.bidFrom == tier.bidFrom }) {
                ladder[same] = tier
            } else {
                ladder.append(tier)
            }
        }
        return ladder.sorted { $0.bidFrom < $1.bidFrom }
    }
}

/// One row of a spread table: applies from this own bid and from this many days to expiry.
///
/// Rows of one `when` are ordered by bid, then days. Of the rows that concern a contract and whose lower
/// bounds are reached, the one with the highest bid applies; of several with one bid, the last written.
public struct SpreadTier: Hashable, Sendable {
    public var bidFrom: Price
    public var daysFrom: Int32
    /// Contracts the row concerns.
    public var when: InstrumentFilter
    /// One, or several that `SpreadCombine` joins.
    public var limits: [Limit]

    public init(
        bidFrom: Price, daysFrom: Int32, when: InstrumentFilter = .all, limits: [Limit]
    ) {
        self.bidFrom = bidFrom
        self.daysFrom = daysFrom
        self.when = when
        self.limits = limits
    }

    public init(bidFrom: Price, daysFrom: Int32, limit: Limit) {
        self.init(bidFrom: bidFrom, daysFrom: daysFrom, limits: [limit])
    }

    public enum Limit: Hashable, Sendable {
        case absolute(Price)
        /// Of the reference price: the own bid unless the table says otherwise.
        case fraction(Ratio)
        /// A multiple of the underlying's best bid-ask spread (HKEX-01).
        case underlyingSpread(Ratio)
        /// Any spread counts.
        case unlimited
    }
}
