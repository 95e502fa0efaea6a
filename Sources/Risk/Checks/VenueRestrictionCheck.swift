import Wire

/// The exchange has restricted the account or the seat: nothing is sent until it says otherwise (H31).
public struct VenueRestrictionCheck: RiskCheck {
    public static let about = CheckAbout(
        "restricted by the exchange", rule: "H31", codes: [.restrictedByExchange],
        reads: ["the exchange's restrictions"])

    public init() {}

    func verdict(_ venue: VenueRestrictions) -> Verdict {
        if venue.isSeatShut { return .refuse(.restrictedByExchange, value: 2) }
        return venue.isAccountShut ? .refuse(.restrictedByExchange, value: 1) : .pass
    }
}
