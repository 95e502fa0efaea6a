import Wire

/// So many single orders may rest and be on their way at once.
public struct OpenOrdersCheck: RiskCheck {
    public static let about = CheckAbout(
        "open orders", rule: "Z24a", codes: [.tooManyOrders],
        parameters: ["256 orders"],
        reads: ["orders working"])

    public init() {}

    public func verdict(count: Int) -> Verdict {
        count < OrderTable.countMax
            ? .pass
            : .refuse(
                .tooManyOrders, value: Int64(count) + 1, limit: Int64(OrderTable.countMax))
    }
}
