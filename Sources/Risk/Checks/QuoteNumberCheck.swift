public import Market
import Wire

/// Quote numbers of one quoter only grow: a repeated or late instruction changes nothing.
public struct QuoteNumberCheck: RiskCheck {
    public static let about = CheckAbout(
        "quote number", rule: "Z24a", codes: [.duplicateQuoteID],
        parameters: [],
        reads: ["the instruction", "the quoter's last number"])

    public init() {}

    @inline(__always)
    public func verdict(id: QuoteID, last: UInt64) -> Verdict {
        id.value > last
            ? .pass
            : .refuse(
                .duplicateQuoteID, value: Int64(clamping: id.value), limit: Int64(clamping: last))
    }
}
