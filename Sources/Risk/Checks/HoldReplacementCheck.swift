public import Market
import Wire

/// A response that has to rest is replaced only by a quote that keeps it alive (SSE-MM-06).
public struct HoldReplacementCheck: RiskCheck {
    public static let about = CheckAbout(
        "hold replacement", rule: "SSE-MM-06", codes: [.holdReplacement],
        parameters: [
            "replacementEndsHold", "responseSpreadTiers", "responseQuantityMin, contracts",
        ],
        reads: ["the instruction", "the resting response", "the time"])

    /// Any replacement, a valid one too, ends the hold under the pack.
    public let replacementEndsHold: Bool
    public let spread: MaximumSpreadCheck
    public let quantityMin: Quantity

    public init(replacementEndsHold: Bool, spread: MaximumSpreadCheck, quantityMin: Quantity) {
        self.replacementEndsHold = replacementEndsHold
        self.spread = spread
        self.quantityMin = quantityMin
    }

    /// - Parameter heldUntil: the end of the hold; past or `min` when nothing is held.
    @inline(__always)
    public func verdict(
        _ quote: TwoSidedQuote, daysToExpiry: Int32, heldUntil: SessionTime, now: SessionTime
    ) -> Verdict {
        guard now < heldUntil else { return .pass }
        if replacementEndsHold {
            return .refuse(
                .holdReplacement, value: now.nanoseconds, limit: heldUntil.nanoseconds)
        }
        return asHeld(response(quote, daysToExpiry: daysToExpiry))
    }

    /// Whether a quote counts as a response at all: its limits may be narrower than those of a continuous quote.
    public func response(_ quote: TwoSidedQuote, daysToExpiry: Int32) -> Verdict {
        for side in Side.allCases {
            let quantity = (side == .bid ? quote.bid : quote.ask).quantity
            if quantity < quantityMin {
                return .refuse(
                    .quantityBelowMinimum, value: Int64(quantity.contracts),
                    limit: Int64(quantityMin.contracts), side: side)
            }
        }
        return spread.verdict(
            bid: quote.bid.price, ask: quote.ask.price, daysToExpiry: daysToExpiry)
    }

    /// The refusal names the hold: the same quote would pass after it.
    private func asHeld(_ verdict: Verdict) -> Verdict {
        guard case .refuse(_, let value, let limit, let side) = verdict else { return .pass }
        return .refuse(.holdReplacement, value: value, limit: limit, side: side)
    }
}
