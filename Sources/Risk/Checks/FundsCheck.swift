import Market
import Wire

/// Premium of the bid and margin of an opening ask are covered by cash that nothing else has claimed (Z30.1).
public struct FundsCheck: RiskCheck {
    public static let about = CheckAbout(
        "funds and margin", rule: "Z30.1", codes: [.insufficientFunds, .overflow, .noLimitSet],
        parameters: ["funds, money"],
        reads: ["the instruction", "money not yet bound"])

    /// Whether an amount was ever set; without one, everything is refused.
    public let isSet: Bool

    public init(isSet: Bool) { self.isSet = isSet }

    /// - Parameters:
    ///   - premium: what the bid costs when filled; nil when it does not fit.
    ///   - margin: what the ask binds when filled; nil when it does not fit.
    ///   - available: cash − margin of what is short − what is reserved for instructions under way.
    @inline(__always)
    public func verdict(premium: Int64?, margin: Int64?, available: Int64) -> Verdict {
        guard let premium else { return .refuse(.overflow, side: .bid) }
        guard let margin else { return .refuse(.overflow, side: .ask) }
        let (needed, overflow) = premium.addingReportingOverflow(margin)
        if overflow { return .refuse(.overflow) }
        guard isSet else { return .refuse(.noLimitSet, value: needed) }
        return needed <= available
            ? .pass : .refuse(.insufficientFunds, value: needed, limit: available)
    }
}
