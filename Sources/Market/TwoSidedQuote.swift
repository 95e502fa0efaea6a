/// One leg of a two-sided quote. Quantity 0 means the leg is absent.
public struct QuoteLeg: Hashable, Sendable, BitwiseCopyable {
    public var price: Price
    public var quantity: Quantity
    public var effect: PositionEffect

    public init(price: Price, quantity: Quantity, effect: PositionEffect = .open) {
        self.price = price
        self.quantity = quantity
        self.effect = effect
    }

    public static let absent = QuoteLeg(price: .zero, quantity: .zero)
    public var isPresent: Bool { quantity > .zero }
}

/// A firm two-sided instruction (双边报价): one message that derives two linked legs.
public struct TwoSidedQuote: Hashable, Sendable, BitwiseCopyable {
    public var contract: ContractIndex
    public var id: QuoteID
    public var bid: QuoteLeg
    public var ask: QuoteLeg
    /// The request this quote answers, or `.none` for a continuous quote.
    public var answering: QuoteRequestID

    public init(
        contract: ContractIndex, id: QuoteID, bid: QuoteLeg, ask: QuoteLeg,
        answering: QuoteRequestID = .none
    ) {
        self.contract = contract
        self.id = id
        self.bid = bid
        self.ask = ask
        self.answering = answering
    }

    /// Both legs absent: withdraw what rests.
    public var isWithdrawal: Bool { !bid.isPresent && !ask.isPresent }
}

/// Best bid and ask of a book with their quantities; quantity 0 means an empty side.
public struct BookTop: Hashable, Sendable, BitwiseCopyable {
    public var bid: Price
    public var bidQuantity: Quantity
    public var ask: Price
    public var askQuantity: Quantity

    public init(bid: Price, bidQuantity: Quantity, ask: Price, askQuantity: Quantity) {
        self.bid = bid
        self.bidQuantity = bidQuantity
        self.ask = ask
        self.askQuantity = askQuantity
    }

    public static let empty = BookTop(
        bid: .zero, bidQuantity: .zero, ask: .zero, askQuantity: .zero)

    public var hasBid: Bool { bidQuantity > .zero }
    public var hasAsk: Bool { askQuantity > .zero }
    /// Both sides, not crossed or locked (fault F35).
    public var isUsable: Bool { hasBid && hasAsk && bid < ask }
}
