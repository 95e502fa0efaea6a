public import Market
import Wire

/// A leg closes at most what is held: the exchange takes no close without a holding (SSE-TR-03).
///
/// What rests or is on its way in the same contract is not added. The exchange replaces in one step, so the new leg
/// finds the holding the old one left; added, a closing leg of more than half the holding could never be requoted,
/// while the quoter closes whenever the holding covers the leg. If the old leg fills first, the new one is too
/// large: `ExposureBook` counts that excess as an opening in every limit from the moment the new one leaves.
public struct ClosingQuantityCheck: RiskCheck {
    public static let about = CheckAbout(
        "closing quantity", rule: "SSE-TR-03", codes: [.closeExceedsHolding],
        parameters: [],
        reads: ["the instruction", "positions"])

    public init() {}

    /// - Parameter held: the short position for a bid, the long one for an ask.
    @inline(__always)
    public func verdict(held: Int64, closing: Int64, side: Side) -> Verdict {
        closing <= held
            ? .pass : .refuse(.closeExceedsHolding, value: closing, limit: held, side: side)
    }
}
