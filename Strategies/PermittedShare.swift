public import StrategyKit

/// A share of the permitted spread that leans against what is held: the strategy written in docs/strategies.md.
public struct PermittedShare: QuotingStrategy {
    public static let name = "permitted-share"
    public static let summary = "A share of the permitted spread, leaning against the position."
    public static let parameterSpecification: [ParameterSpecification] = [
        .decimal("share", "of the permitted spread", default: 0.6, in: 0.05...1),
        .decimal("lean", "half spreads moved at full inventory", default: 0.5, in: 0...0.9),
        .decimal(
            "full-inventory", "net delta that counts as full, shares", default: 400_000,
            in: 1...1_000_000_000),
        .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
    ]

    private let share: Double
    private let lean: Double
    private let fullInventory: Double
    private let quantity: Int32

    public init(parameters: StrategyParameters) throws(ParameterError) {
        share = try parameters.decimal("share")
        lean = try parameters.decimal("lean")
        fullInventory = try parameters.decimal("full-inventory")
        quantity = try parameters.integer("quantity")
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        guard let value = chain.theoreticalTicks(position) else { return .none(.pricingInvalid) }
        let width = share * chain.spreadTicksMax(position, near: value)
        let held = Maths.bounded(chain.netDelta / fullInventory)
        let size = QuoteShaping.quantity(quantity, for: chain.facts[position])
        return chain.quote(
            position, around: value,
            shiftedBy: -held * lean * chain.valuations.delta[position] * width / 2, width: width,
            buying: size, selling: size)
    }
}
