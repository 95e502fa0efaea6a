public import Market
public import StrategyKit

/// What the market maker agreed to, as far as quoting has to keep to it. Must agree with risk and tracker.
public struct QuotingTerms: Sendable {
    /// The widest spread permitted (SSE-MM-03).
    public var allowance: SpreadAllowance
    /// Smallest remaining size each side (SSE-MM-04).
    public var quantityMin: Quantity
    /// Phases in which quotes are placed; in other phases that take orders, quotes are withdrawn.
    public var quotingPhases: [TradingPhase]
    /// Primary market makers quote continuously; general ones only answer requests (C3.4a, C3.4b).
    public var quotesContinuously: Bool
    /// Whether requests for quote are answered.
    public var answersRequests: Bool
    /// A response is late after this.
    public var responseTimeMax: TimeSpan
    /// A response rests at least this long from the exchange's acceptance.
    public var responseHoldMin: TimeSpan
    /// What ends the hold of a response early.
    public var responseReleases: HoldReleases
    /// Whether any replacement of a response, a valid one too, ends its hold: then it is left as it is.
    public var replacementEndsHold: Bool
    /// Limits of a response, and of what replaces it in its hold; nil = those of every quote.
    public var responseAllowance: SpreadAllowance?
    public var responseQuantityMin: Quantity?
    /// Eight-digit codes of the contracts to quote continuously; nil means all.
    public var obligedCodes: Set<UInt32>?

    public init(
        allowance: SpreadAllowance = .shanghaiOptions,
        quantityMin: Quantity = Quantity(contracts: 10),
        quotingPhases: [TradingPhase] = [.continuous], quotesContinuously: Bool = true,
        answersRequests: Bool = true, responseTimeMax: TimeSpan = .seconds(30),
        responseHoldMin: TimeSpan = .seconds(30),
        responseReleases: HoldReleases = [.filled, .phaseEnd], replacementEndsHold: Bool = false,
        responseAllowance: SpreadAllowance? = nil, responseQuantityMin: Quantity? = nil,
        obligedCodes: Set<UInt32>? = nil
    ) {
        self.allowance = allowance
        self.quantityMin = quantityMin
        self.quotingPhases = quotingPhases
        self.quotesContinuously = quotesContinuously
        self.answersRequests = answersRequests
        self.responseTimeMax = responseTimeMax
        self.responseHoldMin = responseHoldMin
        self.responseReleases = responseReleases
        self.replacementEndsHold = replacementEndsHold
        self.responseAllowance = responseAllowance
        self.responseQuantityMin = responseQuantityMin
        self.obligedCodes = obligedCodes
    }
}
