/// The widest permitted spread as a function of our own bid, and of near or far expiry (SSE-MM-03).
///
/// Limits are inclusive and exact: a ratio is compared by cross-multiplication.
public struct SpreadAllowance: Hashable, Sendable {
    /// From a bid on: so many ticks plus so much of the bid.
    public struct Tier: Hashable, Sendable, BitwiseCopyable {
        public var bidTicksMin: Int64
        public var ticks: Int64
        public var numerator: Int64
        public var denominator: Int64

        /// An absolute limit.
        public static func ticks(_ ticks: Int64, fromBidTicks bid: Int64) -> Tier {
            Tier(bidTicksMin: bid, ticks: ticks, numerator: 0, denominator: 1)
        }

        /// A share of our own bid.
        public static func ratio(_ numerator: Int64, _ denominator: Int64, fromBidTicks bid: Int64)
            -> Tier
        {
            Tier(bidTicksMin: bid, ticks: 0, numerator: numerator, denominator: denominator)
        }
    }

    /// Bids beyond this are treated as this; it keeps the products inside Int64.
    static let bidTicksMax: Int64 = 1_000_000_000
    /// The largest number a tier may carry.
    static let termMax: Int64 = 1_000_000_000

    private let near: [Tier]
    private let far: [Tier]
    /// Fewer calendar days than this to the exercise day is near.
    public let farDaysMin: Int32

    /// Nil unless both tables start at bid 0, ascend, and hold sane numbers.
    public init?(near: [Tier], far: [Tier], farDaysMin: Int32) {
        guard SpreadAllowance.isSound(near), SpreadAllowance.isSound(far) else { return nil }
        self.near = near
        self.far = far
        self.farDaysMin = farDaysMin
    }

    private init(unchecked near: [Tier], far: [Tier], farDaysMin: Int32) {
        self.near = near
        self.far = far
        self.farDaysMin = farDaysMin
    }

    /// The table of SSE-MM-03: 0.025 yuan below a bid of 0.05, then 10 % of it (near) or 20 % (62 days and more).
    public static let shanghaiOptions = SpreadAllowance(
        unchecked: [.ticks(250, fromBidTicks: 0), .ratio(10, 100, fromBidTicks: 500)],
        far: [.ticks(250, fromBidTicks: 0), .ratio(20, 100, fromBidTicks: 500)], farDaysMin: 62)

    public func isFar(daysToExpiry: Int32) -> Bool { daysToExpiry >= farDaysMin }

    /// The widest permitted spread in ticks for our own bid; at least one tick.
    public func spreadTicksMax(bid: Price, isFar: Bool) -> Int64 {
        let tiers = isFar ? far : near
        let ticks = max(0, min(SpreadAllowance.bidTicksMax, bid.ticks))
        var found = 0
        while found + 1 < tiers.count, tiers[found + 1].bidTicksMin <= ticks { found += 1 }
        let tier = tiers[found]
        return max(1, tier.ticks + SpreadAllowance.share(of: ticks, tier))
    }

    /// ticks × numerator / denominator, rounded down; both are bounded, so the product fits.
    private static func share(of ticks: Int64, _ tier: Tier) -> Int64 {
        guard tier.numerator > 0 else { return 0 }
        let product = tier.numerator * ticks
        // A strategy asks several times per contract and tick: a 32-bit division takes a third of the time.
        if let small = UInt32(exactly: product), let divisor = UInt32(exactly: tier.denominator) {
            return Int64(small / divisor)
        }
        return product / tier.denominator
    }

    private static func isSound(_ tiers: [Tier]) -> Bool {
        guard let first = tiers.first, first.bidTicksMin == 0 else { return false }
        for (position, tier) in tiers.enumerated() {
            guard (0...termMax).contains(tier.ticks), (0...termMax).contains(tier.numerator),
                (1...termMax).contains(tier.denominator)
            else { return false }
            if position > 0, tier.bidTicksMin <= tiers[position - 1].bidTicksMin { return false }
        }
        return true
    }
}
