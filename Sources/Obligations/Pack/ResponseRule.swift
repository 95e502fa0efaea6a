public import Market

/// Answering requests for quote in time, and holding the answer (SSE-MM-06, CN-RQ-01, HKEX-01).
public struct ResponseRule: Hashable, Sendable {
    /// A request outside these phases does not count.
    public var eligiblePhases: [TradingPhase]
    /// Least time since the contract's previous request; zero = no such test (CN-RFQ-01).
    public var intervalMin: TimeSpan
    /// Least time left in the continuous span.
    public var remainingSessionMin: TimeSpan
    public var validity: QuoteValidity
    /// Request to exchange acceptance.
    public var respondWithin: TimeSpan
    /// How long the response must stay valid from its acceptance.
    public var hold: TimeSpan
    public var releaseOn: [Release]
    /// Whether replacing the response, even by another valid quote, ends the hold.
    public var replacementEndsHold: Bool
    /// Whether a valid quote already resting answers the request (A9).
    public var restingQuoteCounts: Bool
    /// Whether an answer at exactly the limit is in time.
    public var respondInclusive = true
    /// A request counts only where the market's spread is strictly above this table; nil = always (CN-RFQ-01).
    public var marketSpreadAbove: [SpreadTier]?
    /// Whether a market without a bid or without an ask admits a request, where the table is given.
    public var emptyBookAdmits = true
    /// Whether the answer must carry the request's number; else contract and time decide.
    public var needsRequestID = true
    /// Requests for less than this do not count; zero = all do (EUREX-01).
    public var requestSizeMin = Quantity.zero

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
    public enum Release: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
        case filled, partialFill, phaseEnd, underlyingChanged
    }
}

/// A valid quote live when an auction uncrosses (SSE-MM-07).
public struct AuctionRule: Hashable, Sendable {
    /// The auctions that count, by their phase.
    public var auctions: [TradingPhase]
    public var validity: QuoteValidity

    public init(auctions: [TradingPhase], validity: QuoteValidity) {
        self.auctions = auctions
        self.validity = validity
    }
}

/// A duty that begins when the market is too wide for too long (HKEX-03).
public struct TriggeredRule: Hashable, Sendable {
    /// The market's spread, without the maker, strictly above this table…
    public var marketSpreadAbove: [SpreadTier]
    /// …for this long without a break.
    public var lasting: TimeSpan
    public var reactWithin: TimeSpan
    public var hold: TimeSpan
    public var validity: QuoteValidity
    /// With fewer occurrences in the period there is no duty.
    public var occurrencesMin: Int32

    public init(
        marketSpreadAbove: [SpreadTier], lasting: TimeSpan, reactWithin: TimeSpan, hold: TimeSpan,
        validity: QuoteValidity, occurrencesMin: Int32
    ) {
        self.marketSpreadAbove = marketSpreadAbove
        self.lasting = lasting
        self.reactWithin = reactWithin
        self.hold = hold
        self.validity = validity
        self.occurrencesMin = occurrencesMin
    }
}
