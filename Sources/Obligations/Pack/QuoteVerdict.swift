/// What a quote is worth to an obligation, and if nothing, why.
public enum QuoteVerdict: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case absent, oneSided, tooSmall
    /// Wider than the maximum, or not a spread at all (locked, crossed, no price).
    case tooWide
    case valid
    /// Large enough, but the two sizes differ by more than the rule allows.
    case sizesDiffer
    /// Beyond the price levels around the market's best, or outside the day's price limits.
    case offMarket
    /// Good in itself, but gone before it had rested its least time.
    case tooBrief
}
