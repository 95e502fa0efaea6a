import Market

/// All that is known when a quote is judged, in plain figures; a reading takes its part of it.
public struct QuoteMoment: Sendable, BitwiseCopyable {
    let quote: TwoSidedQuote
    let own: ContractTerms
    /// The contract's worst case without and with the quote.
    let before: ExposureBook.WorstCase
    let after: ExposureBook.WorstCase
    /// The underlying's sums without the quote.
    let sums: UnderlyingSums
    let yard: Yardstick
    /// The contract's last public trade, ticks; 0 without one.
    let lastTrade: Int64
    /// Highest bid and lowest ask the quote could meet that are of our own group; 0 and `max` without.
    let groupBid: Int64
    let groupAsk: Int64
    /// Contracts of the legs that rest and would be replaced.
    let resting: (bid: Int64, ask: Int64)
    let tally: CancelTally.Contract
    let messagesToday: Int64
    let tradesToday: Int64
}
