import Market

/// What remains of one leg at the exchange or on its way there.
struct WorkingLeg: Sendable, BitwiseCopyable {
    var price: Int64
    /// Money one contract of it binds: premium of a bid, margin of an opening ask, nothing for a closing ask.
    var reservePerContract: Int64
    var quantity: Int64
    /// Contracts it was sent with.
    var sent: Int32 = 0
    var effect: PositionEffect

    static let absent = WorkingLeg(price: 0, reservePerContract: 0, quantity: 0, effect: .open)
}

/// An instruction under way or the quote that rests; `id` 0 means none.
struct WorkingQuote: Sendable, BitwiseCopyable {
    var id: UInt64
    /// Counts every instruction risk sent, over all quoters: what a pull covers is everything up to a serial.
    var serial: UInt64
    var request: UInt64
    var orderID: UInt64
    /// When the exchange would refuse it as stale.
    var expires: Int64
    var bid: WorkingLeg
    var ask: WorkingLeg
    var isWithdrawal: Bool
    /// Sent before the link was lost and not answered since: unknown, therefore still counted.
    var isLost: Bool
    /// Filled before the exchange said it had accepted it.
    var isFilledEarly: Bool

    static let none = WorkingQuote(
        id: 0, serial: 0, request: 0, orderID: 0, expires: 0, bid: .absent, ask: .absent,
        isWithdrawal: false, isLost: false, isFilledEarly: false)

    var isWorking: Bool { bid.quantity > 0 || ask.quantity > 0 }

    subscript(side: Side) -> WorkingLeg {
        get { side == .bid ? bid : ask }
        set { if side == .bid { bid = newValue } else { ask = newValue } }
    }
}
