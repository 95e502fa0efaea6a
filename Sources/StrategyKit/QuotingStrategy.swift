/// Where a quant developer starts: from what is known of a chain to what should stand in each contract.
///
/// A strategy is a value with no clock and no chance: the same calls give the same wishes, live, in a backtest and in
/// replay.
public protocol QuotingStrategy: Sendable {
    /// The name on the command line, `inventory-skew`.
    static var name: String { get }
    /// One sentence for listings.
    static var summary: String { get }
    /// Every parameter with its range and default.
    static var parameterSpecification: [ParameterSpecification] { get }

    /// True for a general market maker's strategy: it answers requests, and is judged by its answers alone.
    static var answersOnly: Bool { get }

    init(parameters: StrategyParameters) throws(ParameterError)

    /// Takes over other parameters in the middle of the day; by default it begins anew with them.
    ///
    /// A strategy that remembers something of the market keeps it by implementing this.
    mutating func change(to parameters: StrategyParameters) throws(ParameterError)

    /// Contracts to keep in reserve when dropping those the coverage rule lets go; nil = drop none.
    var dropReserve: Int32? { get }

    /// Fills a wish for each chain position after something changed for the underlying; must not allocate.
    mutating func quote(_ chain: ChainView, wishes: inout QuoteWishes)

    /// What to stand with in answer to a request for quote (RFQ).
    mutating func answer(_ request: QuoteRequestView, in chain: ChainView) -> QuoteWish

    /// The wish for one contract, asked for or not; `quote` and `answer` come down to this by default.
    mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish
}

extension QuotingStrategy {
    /// Every obliged contract is quoted.
    public var dropReserve: Int32? { nil }

    public static var answersOnly: Bool { false }

    public mutating func change(to parameters: StrategyParameters) throws(ParameterError) {
        self = try Self(parameters: parameters)
    }

    /// Walks the chain; contracts outside the terms get no quote.
    public mutating func quote(_ chain: ChainView, wishes: inout QuoteWishes) {
        for position in chain.indices {
            wishes[position] =
                chain.facts[position].isObliged
                ? wish(position, in: chain) : .none(.notObliged)
        }
    }

    /// The continuous wish, obliged or not.
    public mutating func answer(_ request: QuoteRequestView, in chain: ChainView) -> QuoteWish {
        wish(request.position, in: chain)
    }
}
