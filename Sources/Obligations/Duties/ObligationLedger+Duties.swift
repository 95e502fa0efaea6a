public import Market

/// What rules of counts and positions need beside the maker's quotes.
extension ObligationLedger {
    /// Messages of the account that are no quotes of this record: orders and cancels of other flow,
    /// or quotes the exchange rejected.
    public mutating func messageSent(_ kind: MessageKind, times: Int64 = 1, at time: SessionTime) {
        let now = advance(to: time)
        duties.messages(kind, max(0, min(times, 1_000_000)), at: now)
    }

    /// An order of the account on a contract beside its quotes was accepted.
    public mutating func orderPlaced(
        _ contract: ContractIndex, quantity: Quantity, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        duties.book.place(contract.int, lots: Int64(quantity.contracts))
        duties.messages(.order, 1, at: now)
    }

    /// An order beside the quotes was cancelled with so much left.
    public mutating func orderCancelled(
        _ contract: ContractIndex, quantity: Quantity, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        duties.book.cancel(contract.int, lots: Int64(quantity.contracts))
        duties.messages(.cancel, 1, at: now)
    }

    /// A trade of the account beside its quotes.
    public mutating func traded(
        _ contract: ContractIndex, quantity: Quantity, isBuy: Bool, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        _ = advance(to: time)
        duties.book.trade(contract.int, lots: Int64(quantity.contracts), isBuy: isBuy)
        duties.positionChanged(directory.contracts[contract.int])
    }

    /// A trading fee was charged on a contract.
    public mutating func charged(_ contract: ContractIndex, _ fee: Money, at time: SessionTime) {
        guard isKnown(contract) else { return }
        _ = advance(to: time)
        duties.book.charge(contract.int, fee)
    }

    /// The account's position in a contract, long and short counted apart.
    public mutating func positionIs(
        _ contract: ContractIndex, long: Quantity, short: Quantity, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        _ = advance(to: time)
        duties.book.setPosition(
            contract.int, long: Int64(long.contracts), short: Int64(short.contracts))
        duties.positionChanged(directory.contracts[contract.int])
    }

    /// What the account did in a contract so far, as far as the pack's rules needed to know.
    public func activity(of contract: ContractIndex) -> ContractActivity {
        duties.book.contracts[contract.int]
    }
}
