import Wire

/// The account's own switches: trading, opening, selling to open, locked (A2.6, Z30.2).
public struct AccountSwitchCheck: RiskCheck {
    public static let about = CheckAbout(
        "account switches", rule: "A2.6", codes: [.accountRestricted],
        reads: ["the instruction", "the account's switches"])

    public init() {}

    /// - Parameter closed: the switch that closes what is wanted; nil where none does.
    public func verdict(_ closed: AccountSwitch?) -> Verdict {
        guard let closed else { return .pass }
        return .refuse(.accountRestricted, value: Int64(closed.rawValue))
    }
}
