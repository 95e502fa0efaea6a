public import StrategyKit

/// A general market maker (一般做市商): no continuous quotes, an answer to every request for quote (C3.4b).
///
/// Run it with a pack of that role, `--rules sse-general`: it is judged by answers, not by coverage.
public struct ResponseOnly: QuotingStrategy {
    public static let name = "response-only"
    public static let summary = "Answers requests for quote and stands nowhere else."
    public static let answersOnly = true
    public static let parameterSpecification: [ParameterSpecification] =
        [
            .decimal(
                "spread-budget-fraction", "share of the permitted spread to use", default: 0.8,
                in: 0.05...1),
            .decimal(
                "skew-fraction", "share of the half spread moved at full inventory", default: 0.6,
                in: 0...0.9),
            .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
        ] + InventoryPressure.parameters

    private let budgetFraction: Double
    private let skewFraction: Double
    private let quantity: Int32
    private let inventory: InventoryPressure

    public init(parameters: StrategyParameters) throws(ParameterError) {
        budgetFraction = try parameters.decimal("spread-budget-fraction")
        skewFraction = try parameters.decimal("skew-fraction")
        quantity = try parameters.integer("quantity")
        inventory = try InventoryPressure(parameters)
    }

    public mutating func quote(_ chain: ChainView, wishes: inout QuoteWishes) {
        for position in chain.indices { wishes[position] = .none(.notObliged) }
    }

    /// The answer: `answer` comes down to this.
    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard let value = chain.theoreticalTicks(position) else { return .none(.pricingInvalid) }
        let pressure = inventory.on(position, in: chain)
        let width = budgetFraction * chain.spreadTicksMax(position, near: value)
        return chain.quote(
            position, around: value, shiftedBy: -pressure * skewFraction * 0.5 * width,
            width: width,
            buying: InventoryPressure.size(quantity, adding: pressure, response: 1, for: facts),
            selling: InventoryPressure.size(quantity, adding: -pressure, response: 1, for: facts))
    }
}
