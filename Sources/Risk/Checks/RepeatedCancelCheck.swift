public import Market
import Wire

/// One cancel in flight an order; it is sent again only after the wait, or when the exchange has refused it (Z24a).
public struct RepeatedCancelCheck: RiskCheck {
    public static let about = CheckAbout(
        "repeated cancel", rule: "Z24a", codes: [.repeatedCancel, .unknownOrder],
        parameters: ["cancelRetryAfter, time"],
        reads: ["orders working", "cancels under way"])

    public init() {}

    /// - Parameter cancelledUntil: when a cancel under way may be repeated; nil for an order that is not there.
    public func verdict(order: OrderID, cancelledUntil: SessionTime?, now: SessionTime) -> Verdict {
        guard let cancelledUntil else {
            return .refuse(.unknownOrder, value: Int64(clamping: order.value))
        }
        return cancelledUntil <= now
            ? .pass
            : .refuse(
                .repeatedCancel, value: now.nanoseconds, limit: cancelledUntil.nanoseconds)
    }
}
