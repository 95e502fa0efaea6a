import Market
import Wire

/// Messages of the day for each trade, once there are enough of them to mean something (Z30.3).
public struct OrderToTradeCheck: QuoteCheck {
    public static let about = CheckAbout(
        "order to trade", rule: "Z30.3", codes: [.cancelRatio],
        parameters: [
            "orderToTradeMax, messages a trade; unset = not held",
            "orderToTradeFrom, messages of the day",
        ],
        reads: ["messages and trades of the day"])

    /// Messages a trade; nil is no limit: makers are measured by their presence.
    public let limit: Int64?
    public let from: Int64

    @inline(__always)
    public init(_ limits: RiskLimits) {
        limit = limits.orderToTradeMax
        from = limits.orderToTradeFrom
    }

    /// Of the day so far.
    public struct Reading: QuoteReading {
        public let messages: Int64
        public let trades: Int64

        public init(messages: Int64, trades: Int64) {
            self.messages = messages
            self.trades = trades
        }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            messages = moment.messagesToday
            trades = moment.tradesToday
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        guard let limit, reading.messages >= from else { return .pass }
        return reading.messages <= max(1, reading.trades).multipliedClamped(by: limit)
            ? .pass
            : .refuse(
                .cancelRatio, value: reading.messages / max(1, reading.trades), limit: limit)
    }
}
