public import Market

/// Continuous two-sided quoting: the share of continuous trading with a valid quote (SSE-MM-02).
public struct PresenceRule: Hashable, Sendable {
    public var sampling: Sampling
    public var headline: Headline
    public var validity: QuoteValidity
    /// In order of precedence: where two apply, the first one names the time.
    public var exemptions: [Exemption]

    public init(
        sampling: Sampling, headline: Headline, validity: QuoteValidity, exemptions: [Exemption]
    ) {
        self.sampling = sampling
        self.headline = headline
        self.validity = validity
        self.exemptions = exemptions
    }

    /// Sample instants: nanoseconds since midnight congruent to `offset` modulo `period`.
    public struct Sampling: Hashable, Sendable {
        public var period: TimeSpan
        public var offset: TimeSpan

        public init(period: TimeSpan, offset: TimeSpan) {
            self.period = period
            self.offset = offset
        }
    }

    /// Which of the two measures is the figure; the other is reported beside it.
    public enum Headline: String, Hashable, Sendable, CaseIterable {
        case timeWeighted, sampled
    }
}

/// A reason not to be obliged, and what it does to the ratio (SSE-MM-08).
public struct Exemption: Hashable, Sendable {
    public var id: String
    public var trigger: Trigger
    public var effect: Effect

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
    }

    public enum Effect: String, Hashable, Sendable, CaseIterable {
        case removeFromDenominator, deemFulfilled
    }
}

/// The share of an underlying's contracts that reach a presence bar (SSE-MM-05).
public struct CoverageRule: Hashable, Sendable {
    /// The presence rule whose figures are counted.
    public var presence: String
    /// The bar a contract's presence must reach, inclusive.
    public var presenceMin: Ratio

    public init(presence: String, presenceMin: Ratio) {
        self.presence = presence
        self.presenceMin = presenceMin
    }
}

/// Answering requests for quote in time, and holding the answer (SSE-MM-06).
public struct ResponseRule: Hashable, Sendable {
    /// A request outside these phases does not count.
    public var eligiblePhases: [TradingPhase]
    /// Least time since the contract's previous request; zero = no such test (CN-RFQ-01).
    public var intervalMin: TimeSpan
    /// Least time left in the continuous span.
    public var remainingSessionMin: TimeSpan
    public var validity: QuoteValidity
    /// Request to exchange acceptance, inclusive.
    public var respondWithin: TimeSpan
    /// How long the response must stay valid from its acceptance.
    public var hold: TimeSpan
    public var releaseOn: [Release]
    /// Whether replacing the response, even by another valid quote, ends the hold.
    public var replacementEndsHold: Bool
    /// Whether a valid quote already resting answers the request.
    public var restingQuoteCounts: Bool

    public init(
        eligiblePhases: [TradingPhase], intervalMin: TimeSpan, remainingSessionMin: TimeSpan,
        validity: QuoteValidity, respondWithin: TimeSpan, hold: TimeSpan, releaseOn: [Release],
        replacementEndsHold: Bool, restingQuoteCounts: Bool
    ) {
        self.eligiblePhases = eligiblePhases
        self.intervalMin = intervalMin
        self.remainingSessionMin = remainingSessionMin
        self.validity = validity
        self.respondWithin = respondWithin
        self.hold = hold
        self.releaseOn = releaseOn
        self.replacementEndsHold = replacementEndsHold
        self.restingQuoteCounts = restingQuoteCounts
    }

    /// What ends the hold early without a fault.
    public enum Release: String, Hashable, Sendable, CaseIterable {
        case filled, phaseEnd, underlyingChanged
    }
}
