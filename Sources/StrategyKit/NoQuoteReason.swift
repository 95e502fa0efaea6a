/// Why a contract carries no quote of ours.
public enum NoQuoteReason: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    /// The strategy prefers not to.
    case strategyChoice = 1
    /// The underlying or the book has not been heard of for too long.
    case staleFeed = 2
    /// There is no finite theoretical value.
    case pricingInvalid = 3
    /// No spot, no previous settlement, no volatility to start from.
    case noReference = 4
    /// The contract is outside the terms, and nobody asked.
    case notObliged = 5
    /// The position leaves no room.
    case inventory = 6
    /// The phase takes no quotes.
    case phase = 7
    /// A bad moment, and the obligation has room to step back.
    case slackSpent = 15
}
