public import Market

/// One request for quote and what became of it.
public struct RequestRecord: Hashable, Sendable, BitwiseCopyable {
    public let id: QuoteRequestID
    public let contract: ContractIndex
    public let openedAt: SessionTime
    public internal(set) var outcome: RequestOutcome
    /// The response that decided the outcome, if any quote carried the request's number.
    public internal(set) var response: QuoteEvidence = .none
    public internal(set) var respondedAt: SessionTime?
    /// How long the response stayed valid, counted up to the required hold.
    public internal(set) var held: TimeSpan = .zero
    /// What let the response go before the required hold, without a fault.
    public internal(set) var release: ResponseRule.Release?
    /// Worst fault so far; becomes the outcome when nothing better follows in time.
    var fault = RequestOutcome.missed
    /// Next open request of the same contract; -1 = none.
    var next: Int32 = -1
    var isHolding = false
    var isClosed = false

    init(
        id: QuoteRequestID, contract: ContractIndex, openedAt: SessionTime, outcome: RequestOutcome
    ) {
        self.id = id
        self.contract = contract
        self.openedAt = openedAt
        self.outcome = outcome
    }
}

/// What became of a request for quote. Only `answered` is a success.
public enum RequestOutcome: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// Not decided yet: the time to answer, or the hold, is still running.
    case pending
    /// Answered in time and held long enough, or released.
    case answered
    /// The first valid answer came after the limit.
    case late
    /// Answered in time, but the answer was not kept.
    case heldShort
    /// The only answers were one-sided, too small or too wide.
    case invalidResponse
    /// No quote carried its number.
    case missed
    /// Not counted: opened outside the eligible phases or in exempt time.
    case inadmissiblePhase
    /// Not counted: too soon after the contract's previous request.
    case inadmissibleInterval
    /// Not counted: too close to the end of the span.
    case inadmissibleRemaining
    /// Not counted: the maker's own request.
    case inadmissibleRequester
    /// Not counted: the phase ended, or an exemption began, before the time to answer was over.
    case phaseEnded
    /// The record has a hole in the time that decides.
    case unknown
    /// Not counted: the market was not wider than the rule's table.
    case inadmissibleSpread
    /// Not counted: for less than the rule's least size.
    case inadmissibleSize

    /// Whether the request enters the rate.
    public var isCounted: Bool {
        switch self {
        case .answered, .late, .heldShort, .invalidResponse, .missed, .unknown: true
        case .pending, .inadmissiblePhase, .inadmissibleInterval, .inadmissibleRemaining,
            .inadmissibleRequester, .inadmissibleSpread, .inadmissibleSize, .phaseEnded:
            false
        }
    }
}
