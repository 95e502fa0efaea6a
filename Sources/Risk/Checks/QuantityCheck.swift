public import Market
import Wire

/// Each side at least the agreed minimum (SSE-MM-04) and at most one order's maximum.
public struct QuantityCheck: RiskCheck {
    public static let about = CheckAbout(
        "quantity", rule: "SSE-MM-04", codes: [.quantityBelowMinimum, .quantityAboveMaximum],
        parameters: ["quantityMin, contracts"],
        reads: ["the instruction", "the list's largest order"])

    public let quantityMin: Quantity

    public init(quantityMin: Quantity) { self.quantityMin = quantityMin }

    @inline(__always)
    public func verdict(_ quantity: Quantity, side: Side, quantityMax: Int32) -> Verdict {
        let contracts = quantity.contracts
        if contracts < quantityMin.contracts {
            return .refuse(
                .quantityBelowMinimum, value: Int64(contracts),
                limit: Int64(quantityMin.contracts), side: side)
        }
        return contracts <= quantityMax
            ? .pass
            : .refuse(
                .quantityAboveMaximum, value: Int64(contracts), limit: Int64(quantityMax),
                side: side)
    }
}
