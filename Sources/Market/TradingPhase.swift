/// The exchange's state for a contract (交易阶段), after the position-1 code of TradingPhaseCode (SSE-TR-02).
public enum TradingPhase: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// Before the opening auction; nothing is accepted (S).
    case starting = 0
    /// Opening call auction 09:15–09:25 (C).
    case openingAuction = 1
    /// Between the auction and continuous trading, and lunch (B).
    case pause = 2
    /// Continuous auction (T).
    case continuous = 3
    /// Circuit-breaker call auction, 3 minutes (V).
    case volatilityInterruption = 4
    /// Halted: entry and cancel allowed, no matching (P).
    case halted = 5
    /// Closing call auction 14:57–15:00 (U).
    case closingAuction = 6
    /// Closed for the day (E).
    case closed = 7

    /// The exchange's one-letter code.
    public var code: Character {
        switch self {
        case .starting: "S"
        case .openingAuction: "C"
        case .pause: "B"
        case .continuous: "T"
        case .volatilityInterruption: "V"
        case .halted: "P"
        case .closingAuction: "U"
        case .closed: "E"
        }
    }

    /// Whether new quotes and orders are accepted in this phase (requirement Z24c).
    public var acceptsOrders: Bool {
        switch self {
        case .openingAuction, .continuous, .volatilityInterruption, .halted, .closingAuction: true
        case .starting, .pause, .closed: false
        }
    }
}
