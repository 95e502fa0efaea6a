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
    /// Cash at the start of the day, for premium and margin.
    public var funds: Money?
    /// Messages in any rolling second, both ends of what a replace can cost counted.
    public var messagesPerSecondMax: Int64?
    /// Part of `messagesPerSecondMax` that only withdrawals may use.
    public var withdrawalReservePerSecond: Int64
    public var messagesPerDayMax: Int64?

    public init(
        positionPerContractMax: Int64? = nil, directionPerUnderlyingMax: Int64? = nil,
        totalPositionMax: Int64? = nil, purchaseMax: Money? = nil, funds: Money? = nil,
        messagesPerSecondMax: Int64? = nil, withdrawalReservePerSecond: Int64 = 0,
        messagesPerDayMax: Int64? = nil
    ) {
        self.positionPerContractMax = positionPerContractMax
        self.directionPerUnderlyingMax = directionPerUnderlyingMax
        self.totalPositionMax = totalPositionMax
        self.purchaseMax = purchaseMax
        self.funds = funds
        self.messagesPerSecondMax = messagesPerSecondMax
        self.withdrawalReservePerSecond = withdrawalReservePerSecond
        self.messagesPerDayMax = messagesPerDayMax
    }
}
