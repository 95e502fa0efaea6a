public import Market

/// A stretch of continuous trading of one class, with the acknowledgements it rests on.
public struct ObligationInterval: Hashable, Sendable {
    public var contract: ContractIndex
    public var start: SessionTime
    /// Half-open: `start ..< end`.
    public var end: SessionTime
    public var state: ObligationClass
    /// What began it.
    public var trigger: Trigger
    /// What last changed the quote, at or before the start.
    public var quoteTrigger: QuoteTrigger
    /// Exemption of the rule (its `id`), for exempt stretches and for relaxed ones.
    public var exemption: String?
    /// Place in the exchange's log of the event that exempted; nil unless exempt, 0 = not on record.
    public var exemptionSequence: UInt64?
    /// The quote standing at the start, and the exchange's word for it.
    public var quote: LiveQuote
    public var verdict: QuoteVerdict
    public var evidence: QuoteEvidence
    /// The last acknowledgement inside: a stretch spans replacements that kept its class.
    public var lastEvidence: QuoteEvidence
    /// When the exchange last accepted a quote before or at the start; nil = never.
    public var acceptedAt: SessionTime?
    /// When the quote last changed, at or before the start.
    public var quoteChangedAt: SessionTime?

    public var length: TimeSpan { end - start }

    /// What began a stretch.
    public enum Trigger: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
        case sessionStart, quote, phase, market, graceEnded, streamInterrupted, streamResumed
        case circumstance
        /// An own order beside the quote, for rules that count both.
        case order
        /// A limited exemption was used up while its reason went on.
        case exemptionEnded
    }
}
