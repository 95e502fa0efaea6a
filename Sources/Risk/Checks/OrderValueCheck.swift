import Market
import Wire

/// What a leg is worth, price × unit × quantity, on both sides: a sale too large ruins as well as a purchase (F33).
public struct OrderValueCheck: QuoteCheck {
    public static let about = CheckAbout(
        "order value", rule: "H18.3", codes: [.orderValueLimit, .overflow, .noLimitSet],
        parameters: ["valuePerOrderMax, money"])

    /// 1/10 000 yuan; nil refuses.
    public let limit: Int64?

    @inline(__always)
    public init(_ limits: RiskLimits) { limit = limits.valuePerOrderMax?.tenThousandths }

    /// Value of each leg, 1/10 000 yuan; nil when it does not fit.
    public struct Reading: QuoteReading {
        public let bid: Int64?
        public let ask: Int64?

        public init(bid: Int64?, ask: Int64?) {
            self.bid = bid
            self.ask = ask
        }

        @inline(__always)
        public init(_ moment: borrowing QuoteMoment) {
            let unit = moment.own.unit
            bid =
                Money.premium(
                    moment.quote.bid.price, unit: unit, quantity: moment.quote.bid.quantity
                )?.tenThousandths
            ask =
                Money.premium(
                    moment.quote.ask.price, unit: unit, quantity: moment.quote.ask.quantity
                )?.tenThousandths
        }
    }

    @inline(__always)
    public func verdict(_ reading: Reading) -> Verdict {
        guard let bid = reading.bid else { return .refuse(.overflow, side: .bid) }
        guard let ask = reading.ask else { return .refuse(.overflow, side: .ask) }
        guard let limit else { return .refuse(.noLimitSet, value: max(bid, ask)) }
        if bid > limit { return .refuse(.orderValueLimit, value: bid, limit: limit, side: .bid) }
        return ask <= limit
            ? .pass : .refuse(.orderValueLimit, value: ask, limit: limit, side: .ask)
    }
}
