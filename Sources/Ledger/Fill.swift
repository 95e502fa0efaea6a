public import Market

/// One execution of ours, as the books need it.
public struct Fill: Hashable, Sendable, BitwiseCopyable {
    public var contract: ContractIndex
    /// The side we traded on.
    public var side: Side
    public var effect: PositionEffect
    public var price: Price
    public var quantity: Quantity

    public init(
        contract: ContractIndex, side: Side, effect: PositionEffect, price: Price,
        quantity: Quantity
    ) {
        self.contract = contract
        self.side = side
        self.effect = effect
        self.price = price
        self.quantity = quantity
    }
}
