/// One report of the outside format; which fields carry what is the kind's business.
package struct MatchReport: Hashable, Sendable, BitwiseCopyable {
    /// Numbers are those of the report text.
    package enum Kind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
        /// sequence, side, order, price, quantity
        case orderAck = 0
        /// sequence, price, quantity, maker, order (the taker)
        case trade = 1
        /// sequence, side, order, price
        case cancelAck = 2
        /// sequence, side, order, price, quantity
        case modifyAck = 3
        /// sequence, order
        case cancelReject = 4
        /// sequence, order
        case modifyReject = 5
    }

    package var order: UInt64
    package var maker: UInt64
    package var price: Int64
    package var sequence: UInt32
    package var quantity: Int32
    package var kind: Kind
    package var isSell: Bool

    @inline(__always)
    init(
        _ kind: Kind, sequence: UInt32, order: UInt64, isSell: Bool = false, price: Int64 = 0,
        quantity: Int32 = 0, maker: UInt64 = 0
    ) {
        self.order = order
        self.maker = maker
        self.price = price
        self.sequence = sequence
        self.quantity = quantity
        self.kind = kind
        self.isSell = isSell
    }
}
