/// One listed option contract on one day, as the exchange's static file tells it (SSE-TR-01).
public struct OptionContract: Hashable, Sendable {
    /// Dense index in the day's directory.
    public let index: ContractIndex
    /// Eight-digit contract code (合约编码), `10001234`. The key across days; strikes are not unique.
    public let code: UInt32
    /// Seventeen-character trading code (合约交易代码), `510050C2106M03500`.
    public let tradingCode: String
    public let underlying: UnderlyingIndex
    public let type: OptionType
    public let strike: Price
    /// ETF shares per contract: 10 000, or another number after an adjustment.
    public let unit: Int32
    /// Expiry = exercise day = last trading day.
    public let expiry: TradingDay
    /// Rank of the expiry among the underlying's listed ones: 0 current month … 3 second quarter month.
    public let expiryRank: UInt8
    /// Calendar days from the trading day to the exercise day.
    public let daysToExpiry: Int32
    public let previousSettlement: Price
    public let band: PriceBand
    /// Smallest and largest size of one limit order.
    public let orderQuantityMin: Quantity
    public let orderQuantityMax: Quantity
    /// Adjusted after a dividend or split (trading code flag not `M`).
    public let isAdjusted: Bool

    public init(
        index: ContractIndex, code: UInt32, tradingCode: String, underlying: UnderlyingIndex,
        type: OptionType, strike: Price, unit: Int32, expiry: TradingDay, expiryRank: UInt8,
        daysToExpiry: Int32, previousSettlement: Price, band: PriceBand,
        orderQuantityMin: Quantity = Quantity(contracts: 1),
        orderQuantityMax: Quantity = Quantity(contracts: 50), isAdjusted: Bool = false
    ) {
        self.index = index
        self.code = code
        self.tradingCode = tradingCode
        self.underlying = underlying
        self.type = type
        self.strike = strike
        self.unit = unit
        self.expiry = expiry
        self.expiryRank = expiryRank
        self.daysToExpiry = daysToExpiry
        self.previousSettlement = previousSettlement
        self.band = band
        self.orderQuantityMin = orderQuantityMin
        self.orderQuantityMax = orderQuantityMax
        self.isAdjusted = isAdjusted
    }
}

/// An ETF on which options are listed.
public struct Underlying: Hashable, Sendable {
    public let index: UnderlyingIndex
    /// Six digits, `510050`.
    public let code: String
    public let previousClose: Price

    public init(index: UnderlyingIndex, code: String, previousClose: Price) {
        self.index = index
        self.code = code
        self.previousClose = previousClose
    }
}

/// Daily price limits (涨跌停价), both prices allowed.
public struct PriceBand: Hashable, Sendable, BitwiseCopyable {
    public let down: Price
    public let up: Price

    public init(down: Price, up: Price) {
        self.down = down
        self.up = up
    }

    public func contains(_ price: Price) -> Bool { price >= down && price <= up }
}
