public import Market
import Wire

/// Both sides present and the bid below the ask.
public struct TwoSidedCheck: RiskCheck {
    public static let about = CheckAbout(
        "two sides", rule: "SSE-MM-02", codes: [.malformed, .oneSidedQuote, .crossedQuote],
        parameters: [],
        reads: ["the instruction"])

    public init() {}

    @inline(__always)
    public func verdict(_ quote: TwoSidedQuote) -> Verdict {
        let bid = quote.bid.quantity.contracts
        let ask = quote.ask.quantity.contracts
        if bid < 0 || ask < 0 {
            return .refuse(
                .malformed, value: Int64(min(bid, ask)), side: bid < 0 ? .bid : .ask)
        }
        if bid == 0 { return .refuse(.oneSidedQuote, side: .bid) }
        if ask == 0 { return .refuse(.oneSidedQuote, side: .ask) }
        return quote.bid.price < quote.ask.price
            ? .pass
            : .refuse(
                .crossedQuote, value: quote.bid.price.ticks, limit: quote.ask.price.ticks)
    }
}
