public import Market
import Wire

/// Premium of one buy at most the approved amount (限购, C3.12).
public struct PurchaseLimitCheck: RiskCheck {
    public static let about = CheckAbout(
        "purchase limit", rule: "C3.12", codes: [.purchaseLimit, .overflow, .noLimitSet],
        parameters: ["purchaseMax, money"],
        reads: ["the instruction"])

    /// Nil refuses.
    public let limit: Money?

    public init(limit: Money?) { self.limit = limit }

    /// - Parameter premium: price × unit × quantity, or nil when it does not fit.
    @inline(__always)
    public func verdict(premium: Money?) -> Verdict {
        guard let premium else { return .refuse(.overflow, side: .bid) }
        guard let limit else {
            return .refuse(.noLimitSet, value: premium.tenThousandths, side: .bid)
        }
        return premium <= limit
            ? .pass
            : .refuse(
                .purchaseLimit, value: premium.tenThousandths, limit: limit.tenThousandths,
                side: .bid)
    }
}
