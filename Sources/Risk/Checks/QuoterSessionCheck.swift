public import Wire

/// Only a quoter whose session is open is listened to: its quotes were pulled when it closed, so whatever still comes
/// from it is stale (`staleCommand`, value = the quoter).
public struct QuoterSessionCheck: RiskCheck {
    public static let about = CheckAbout(
        "quoter session", rule: "P27.2b", codes: [.staleCommand],
        parameters: [],
        reads: ["whether the quoter's session is open"])

    public init() {}

    @inline(__always)
    public func verdict(isOpen: Bool, quoter: PeerID) -> Verdict {
        isOpen ? .pass : .refuse(.staleCommand, value: Int64(quoter.value))
    }
}
