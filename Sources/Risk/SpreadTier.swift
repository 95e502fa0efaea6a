import Market

/// One row of the maximum spread table (SSE-MM-03): which quotes it covers and what it allows.
public struct SpreadTier: Hashable, Sendable, BitwiseCopyable {
    /// The widest spread allowed, itself included.
    public enum Limit: Hashable, Sendable, BitwiseCopyable {
        case ticks(Int64)
        /// Hundredths of a percent of the quote's own bid.
        case basisPointsOfBid(Int64)
    }

    /// Own bid in `bidFrom ..< bidBelow`, ticks.
    public var bidFrom: Int64
    public var bidBelow: Int64
    /// Calendar days to exercise in `daysFrom ..< daysBelow`.
    public var daysFrom: Int32
    public var daysBelow: Int32
    public var limit: Limit

    public init(
        bidFrom: Int64 = .min, bidBelow: Int64 = .max, daysFrom: Int32 = .min,
        daysBelow: Int32 = .max, limit: Limit
    ) {
        self.bidFrom = bidFrom
        self.bidBelow = bidBelow
        self.daysFrom = daysFrom
        self.daysBelow = daysBelow
        self.limit = limit
    }

    func covers(bid: Int64, days: Int32) -> Bool {
        bid >= bidFrom && bid < bidBelow && days >= daysFrom && days < daysBelow
    }

    /// The only public table found (SSE-MM-03): 0.025 yuan below a bid of 0.05, else 10 % near and 20 % from 62 days.
    public static let shanghai: [SpreadTier] = [
        SpreadTier(bidBelow: 500, limit: .ticks(250)),
        SpreadTier(bidFrom: 500, daysBelow: 62, limit: .basisPointsOfBid(1_000)),
        SpreadTier(bidFrom: 500, daysFrom: 62, limit: .basisPointsOfBid(2_000)),
    ]
}
