import Wire

/// The member's programme trading is filed with the exchange (fail closed while it is not).
public struct FiledAccountCheck: RiskCheck {
    public static let about = CheckAbout(
        "filed account", rule: "H8", codes: [.accountNotFiled],
        parameters: ["filedParticipants"],
        reads: ["the instruction"])

    public let participants: [UInt16]

    public init(participants: [UInt16]) { self.participants = participants }

    @inline(__always)
    public func verdict(participant: UInt16) -> Verdict {
        for filed in participants where filed == participant { return .pass }
        return .refuse(.accountNotFiled, value: Int64(participant))
    }
}
