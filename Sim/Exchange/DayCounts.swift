import Market
import Wire

/// A member's day by contract as rules count it: what it took off and what it traded, single orders with the quotes' legs.
///
/// Made of the log's events alone, so it is in no hash.
struct DayCounts: Sendable {
    struct Contract: Equatable, Sendable, BitwiseCopyable {
        var cancels: UInt32 = 0
        var cancelledVolume: Int64 = 0
        var tradedVolume: Int64 = 0
    }

    private(set) var contracts: [Contract]

    init(contracts count: Int) { contracts = Array(repeating: Contract(), count: count) }

    /// Counts an event of the member's.
    mutating func take(_ event: ExchangeEvents.Entry) {
        let contract = Int(event.contract.value)
        guard contract < contracts.count else { return }
        switch event.kind {
        case .quoteAccepted:
            cancel(event.quantity, contract)
            cancel(event.leaves, contract)
        case .legCancelled, .orderCancelled:
            // What the exchange takes off by itself is no cancel of the member's.
            switch CancelReason(rawValue: event.reasonCode) {
            case .member, .massCancel: cancel(event.quantity, contract)
            default: return
            }
        case .legFilled, .orderFilled:
            contracts[contract].tradedVolume += Int64(event.quantity.contracts)
        default: return
        }
    }

    private mutating func cancel(_ quantity: Quantity, _ contract: Int) {
        guard quantity > .zero else { return }
        contracts[contract].cancels += 1
        contracts[contract].cancelledVolume += Int64(quantity.contracts)
    }
}
