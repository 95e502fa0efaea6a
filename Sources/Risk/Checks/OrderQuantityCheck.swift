import Market
import Wire

/// A leg larger than the desk ever means is a slip of the finger, whatever the exchange would take (H18.3, F33).
public struct OrderQuantityCheck: QuoteCheck {
    public static let about = CheckAbout(
        "order quantity", rule: "H18.3", codes: [.orderQuantityLimit, .noLimitSet],
        parameters: ["quantityPerOrderMax, contracts"])

    /// Contracts; nil refuses.
    public let limit: Int64?

    @inline(__always)
    public init(_ limits: RiskLimits) { limit = limits.quantityPerOrderMax }

    /// The size of each leg.
    public struct Reading: QuoteReading {
        public let bid: Int64
        public let ask: Int64

        public init(bid: Int64, ask: Int64) {
            self.bid = bid
            self.ask = ask
        }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            bid = Int64(moment.quote.bid.quantity.contracts)
            ask = Int64(moment.quote.ask.quantity.contracts)
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        guard let limit else { return .refuse(.noLimitSet, value: max(reading.bid, reading.ask)) }
        if reading.bid > limit {
            return .refuse(.orderQuantityLimit, value: reading.bid, limit: limit, side: .bid)
        }
        return reading.ask <= limit
            ? .pass
            : .refuse(.orderQuantityLimit, value: reading.ask, limit: limit, side: .ask)
    }
}
