public import Market
public import Obligations

/// The stretches under one contract's figure of one presence rule; they fill the session.
public struct PresenceEvidence: Hashable, Sendable {
    public var rule: String
    /// Trading code.
    public var contract: String
    /// In order of time.
    public var stretches: [EvidenceStretch]

    public init(rule: String, contract: String, stretches: [EvidenceStretch]) {
        self.rule = rule
        self.contract = contract
        self.stretches = stretches
    }
}

/// A stretch of one class and cause, with the exchange's word it rests on.
public struct EvidenceStretch: Hashable, Sendable {
    public var start: SessionTime
    /// Half-open: `start ..< end`.
    public var end: SessionTime
    public var state: ObligationClass
    /// For not-met stretches.
    public var cause: ObligationCause?
    /// Exemption of the rule, for exempt stretches.
    public var exemption: String?
    /// Place in the exchange's log of the event that exempted; 0 = not on record.
    public var exemptionSequence: UInt64?
    /// What began it.
    public var trigger: ObligationInterval.Trigger
    public var verdict: QuoteVerdict
    /// The quote standing at the start: prices and what remained on each side.
    public var quote: LiveQuote
    public var quoteID: UInt64
    /// Place in the exchange's log of the acknowledgement at the start, and of the last one inside.
    public var acknowledgement: UInt64
    public var lastAcknowledgement: UInt64

    public init(
        start: SessionTime, end: SessionTime, state: ObligationClass,
        cause: ObligationCause? = nil, exemption: String? = nil,
        exemptionSequence: UInt64? = nil, trigger: ObligationInterval.Trigger,
        verdict: QuoteVerdict, quote: LiveQuote, quoteID: UInt64, acknowledgement: UInt64,
        lastAcknowledgement: UInt64
    ) {
        self.start = start
        self.end = end
        self.state = state
        self.cause = cause
        self.exemption = exemption
        self.exemptionSequence = exemptionSequence
        self.trigger = trigger
        self.verdict = verdict
        self.quote = quote
        self.quoteID = quoteID
        self.acknowledgement = acknowledgement
        self.lastAcknowledgement = lastAcknowledgement
    }

    var length: Int64 { (end - start).nanoseconds }
}

/// One request for quote (询价) under one response rule, and the acknowledgement that decided it.
public struct RequestEvidence: Hashable, Sendable {
    public var rule: String
    public var underlying: String
    public var contract: String
    public var id: UInt64
    public var openedAt: SessionTime
    public var outcome: RequestOutcome
    /// Nil when nothing answered it.
    public var respondedAt: SessionTime?
    public var held: TimeSpan
    /// What let the response go early without a fault.
    public var release: ResponseRule.Release?
    /// 0 = no quote answered.
    public var quoteID: UInt64
    public var acknowledgement: UInt64
    /// The quoter's own word on why it gave up; nil where it said nothing.
    public var reason: String?

    public init(
        rule: String, underlying: String, contract: String, id: UInt64, openedAt: SessionTime,
        outcome: RequestOutcome, respondedAt: SessionTime? = nil, held: TimeSpan = .zero,
        release: ResponseRule.Release? = nil, quoteID: UInt64 = 0, acknowledgement: UInt64 = 0,
        reason: String? = nil
    ) {
        self.rule = rule
        self.underlying = underlying
        self.contract = contract
        self.id = id
        self.openedAt = openedAt
        self.outcome = outcome
        self.respondedAt = respondedAt
        self.held = held
        self.release = release
        self.quoteID = quoteID
        self.acknowledgement = acknowledgement
        self.reason = reason
    }
}
