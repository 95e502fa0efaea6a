public import Market

/// A reason not to be obliged, and what it does to the ratio (SSE-MM-08, A7, A14).
public struct Exemption: Hashable, Sendable {
    public var id: String
    public var trigger: Trigger
    public var effect: Effect
    public var side = Side.both
    /// Longest stretch that is excused; nil = as long as the trigger holds.
    public var durationMax: TimeSpan?

    public init(id: String, trigger: Trigger, effect: Effect) {
        self.id = id
        self.trigger = trigger
        self.effect = effect
    }

    public enum Trigger: Hashable, Sendable {
        /// The contract is in one of these phases.
        case phase([TradingPhase])
        /// Market bid at or above limit-up, or market ask at or below limit-down, without the maker.
        case marketAtLimit
        case underlyingHalted
        /// Opening positions is restricted in the contract.
        case openRestricted
        /// The maker's own position limit is reached, by what the exchange or clearing says.
        case positionLimit
        /// An incident of this name was declared to the exchange (system fault, stress, …).
        case declared(String)
        /// The contract's first day of listing.
        case listedToday
        /// So many days to expiry or fewer.
        case daysToExpiryAtMost(Int32)
        case adjusted
    }

    public enum Effect: Hashable, Sendable {
        case removeFromDenominator
        case deemFulfilled
        /// Still obliged, with the maximum spread and the minimum size multiplied.
        case relax(spread: Ratio, size: Ratio)
    }

    /// Whether more decides than the phase and the market's limits, for the whole of the contract.
    var needsMoreThanStates: Bool {
        if side != .both || durationMax != nil { return true }
        if case .relax = effect { return true }
        return switch trigger {
        case .phase, .marketAtLimit: false
        default: true
        }
    }

    /// Which side is excused; the other one stays obliged.
    public enum Side: String, Hashable, Sendable, CaseIterable {
        case both, bid, ask
    }
}
