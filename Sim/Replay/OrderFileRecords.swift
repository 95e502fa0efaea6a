import Market

/// A row of an order file: an order that came to rest, or one taken off.
struct OrderRecord: Hashable, Sendable {
    enum Kind: Sendable {
        /// Came to rest with this quantity: what it took on arrival is in the trade file.
        case add
        /// Taken off with this quantity left.
        case delete
    }

    let sequence: Int64
    let time: SessionTime
    let kind: Kind
    /// The exchange's order number, never used twice in a day.
    let number: UInt64
    let side: Side
    let price: Price
    let quantity: Quantity
}

/// A row of a trade file.
struct TradeRecord: Hashable, Sendable {
    let sequence: Int64
    let time: SessionTime
    let buyNumber: UInt64
    let sellNumber: UInt64
    /// Who came later; nil in a call auction.
    let aggressor: Side?
    let price: Price
    let quantity: Quantity

    /// The order that was resting, in continuous trading.
    var restingNumber: UInt64? {
        switch aggressor {
        case .bid: sellNumber
        case .ask: buyNumber
        case nil: nil
        }
    }
}

/// One step of a recorded day, in the channel's common sequence.
enum OrderFileEvent: Hashable, Sendable {
    case order(OrderRecord)
    case trade(TradeRecord)

    var sequence: Int64 {
        switch self {
        case .order(let order): order.sequence
        case .trade(let trade): trade.sequence
        }
    }

    var time: SessionTime {
        switch self {
        case .order(let order): order.time
        case .trade(let trade): trade.time
        }
    }
}

/// What an order file and its trade file are about.
public struct OrderFileSubject: Hashable, Sendable {
    /// As written in the files.
    public let security: String
    public let channel: String
    /// As written in the files; nil where they do not say.
    public let day: String?

    /// The same security and channel, and the same day as far as both name one.
    func agrees(with other: OrderFileSubject) -> Bool {
        security == other.security && channel == other.channel
            && (day == nil || other.day == nil || day == other.day)
    }
}
