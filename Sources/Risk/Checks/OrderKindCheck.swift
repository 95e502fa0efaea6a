import Market
import Wire

/// An order this desk may send: a kind, a side and an effect that exist, and no covered order (the desk locks no shares).
public struct OrderKindCheck: RiskCheck {
    public static let about = CheckAbout(
        "order kind", rule: "SSE-TR-03", codes: [.orderKindForbidden],
        parameters: [],
        reads: ["the instruction"])

    public init() {}

    /// - Parameters: codes as they are on the wire.
    public func verdict(kind: UInt8, side: UInt8, effect: UInt8) -> Verdict {
        guard OrderKind(rawValue: kind) != nil else {
            return .refuse(.orderKindForbidden, value: Int64(kind))
        }
        guard Side(rawValue: side) != nil, PositionEffect(rawValue: effect) != nil else {
            return .refuse(.orderKindForbidden, value: Int64(side), limit: Int64(effect))
        }
        return .pass
    }
}
