/// What a quote is worth to an obligation, and if nothing, why.
public enum QuoteVerdict: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case absent, oneSided, tooSmall
    /// Wider than the maximum, or not a spread at all (locked, crossed, no price).
    case tooWide
    case valid
}
