import Wire

/// The account, through this process, may do this in this contract (A2.7, A2.18, P27.2b).
public struct PermissionCheck: RiskCheck {
    public static let about = CheckAbout(
        "permission", rule: "P27.2b", codes: [.notPermitted],
        parameters: ["permissions, rows of account × quoter × contract × kinds; unset = all"],
        reads: ["the instruction", "the permission table"])

    public init() {}

    /// - Parameter granted: what the table gives this account, quoter and contract.
    public func verdict(wanted: InstructionKinds, granted: InstructionKinds) -> Verdict {
        wanted.isSubset(of: granted)
            ? .pass
            : .refuse(
                .notPermitted, value: Int64(wanted.rawValue), limit: Int64(granted.rawValue))
    }
}
