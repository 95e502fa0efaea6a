public import Market

/// What the exchange asks of its market maker: the parameters of its own score (SSE-MM-02…04).
public struct MakerTerms: Hashable, Sendable {
    /// The widest spread for one range of own bids and days to expiry.
    public struct SpreadTier: Hashable, Sendable {
        public enum Width: Hashable, Sendable {
            case ticks(Int64)
            /// A fraction of the own bid: `divisor` 10 allows a tenth.
            case bidDivided(by: Int64)
        }

        /// Applies to own bids below this; nil applies to all.
        public let bidBelow: Price?
        /// Applies to contracts with fewer days to expiry; nil applies to all.
        public let daysToExpiryBelow: Int32?
        public let width: Width

        public init(bidBelow: Price? = nil, daysToExpiryBelow: Int32? = nil, width: Width) {
            self.bidBelow = bidBelow
            self.daysToExpiryBelow = daysToExpiryBelow
            self.width = width
        }
    }

    /// The first tier that applies decides; none applying means no valid spread.
    public let tiers: [SpreadTier]
    /// Whether a spread of exactly the maximum is valid (ambiguity A1).
    public let isInclusive: Bool
    /// Smallest remaining quantity on each side.
    public let quantityMin: Quantity
    /// Longest time from a request to its answer (SSE-MM-06).
    public let responseTimeMax: TimeSpan
    /// How long an answer must stand (SSE-MM-06).
    public let holdTimeMin: TimeSpan
    /// Whether a market locked at a price limit exempts (SSE-MM-08).
    public let exemptsLimitLock: Bool

    public init(
        tiers: [SpreadTier] = Self.developmentTiers, isInclusive: Bool = true,
        quantityMin: Quantity = Quantity(contracts: 10),
        responseTimeMax: TimeSpan = .seconds(30), holdTimeMin: TimeSpan = .seconds(30),
        exemptsLimitLock: Bool = true
    ) {
        self.tiers = tiers
        self.isInclusive = isInclusive
        self.quantityMin = quantityMin
        self.responseTimeMax = responseTimeMax
        self.holdTimeMin = holdTimeMin
        self.exemptsLimitLock = exemptsLimitLock
    }

    /// Bid below 0.05 yuan: 0.025 yuan; else a tenth of the bid under 62 days to expiry, a fifth beyond (SSE-MM-03).
    public static let developmentTiers: [SpreadTier] = [
        SpreadTier(bidBelow: Price(ticks: 500), width: .ticks(250)),
        SpreadTier(daysToExpiryBelow: 62, width: .bidDivided(by: 10)),
        SpreadTier(width: .bidDivided(by: 5)),
    ]

    /// Whether own quotes at these prices are narrow enough; false where the arithmetic would not fit.
    public func permitsSpread(bid: Price, ask: Price, daysToExpiry: Int32) -> Bool {
        guard
            let tier = tiers.first(where: { tier in
                tier.bidBelow.map { bid < $0 } ?? true
                    && tier.daysToExpiryBelow.map { daysToExpiry < $0 } ?? true
            })
        else { return false }
        let (spread, overflow) = ask.ticks.subtractingReportingOverflow(bid.ticks)
        if overflow { return false }
        switch tier.width {
        case .ticks(let most): return isInclusive ? spread <= most : spread < most
        case .bidDivided(let divisor):
            let (scaled, carry) = spread.multipliedReportingOverflow(by: divisor)
            if carry { return false }
            return isInclusive ? scaled <= bid.ticks : scaled < bid.ticks
        }
    }
}
