/// Why an instant was not met: exactly one for each (`ContractCauses` has the order of precedence).
///
/// The raw names are stable: they are keys in `obligations.json`.
public enum ObligationCause: String, Hashable, Sendable, CaseIterable, Codable, BitwiseCopyable {
    /// The risk role was alive but had lost the exchange.
    case linkDown
    /// The member's session at the exchange was down.
    case riskDown
    /// A kill switch was on.
    case kill
    /// An operator had paused quoting.
    case operatorPause
    /// No quoter was connected to risk.
    case quoterDown
    /// The quote was refused by one of our pre-trade checks.
    case riskBlock
    /// A position, purchase or loss limit was reached.
    case limitReached
    /// The message budget was used up.
    case messageBudget
    /// The exchange rejected the quote.
    case exchangeReject
    /// The strategy did not want to quote.
    case strategyChoice
    /// The reference prices were too old or missing.
    case staleFeed
    /// No usable theoretical value.
    case pricingInvalid
    /// The underlying has no usable price yet.
    case noReference
    /// The strategy left the contract out: coverage is below 100 % by choice.
    case notObliged
    /// The strategy held back because of what it already holds.
    case inventory
    /// Withdrawn for the phase: around auctions and the day's end.
    case phase
    /// The exchange took the quote out on its own.
    case exchangeCancel
    /// A fill left less than the least size and nothing replaced it yet.
    case filledNotReplenished
    /// Only one side was quoted.
    case quoteOneSided
    /// The quote was smaller than the least size.
    case quoteTooSmall
    /// The quote was wider than the maximum spread.
    case quoteTooWide
    /// Before the first quoter, member session or accepted quote of the day.
    case notStarted
    /// Nothing else explains it: the next quote was not there yet.
    case awaitingQuote
}
