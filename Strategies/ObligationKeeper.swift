public import StrategyKit

/// Maintenance quotes: the widest permitted spread, the smallest size that counts, always on.
///
/// For contracts nobody here wants to trade but the agreement lists. Inventory moves the centre inside the wide quote.
/// Where no model value is to be had the middle of the others' market serves.
public struct ObligationKeeper: QuotingStrategy {
    public static let name = "obligation-keeper"
    public static let summary =
        "Keeps the obligation at the least risk: widest permitted, smallest permitted, always on."
    public static let parameterSpecification: [ParameterSpecification] =
        [
            .decimal(
                "skew-fraction", "share of the half spread moved at full inventory", default: 0.5,
                in: 0...0.9)
        ] + InventoryPressure.parameters

    private let skewFraction: Double
    private let inventory: InventoryPressure

    public init(parameters: StrategyParameters) throws(ParameterError) {
        skewFraction = try parameters.decimal("skew-fraction")
        inventory = try InventoryPressure(parameters)
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        if let value = chain.theoreticalTicks(position) {
            let half = 0.5 * chain.spreadTicksMax(position, near: value)
            let pressure = inventory.on(position, in: chain)
            return chain.maintenance(
                position, around: value, shiftedBy: -pressure * skewFraction * half)
        }
        let book = chain.states[position].book
        guard book.isUsable else { return .none(.pricingInvalid) }
        return chain.maintenance(
            position, around: Double(book.bid.ticks + book.ask.ticks) / 2)
    }
}
