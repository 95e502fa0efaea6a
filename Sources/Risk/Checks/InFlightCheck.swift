import Wire

/// Few instructions a contract may wait for the exchange's answer at once, and one withdrawal (Z24a).
///
/// Each one waiting counts as filled, so a queue of them would eat the limits. Too many is `messageRate`; a
/// withdrawal behind a withdrawal is `duplicateQuoteID`, naming the one under way.
public struct InFlightCheck: RiskCheck {
    public static let about = CheckAbout(
        "in flight", rule: "Z24a", codes: [.messageRate, .duplicateQuoteID],
        parameters: ["4 instructions a contract"],
        reads: ["instructions under way"])

    public let countMax: Int

    public init(countMax: Int) { self.countMax = countMax }

    public func quote(count: Int) -> Verdict {
        count < countMax
            ? .pass : .refuse(.messageRate, value: Int64(count) + 1, limit: Int64(countMax))
    }

    /// - Parameter withdrawal: number of the newest instruction in flight if it is a withdrawal, else 0.
    public func withdrawal(id: UInt64, behind withdrawal: UInt64) -> Verdict {
        withdrawal == 0
            ? .pass
            : .refuse(
                .duplicateQuoteID, value: Int64(clamping: id), limit: Int64(clamping: withdrawal))
    }
}
