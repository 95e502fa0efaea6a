import Market

/// Writes customer orders: numbers them and keeps them inside the rules.
struct OrderPad: Sendable {
    private(set) var lastReference: UInt64 = 0

    /// Appends the order and returns its reference.
    mutating func write(
        _ contract: OptionContract, _ side: Side, price: Price, quantity: Int32,
        immediateOrCancel: Bool, into actions: inout [FlowAction]
    ) -> UInt64 {
        lastReference += 1
        let allowed = min(
            max(quantity, contract.orderQuantityMin.contracts), contract.orderQuantityMax.contracts)
        actions.append(
            .order(
                CustomerOrder(
                    reference: lastReference, contract: contract.index, side: side, price: price,
                    quantity: Quantity(contracts: allowed), immediateOrCancel: immediateOrCancel)))
        return lastReference
    }
}
