/// One row of an order file: what somebody asks of the book.
package struct OrderMessage: Hashable, Sendable, BitwiseCopyable {
    package enum Kind: UInt8, Sendable, BitwiseCopyable {
        /// Rests what does not trade.
        case new
        /// Trades what it can at once; the rest is cancelled (IOC).
        case immediate
        case cancel
        /// Cancel and enter again at another price or quantity: time priority is lost.
        case modify
    }

    package var order: UInt64
    package var price: Int64
    package var quantity: Int32
    /// Dense index of the contract; an order file has one, 0.
    package var contract: Int32
    package var kind: Kind
    package var isSell: Bool

    package init(
        _ kind: Kind, order: UInt64, isSell: Bool = false, price: Int64 = 0, quantity: Int32 = 0,
        contract: Int32 = 0
    ) {
        self.order = order
        self.price = price
        self.quantity = quantity
        self.contract = contract
        self.kind = kind
        self.isSell = isSell
    }

    /// Ticks that an order may stand for; every contract's are far inside.
    package static let prices: ClosedRange<Int64> = 1...1_000_000_000_000_000
}
