import Market

/// What the exchange has said about one contract so far.
struct ContractState: Hashable, Sendable, BitwiseCopyable {
    var quote = LiveQuote.none
    var evidence = QuoteEvidence.none
    var trigger = QuoteTrigger.none
    var phase = TradingPhase.starting
    var marketIsAtLimit = false
    /// Nanoseconds; `ContractState.never` before the first.
    var acceptedAt = ContractState.never
    var changedAt = ContractState.never

    static let never = Int64.min
}
