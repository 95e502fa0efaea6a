public import StrategyKit

/// The simplest strategy: the same number of ticks around every theoretical value, as far as permitted.
public struct ConstantSpread: QuotingStrategy {
    public static let name = "constant-spread"
    public static let summary = "A fixed spread and size around the theoretical value."
    public static let parameterSpecification: [ParameterSpecification] = [
        .integer("width-ticks", "spread, ticks of 0.0001 yuan", default: 20, in: 1...10_000),
        .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
    ]

    private let widthTicks: Int64
    private let quantity: Int32

    public init(parameters: StrategyParameters) throws(ParameterError) {
        widthTicks = Int64(try parameters.integer("width-ticks"))
        quantity = try parameters.integer("quantity")
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard let centre = chain.theoreticalTicks(position) else { return .none(.pricingInvalid) }
        guard
            let prices = QuoteShaping.prices(
                centre: centre, width: widthTicks, isFar: facts.isFar,
                allowance: chain.allowance, band: facts.band)
        else { return .none(.strategyChoice) }
        let size = QuoteShaping.quantity(quantity, for: facts)
        return .quote(
            bid: QuoteLeg(price: prices.bid, quantity: size),
            ask: QuoteLeg(price: prices.ask, quantity: size))
    }
}
