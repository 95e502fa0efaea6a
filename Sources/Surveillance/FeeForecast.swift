public import Market

/// What a contract's cancels will cost by the end of the day if nothing else is traded.
public struct FeeForecast: Hashable, Sendable {
    /// Owner's name, or `account 1`.
    public let subject: String
    public let contract: ContractIndex
    public let cancels: Int64
    /// Contracts cancelled and traded.
    public let cancelled: Int64
    public let traded: Int64
    public let tradingFees: Money
    /// Whether both bars of the rule are passed.
    public let applies: Bool
    /// Zero where the rule does not apply; nil where it applies and nothing was traded.
    public let fee: Money?
    public let isExempt: Bool
}
