public import Market

/// Small pushes of a price with a large share of the trading (seed 001 art. 18(3)).
public struct PushTerms: Hashable, Sendable {
    public var window: TimeSpan
    /// Move of the others' middle price, basis points.
    public var moveMin: Int64
    /// Own trades in the move's direction, contracts.
    public var quantityMin: Int64
    /// Own share of the market's volume, basis points; not held against a record without the volume.
    public var shareMin: Int64
    public var timesMin: Int64

    public init(
        window: TimeSpan = .seconds(60), moveMin: Int64, quantityMin: Int64 = 1,
        shareMin: Int64 = 0, timesMin: Int64
    ) {
        self.window = window
        self.moveMin = moveMin
        self.quantityMin = quantityMin
        self.shareMin = shareMin
        self.timesMin = timesMin
    }
}

/// Large trades in one direction while the underlying moves with them (seed 001 art. 18(4)).
public struct LargeMinuteTerms: Hashable, Sendable {
    public var window: TimeSpan
    /// Move of the underlying, basis points.
    public var moveMin: Int64
    /// Own premium in the move's direction.
    public var amountMin: Money
    /// Only trades that took liquidity (主动买入、卖出).
    public var onlyAggressive: Bool

    public init(
        window: TimeSpan = .seconds(60), moveMin: Int64, amountMin: Money,
        onlyAggressive: Bool = true
    ) {
        self.window = window
        self.moveMin = moveMin
        self.amountMin = amountMin
        self.onlyAggressive = onlyAggressive
    }
}

/// Trades with oneself (seed 003 art. 25(1)).
public struct SelfTradeTerms: Hashable, Sendable {
    /// So many in a day are told.
    public var timesMin: Int64

    public init(timesMin: Int64 = 1) { self.timesMin = timesMin }
}

/// Large orders away from the market, taken off after small trades on the other side (seed 003 art. 25(4)).
public struct LayeringTerms: Hashable, Sendable {
    /// The large order's size, contracts.
    public var quantityMin: Int64
    /// Its distance from the others' middle price, away from the market, basis points.
    public var distanceMin: Int64
    /// It was cancelled before this passed.
    public var lifeMax: TimeSpan
    /// Trades on the other side in its life.
    public var tradesMin: Int64
    /// Together at most so much of the large order, basis points.
    public var tradedShareMax: Int64
    public var timesMin: Int64

    public init(
        quantityMin: Int64, distanceMin: Int64, lifeMax: TimeSpan, tradesMin: Int64,
        tradedShareMax: Int64, timesMin: Int64
    ) {
        self.quantityMin = quantityMin
        self.distanceMin = distanceMin
        self.lifeMax = lifeMax
        self.tradesMin = tradesMin
        self.tradedShareMax = tradedShareMax
        self.timesMin = timesMin
    }
}

/// Large or many trades at the close (seed 003 art. 25(6)).
public struct ClosingTerms: Hashable, Sendable {
    /// The closing stretch: from here to the end of the day.
    public var from: SessionTime
    /// So many contracts, or…
    public var quantityMin: Int64
    /// …so many trades.
    public var tradesMin: Int64
    /// Share of the own day's contracts in the same option, basis points.
    public var shareMin: Int64

    public init(from: SessionTime, quantityMin: Int64, tradesMin: Int64, shareMin: Int64) {
        self.from = from
        self.quantityMin = quantityMin
        self.tradesMin = tradesMin
        self.shareMin = shareMin
    }
}
