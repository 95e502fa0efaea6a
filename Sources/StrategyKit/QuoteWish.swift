/// What a strategy wants to stand in one contract.
///
/// The position effect of the legs is left to the quoter, which knows the holdings.
public enum QuoteWish: Hashable, Sendable, BitwiseCopyable {
    case quote(bid: QuoteLeg, ask: QuoteLeg)
    /// As `quote`, but only for the obligation's sake: without it nothing would stand. Kept on record with its cost.
    case maintain(bid: QuoteLeg, ask: QuoteLeg)
    case none(NoQuoteReason)
}

/// One wish per chain position; made once and filled anew at each call.
public struct QuoteWishes: Sendable, Equatable {
    private var wishes: [QuoteWish]

    /// Nothing is wished for.
    public init(count: Int) {
        wishes = Array(repeating: .none(.strategyChoice), count: count)
    }

    public var count: Int { wishes.count }
    public var indices: Range<Int> { wishes.indices }

    public subscript(position: Int) -> QuoteWish {
        get { wishes[position] }
        set { wishes[position] = newValue }
    }
}
