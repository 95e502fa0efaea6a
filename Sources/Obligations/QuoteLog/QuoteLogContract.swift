public import Market

/// What is known of a contract that another system's log names; all but the name may be missing.
public struct QuoteLogContract: Hashable, Sendable {
    /// As the log writes it: a trading code, or any other name or number.
    public var name: String
    /// `-` = not told: all such contracts count as one underlying's.
    public var underlying = "-"
    public var daysToExpiry: Int32 = 0
    public var type = OptionType.call
    public var strike = Price(ticks: 1)
    public var unit: Int32 = 1
    /// 0 = not told.
    public var code: UInt32 = 0
    public var previousSettlement = Price.zero
    /// Without one no price counts as a price limit.
    public var band: PriceBand?

    public init(name: String) { self.name = name }

    /// A band no listed price reaches.
    static let openBand = PriceBand(
        down: Price(ticks: 1), up: InstrumentDirectory.priceMax)

    /// The day's directory: contracts in the order given, underlyings in order of first mention.
    public static func directory(of contracts: [QuoteLogContract], on day: TradingDay)
        throws(InstrumentDirectory.Invalid) -> InstrumentDirectory
    {
        var underlyings: [Underlying] = []
        var known: [String: UnderlyingIndex] = [:]
        var listed: [OptionContract] = []
        listed.reserveCapacity(contracts.count)
        for (position, contract) in contracts.enumerated() {
            if known[contract.underlying] == nil {
                let index = UnderlyingIndex(underlyings.count)
                known[contract.underlying] = index
                underlyings.append(
                    Underlying(
                        index: index, code: contract.underlying, previousClose: Price(ticks: 1)))
            }
            listed.append(
                contract.listed(
                    at: ContractIndex(position),
                    of: known[contract.underlying] ?? UnderlyingIndex(0), on: day))
        }
        return try InstrumentDirectory(day: day, underlyings: underlyings, contracts: listed)
    }

    private func listed(
        at index: ContractIndex, of underlying: UnderlyingIndex, on day: TradingDay
    ) -> OptionContract {
        OptionContract(
            index: index, code: code > 0 ? code : UInt32(clamping: index.int + 1),
            tradingCode: name, underlying: underlying, type: type, strike: strike, unit: unit,
            expiry: day, expiryRank: 0, daysToExpiry: daysToExpiry,
            previousSettlement: previousSettlement, band: band ?? Self.openBand)
    }
}
