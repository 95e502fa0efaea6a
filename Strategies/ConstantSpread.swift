public import StrategyKit

/// The simplest strategy that lives through a day: the same number of ticks around every theoretical value, moved
/// against what is held.
///
/// Without the lean one side fills until the position limit stands in the way; risk then refuses that side and
/// presence is lost.
public struct ConstantSpread: QuotingStrategy {
    public static let name = "constant-spread"
    public static let summary =
        "A fixed spread and size around the theoretical value, leaning against the position."
    public static let parameterSpecification: [ParameterSpecification] =
        [
            .integer("width-ticks", "spread, ticks of 0.0001 yuan", default: 20, in: 1...10_000),
            .integer(
                "lean-ticks", "ticks that both prices move at full inventory; 0 = ignores it",
                default: 30, in: 0...10_000),
            .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
        ] + InventoryPressure.parameters

    private let widthTicks: Double
    private let leanTicks: Double
    private let quantity: Int32
    private let inventory: InventoryPressure

    public init(parameters: StrategyParameters) throws(ParameterError) {
        widthTicks = try parameters.decimal("width-ticks")
        leanTicks = try parameters.decimal("lean-ticks")
        quantity = try parameters.integer("quantity")
        inventory = try InventoryPressure(parameters)
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        guard let value = chain.theoreticalTicks(position) else { return .none(.pricingInvalid) }
        let size = QuoteShaping.quantity(quantity, for: chain.facts[position])
        return chain.quote(
            position, around: value, shiftedBy: -inventory.on(position, in: chain) * leanTicks,
            width: widthTicks, buying: size, selling: size)
    }
}
