import Wire

/// Openings only on the underlyings of the allow-list; what is held may always be closed (B3.9).
public struct OpeningListCheck: RiskCheck {
    public static let about = CheckAbout(
        "allow-list for openings", rule: "B3.9", codes: [.openingNotPermitted],
        parameters: ["openingUnderlyingCodes; unset = all"],
        reads: ["the instruction"])

    public init() {}

    public func verdict(wanted: InstructionKinds, isListed: Bool) -> Verdict {
        isListed || wanted.isDisjoint(with: .opening)
            ? .pass : .refuse(.openingNotPermitted, value: Int64(wanted.rawValue))
    }
}
