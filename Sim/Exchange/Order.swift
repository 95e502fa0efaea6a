package import Market

/// One order or quote leg as the book and the exchange see it.
package struct Order: Hashable, Sendable, BitwiseCopyable {
    package enum Kind: UInt8, Sendable, BitwiseCopyable {
        /// The public's; never logged by itself.
        case customer
        /// One side of a member's two-sided quote.
        case quoteLeg
        /// A member's single order.
        case memberOrder
    }

    package var id: OrderID
    /// The sender's own number: customer reference, quote number or client order number.
    package var reference: UInt64
    package var request: QuoteRequestID
    package var price: Price
    package var remaining: Quantity
    package var participant: ParticipantID
    package var side: Side
    package var effect: PositionEffect
    package var kind: Kind
    /// Belongs to the maker whom `Book.topWithoutMaker` leaves out.
    package var isMaker: Bool
    /// Covered by locked shares (备兑).
    package var isCovered: Bool

    package init(
        id: OrderID, side: Side, price: Price, remaining: Quantity, reference: UInt64 = 0,
        participant: ParticipantID = .customers, kind: Kind = .customer,
        effect: PositionEffect = .open, request: QuoteRequestID = .none, isMaker: Bool = false,
        isCovered: Bool = false
    ) {
        self.id = id
        self.reference = reference
        self.request = request
        self.price = price
        self.remaining = remaining
        self.participant = participant
        self.side = side
        self.effect = effect
        self.kind = kind
        self.isMaker = isMaker
        self.isCovered = isCovered
    }
}

/// One trade between two orders; both carry what remains after it.
package struct Execution: Hashable, Sendable, BitwiseCopyable {
    package let price: Price
    package let quantity: Quantity
    /// The one that came later; in an auction, the seller.
    package let incoming: Order
    package let resting: Order
}
