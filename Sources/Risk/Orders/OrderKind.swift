/// What a single order asks of the exchange (SSE-TR-03), with its code on the wire.
///
/// The five types of Shanghai, limit immediate-or-cancel of other venues, and the cancel. A request for quote and an amend are
/// not for a market maker's desk: they have no case, and a code without a case is refused.
public enum OrderKind: UInt8, Sendable, CaseIterable {
    case limit = 1
    case limitImmediateOrCancel = 2
    /// 市价剩余转限价.
    case marketToLimit = 3
    /// 市价剩余撤销.
    case marketImmediateOrCancel = 4
    case limitFillOrKill = 5
    case marketFillOrKill = 6
    case cancel = 9

    /// It has no price of its own: everything about it is reckoned at the day's price limit (B3.5).
    public var isMarket: Bool {
        switch self {
        case .marketToLimit, .marketImmediateOrCancel, .marketFillOrKill: true
        case .limit, .limitImmediateOrCancel, .limitFillOrKill, .cancel: false
        }
    }
}
