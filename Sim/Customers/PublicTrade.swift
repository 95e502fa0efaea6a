public import Market

/// One trade of continuous trading as everybody saw it.
public struct PublicTrade: Hashable, Sendable, BitwiseCopyable {
    public let contract: ContractIndex
    /// Of the order that came in and took.
    public let taker: Side
    public let price: Price
    public let quantity: Quantity
    public let time: SessionTime

    public init(
        contract: ContractIndex, taker: Side, price: Price, quantity: Quantity, time: SessionTime
    ) {
        self.contract = contract
        self.taker = taker
        self.price = price
        self.quantity = quantity
        self.time = time
    }
}
