public import Market

/// An own order beside the quotes, as the exchange has it; nothing remaining = gone.
public struct OwnOrder: Hashable, Sendable, BitwiseCopyable {
    public var id: OrderID
    public var side: Side
    public var price: Price
    public var remaining: Quantity

    public init(id: OrderID, side: Side, price: Price, remaining: Quantity) {
        self.id = id
        self.side = side
        self.price = price
        self.remaining = remaining
    }
}

/// One contract's own orders, each side best price first.
struct OwnDepth: Hashable, Sendable {
    private var bids: [OwnOrder] = []
    private var asks: [OwnOrder] = []

    subscript(side: Side) -> [OwnOrder] { side == .bid ? bids : asks }

    mutating func change(_ order: OwnOrder) {
        bids.removeAll { $0.id == order.id }
        asks.removeAll { $0.id == order.id }
        guard order.remaining > .zero else { return }
        if order.side == .bid {
            bids.insert(order, at: bids.firstIndex { $0.price < order.price } ?? bids.count)
        } else {
            asks.insert(order, at: asks.firstIndex { $0.price > order.price } ?? asks.count)
        }
    }
}
