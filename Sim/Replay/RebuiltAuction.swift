public import Market

/// A call auction of a recorded day: what our algorithm makes of the book before it, and what took place.
public struct RebuiltAuction: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case opening
        case closing
        /// After a halt or an interruption.
        case intraday
    }

    public let kind: Kind
    /// Of the first trade.
    public let time: SessionTime
    /// From the book as it stood; nil when no bid reached an ask.
    public let computed: CallAuction.Outcome?
    /// From the trades.
    public internal(set) var actual: CallAuction.Outcome

    /// Price and volume are the ones computed.
    public var isEqual: Bool { computed == actual }

    static func kind(at time: SessionTime) -> Kind {
        if time < TradingClock.morning { return .opening }
        return time >= TradingClock.closingAuction ? .closing : .intraday
    }
}
