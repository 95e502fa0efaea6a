public import Market

/// The account's limits. One that is nil was never set: what it guards is refused (`noLimitSet`).
public struct RiskLimits: Hashable, Sendable {
    /// Contracts held and working, per contract and side (long, short).
    public var positionPerContractMax: Int64?
    /// Contracts of one underlying in one direction (SSE-MM-10): long calls + short puts, or the mirror.
    public var directionPerUnderlyingMax: Int64?
    /// Long + short over all contracts.
    public var totalPositionMax: Int64?
    /// Premium of one buy (单笔买入额度).
    public var purchaseMax: Money?
    /// Contracts of one leg, below what the exchange takes.
    public var quantityPerOrderMax: Int64?
    /// Price × unit × quantity of one leg, of either side.
    public var valuePerOrderMax: Money?
    /// How far a bid may be above, an ask below the reference, hundredths of a percent of it; and at least these ticks.
    public var collarBasisPoints: Int64?
    public var collarTicksMin: Int64
    /// Contracts opened in the day, working ones counted as filled (H23).
    public var openingPerContractMax: Int64?
    public var openingPerUnderlyingMax: Int64?
    /// One underlying at worst over everything that works: shares; shares for a move of 1 %; money a volatility point.
    public var deltaSharesMax: Int64?
    public var gammaSharesMax: Int64?
    public var vegaMax: Money?
    /// Cash at the start of the day, for premium and margin.
    public var funds: Money?
    /// Messages in any rolling second, both ends of what a replace can cost counted.
    public var messagesPerSecondMax: Int64?
    /// Part of `messagesPerSecondMax` that only withdrawals may use.
    public var withdrawalReservePerSecond: Int64
    /// Part of `messagesPerSecondMax` that only risk's own mass cancels may use.
    public var massCancelReservePerSecond: Int64
    public var messagesPerDayMax: Int64?
    /// What the gateway takes in a second, what was declared to the exchange for a second and a day (P9.3); the
    /// smallest binds. Nil: nothing besides the desk's own.
    public var gatewayMessagesPerSecondMax: Int64?
    public var declaredMessagesPerSecondMax: Int64?
    public var declaredMessagesPerDayMax: Int64?
    /// Quotes stop below the marks of high-frequency identification (P33).
    public var staysBelowIdentification: Bool
    /// Legs of one contract taken off in the day while little trades; nil for an account that is exempt (H40).
    public var cancelsPerContractMax: Int64?
    /// Traded ÷ cancelled contracts below which cancels are too many, hundredths of a percent.
    public var cancelRatioBasisPointsMin: Int64
    /// Messages of the day for each trade, from so many messages on; nil is not held.
    public var orderToTradeMax: Int64?
    public var orderToTradeFrom: Int64
    /// Orders in the underlyings; nothing set refuses them all.
    public var hedge = HedgeLimits()

    public init(
        positionPerContractMax: Int64? = nil, directionPerUnderlyingMax: Int64? = nil,
        totalPositionMax: Int64? = nil, purchaseMax: Money? = nil,
        quantityPerOrderMax: Int64? = nil, valuePerOrderMax: Money? = nil,
        collarBasisPoints: Int64? = nil, collarTicksMin: Int64 = 100,
        openingPerContractMax: Int64? = nil, openingPerUnderlyingMax: Int64? = nil,
        deltaSharesMax: Int64? = nil, gammaSharesMax: Int64? = nil, vegaMax: Money? = nil,
        funds: Money? = nil,
        messagesPerSecondMax: Int64? = nil, withdrawalReservePerSecond: Int64 = 0,
        massCancelReservePerSecond: Int64 = 0, messagesPerDayMax: Int64? = nil,
        gatewayMessagesPerSecondMax: Int64? = nil, declaredMessagesPerSecondMax: Int64? = nil,
        declaredMessagesPerDayMax: Int64? = nil, staysBelowIdentification: Bool = false,
        cancelsPerContractMax: Int64? = nil, cancelRatioBasisPointsMin: Int64 = 1_000,
        orderToTradeMax: Int64? = nil, orderToTradeFrom: Int64 = 1_000
    ) {
        self.positionPerContractMax = positionPerContractMax
        self.directionPerUnderlyingMax = directionPerUnderlyingMax
        self.totalPositionMax = totalPositionMax
        self.purchaseMax = purchaseMax
        self.quantityPerOrderMax = quantityPerOrderMax
        self.valuePerOrderMax = valuePerOrderMax
        self.collarBasisPoints = collarBasisPoints
        self.collarTicksMin = collarTicksMin
        self.openingPerContractMax = openingPerContractMax
        self.openingPerUnderlyingMax = openingPerUnderlyingMax
        self.deltaSharesMax = deltaSharesMax
        self.gammaSharesMax = gammaSharesMax
        self.vegaMax = vegaMax
        self.funds = funds
        self.messagesPerSecondMax = messagesPerSecondMax
        self.withdrawalReservePerSecond = withdrawalReservePerSecond
        self.massCancelReservePerSecond = massCancelReservePerSecond
        self.messagesPerDayMax = messagesPerDayMax
        self.gatewayMessagesPerSecondMax = gatewayMessagesPerSecondMax
        self.declaredMessagesPerSecondMax = declaredMessagesPerSecondMax
        self.declaredMessagesPerDayMax = declaredMessagesPerDayMax
        self.staysBelowIdentification = staysBelowIdentification
        self.cancelsPerContractMax = cancelsPerContractMax
        self.cancelRatioBasisPointsMin = cancelRatioBasisPointsMin
        self.orderToTradeMax = orderToTradeMax
        self.orderToTradeFrom = orderToTradeFrom
    }
}
