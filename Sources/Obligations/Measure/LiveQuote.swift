public import Market

/// The maker's own quote as the exchange holds it: prices, and what remains on each leg.
public struct LiveQuote: Hashable, Sendable, BitwiseCopyable {
    public var bid: Price
    /// 0 = no bid.
    public var bidRemaining: Quantity
    public var ask: Price
    /// 0 = no ask.
    public var askRemaining: Quantity

    public init(bid: Price, bidRemaining: Quantity, ask: Price, askRemaining: Quantity) {
        self.bid = bid
        self.bidRemaining = bidRemaining
        self.ask = ask
        self.askRemaining = askRemaining
    }

    public static let none = LiveQuote(
        bid: .zero, bidRemaining: .zero, ask: .zero, askRemaining: .zero)
}

/// What the exchange said last about a quote: the way back to the acknowledgement.
public struct QuoteEvidence: Hashable, Sendable, BitwiseCopyable {
    public var quote: QuoteID
    /// Position in the exchange's log; 0 = nothing said yet.
    public var logSequence: UInt64

    public init(quote: QuoteID, logSequence: UInt64) {
        self.quote = quote
        self.logSequence = logSequence
    }

    public static let none = QuoteEvidence(quote: .none, logSequence: 0)
}

/// What changed a live quote.
public enum QuoteTrigger: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// Nothing was ever quoted.
    case none
    case accepted
    case filled
    /// On the maker's own instruction, its risk role's included.
    case withdrawn
    /// By the exchange when the member's session ended.
    case cancelledOnDisconnect
    /// By the exchange for another reason.
    case cancelledByExchange
    /// At the end of a phase or of the day.
    case expired

    /// Not of the maker's doing: an explanation given earlier does not explain it.
    var isInvoluntary: Bool {
        switch self {
        case .filled, .cancelledOnDisconnect, .cancelledByExchange, .expired: true
        case .none, .accepted, .withdrawn: false
        }
    }
}
