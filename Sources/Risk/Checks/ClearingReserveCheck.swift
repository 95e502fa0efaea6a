import Wire

/// The reserve with clearing is at least what it must be, or quoting is not enabled (B3.11).
public struct ClearingReserveCheck: RiskCheck {
    public static let about = CheckAbout(
        "clearing reserve", rule: "B3.11", codes: [.clearingReserve],
        parameters: ["clearingReserve, held and least, 1/10 000 yuan; unset = not asked"],
        reads: ["the reserve at the open"])

    public let reserve: ClearingReserve?

    public init(reserve: ClearingReserve?) { self.reserve = reserve }

    /// A reserve that is not known is too small.
    public func verdict() -> Verdict {
        guard let reserve else { return .pass }
        let held = reserve.held ?? 0
        return reserve.held != nil && held >= reserve.least
            ? .pass : .refuse(.clearingReserve, value: held, limit: reserve.least)
    }
}
