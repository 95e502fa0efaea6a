import Market
import Wire

/// What the exchange says was taken off and what was traded in the day, per contract: the figures that fees and attention go by
/// (SHFE-PT-02, H40). A replaced leg was taken off as much as a withdrawn one.
struct CancelTally: Sendable {
    struct Contract: Equatable, Sendable, BitwiseCopyable {
        /// Legs taken off by us.
        var cancels: Int64 = 0
        var cancelledVolume: Int64 = 0
        var tradedVolume: Int64 = 0
    }

    private(set) var contracts: [Contract]
    /// Fills of the day over all contracts.
    private(set) var trades: Int64 = 0

    init(count: Int) { contracts = Array(repeating: Contract(), count: count) }

    /// Legs a new quote took the place of.
    mutating func replaced(_ contract: Int, bid: Int64, ask: Int64) {
        cancelled(contract, bid)
        cancelled(contract, ask)
    }

    mutating func cancelled(_ contract: Int, _ quantity: Int64) {
        guard quantity > 0 else { return }
        contracts[contract].cancels += 1
        contracts[contract].cancelledVolume += quantity
    }

    mutating func traded(_ contract: Int, _ quantity: Int64) {
        guard quantity > 0 else { return }
        trades += 1
        contracts[contract].tradedVolume += quantity
    }

    /// Takes over one of the exchange's counts where rules go by it and it is the harder one.
    mutating func take(_ path: WritableKeyPath<Contract, Int64>, _ told: Int64, _ contract: Int) {
        contracts[contract][keyPath: path] = told
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(trades)
        for contract in contracts {
            hasher.combine(contract.cancels)
            hasher.combine(contract.cancelledVolume)
            hasher.combine(contract.tradedVolume)
        }
    }
}
