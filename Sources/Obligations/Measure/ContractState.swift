import Market

/// What the exchange has said about one contract so far.
struct ContractState: Hashable, Sendable, BitwiseCopyable {
    var quote = LiveQuote.none
    var evidence = QuoteEvidence.none
    var trigger = QuoteTrigger.none
    var phase = TradingPhase.starting
    var marketIsAtLimit = false
    /// Set when a request opens, cleared when none is open any more.
    var mayHaveRequest = false
    /// A piece of its record is lost; cleared by its next quote.
    var isInterrupted = false
    /// Nanoseconds; `ContractState.never` before the first.
    var acceptedAt = ContractState.never
    var changedAt = ContractState.never

    static let never = Int64.min

    /// Whether the exchange itself is not in continuous trading, as scheduled or by an early close.
    ///
    /// Halts and interruptions are the pack's exemptions; `starting` is a contract nobody spoke of yet.
    var isBetweenSessions: Bool {
        switch phase {
        case .openingAuction, .pause, .closingAuction, .closed: true
        case .starting, .continuous, .halted, .volatilityInterruption: false
        }
    }

    /// Takes a new state of the quote; returns what the exchange said before.
    @inline(__always)
    mutating func change(
        to quote: LiveQuote, _ evidence: QuoteEvidence, _ trigger: QuoteTrigger, at now: Int64
    ) -> QuoteEvidence {
        let previous = self.evidence
        self.quote = quote
        self.evidence = evidence
        self.trigger = trigger
        changedAt = now
        isInterrupted = false
        if trigger == .accepted { acceptedAt = now }
        return previous
    }
}

/// Where in the exchange's log the state that may exempt a contract began; 0 = nothing said.
///
/// Beside `ContractState`, not in it: quotes never touch it.
struct CircumstanceSource: Hashable, Sendable, BitwiseCopyable {
    var phase: UInt64 = 0
    var market: UInt64 = 0
    var told: UInt64 = 0
}
