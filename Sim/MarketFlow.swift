public import Market

/// What the rest of the market does at one instant.
public enum FlowAction: Hashable, Sendable {
    /// The ETF's own market moved; prices in 1/10 000 yuan, quantities in shares.
    case underlying(
        UnderlyingIndex, last: Price, bid: Price, ask: Price, bidQuantity: Int64,
        askQuantity: Int64)
    case order(CustomerOrder)
    /// Cancels a resting customer order by its reference; unknown or filled: does nothing.
    case cancel(reference: UInt64)
    /// A customer asks for a quote (询价).
    case request(ContractIndex, Quantity)
}

/// A customer's limit order; with `immediateOrCancel` what does not trade at once is taken off.
public struct CustomerOrder: Hashable, Sendable {
    /// The customer side's own number, never reused in a day.
    public let reference: UInt64
    public let contract: ContractIndex
    public let side: Side
    public let price: Price
    public let quantity: Quantity
    public let immediateOrCancel: Bool

    public init(
        reference: UInt64, contract: ContractIndex, side: Side, price: Price, quantity: Quantity,
        immediateOrCancel: Bool
    ) {
        self.reference = reference
        self.contract = contract
        self.side = side
        self.price = price
        self.quantity = quantity
        self.immediateOrCancel = immediateOrCancel
    }
}

/// Everybody but the maker: the underlying's path, customers, resting liquidity, requests for quote.
///
/// Seeded and deterministic; acts at its own scheduled times, seeing public books only.
public protocol MarketFlow: Sendable {
    /// When it acts next; nil once the day is over.
    var nextTime: SessionTime? { get }

    /// Appends what happens at `nextTime` and moves on to the next time.
    /// - Parameters:
    ///   - tops: public best bid and ask by contract index.
    ///   - phases: each contract's trading phase.
    mutating func act(
        tops: [BookTop], phases: [TradingPhase], into actions: inout [FlowAction])

    /// A trade of continuous trading, as it happens; a flow that does not listen may leave it out.
    mutating func hear(_ trade: PublicTrade)

    /// Hash over everything that decides what it does next.
    var stateHash: UInt64 { get }

    /// What the public thinks a contract is worth, and the spread it is used to, in ticks; nil where nobody thinks.
    func publicValue(
        _ contract: ContractIndex, at time: SessionTime
    ) -> (ticks: Double, spreadTicks: Double)?
}

extension MarketFlow {
    public func publicValue(
        _ contract: ContractIndex, at time: SessionTime
    ) -> (ticks: Double, spreadTicks: Double)? { nil }

    public mutating func hear(_ trade: PublicTrade) {}
}
