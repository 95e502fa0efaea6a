/// What does not change about a contract during the day.
public struct ContractFacts: Hashable, Sendable, BitwiseCopyable {
    public var contract: ContractIndex
    public var type: OptionType
    public var strike: Price
    /// ETF shares per contract.
    public var unit: Int32
    public var expiryRank: UInt8
    public var daysToExpiry: Int32
    /// Far months have a wider permitted spread.
    public var isFar: Bool
    public var isAdjusted: Bool
    /// Whether the terms oblige us to quote it continuously.
    public var isObliged: Bool
    public var previousSettlement: Price
    public var band: PriceBand
    /// Smallest quantity each side that counts as a quote.
    public var quantityMin: Quantity
    /// Largest quantity of one leg.
    public var quantityMax: Quantity

    public init(
        of contract: OptionContract, isFar: Bool, isObliged: Bool, quantityMin: Quantity
    ) {
        self.contract = contract.index
        type = contract.type
        strike = contract.strike
        unit = contract.unit
        expiryRank = contract.expiryRank
        daysToExpiry = contract.daysToExpiry
        self.isFar = isFar
        isAdjusted = contract.isAdjusted
        self.isObliged = isObliged
        previousSettlement = contract.previousSettlement
        band = contract.band
        self.quantityMin = quantityMin
        quantityMax = max(quantityMin, contract.orderQuantityMax)
    }
}
