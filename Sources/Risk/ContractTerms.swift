import Market

/// What the checks need of one contract, dense and flat.
struct ContractTerms: Sendable, BitwiseCopyable {
    let band: PriceBand
    /// Margin of one short contract, 1/10 000 yuan.
    let marginPerContract: Int64
    let unit: Int32
    let daysToExpiry: Int32
    let quantityMax: Int32
    let underlying: UInt16
    let isCall: Bool
    /// In the market maker's scope.
    let isOurs: Bool
    /// Every figure is small enough that a premium or margin of one contract cannot overflow.
    let isComputable: Bool

    /// 10 000 yuan a share and a million shares a contract: beyond both, the list is wrong, not the market.
    static let priceTicksMax: Int64 = 100_000_000
    static let unitMax: Int32 = 1_000_000

    init(_ contract: OptionContract, of directory: InstrumentDirectory, terms: RiskTerms) {
        let underlying = directory.underlyings[contract.underlying.int]
        let prices = [
            contract.strike, contract.previousSettlement, contract.band.down, contract.band.up,
            underlying.previousClose,
        ]
        let computable =
            prices.allSatisfy { $0 >= .zero && $0.ticks <= Self.priceTicksMax }
            && contract.unit <= Self.unitMax
        band = contract.band
        unit = contract.unit
        daysToExpiry = contract.daysToExpiry
        quantityMax = contract.orderQuantityMax.contracts
        self.underlying = contract.underlying.value
        isCall = contract.type == .call
        isOurs =
            (terms.underlyingCodes?.contains(underlying.code) ?? true)
            && !terms.excludedContractCodes.contains(contract.code)
        isComputable = computable
        marginPerContract =
            computable
            ? terms.margin.perContract(
                type: contract.type, strike: contract.strike, unit: contract.unit,
                settlement: contract.previousSettlement, underlyingClose: underlying.previousClose
            ).tenThousandths : 0
    }
}
