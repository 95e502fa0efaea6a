public import Market

/// A state of the house in which quotes cannot stand.
public enum CauseCondition: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// The member has no session at the exchange, by the exchange's word.
    case exchangeSessionDown
    /// Risk says it is alive without a link to the exchange.
    case linkLost
    case kill
    case pause
    case quoterDown
}

/// Which contracts a condition concerns.
public enum CauseScope: Hashable, Sendable, BitwiseCopyable {
    case all
    case underlying(UnderlyingIndex)
    case contract(ContractIndex)

    func includes(_ contract: OptionContract) -> Bool {
        switch self {
        case .all: true
        case .underlying(let underlying): contract.underlying == underlying
        case .contract(let index): contract.index == index
        }
    }
}
