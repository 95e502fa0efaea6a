public import StrategyKit

/// Profit over obligation: quotes to earn where the permitted spread pays for the risk, and keeps the obligation at
/// the least risk everywhere else.
///
/// The risk of a contract is what its value may move before a requote arrives: so many ticks of the underlying and so
/// many points of volatility. The upper layer needs a multiple of that as half its spread; where that does not
/// fit, the lower layer stands: widest permitted, smallest permitted. One of the two is always there.
public struct Layered: QuotingStrategy {
    public static let name = "layered"
    public static let summary =
        "A quote that earns where it pays, a maintenance quote everywhere else."
    public static let parameterSpecification: [ParameterSpecification] =
        [
            .decimal(
                "noise-spot-ticks", "underlying's move before a requote arrives, ticks",
                default: 12, in: 0...1_000),
            .decimal(
                "noise-vol-points", "volatility's move before a requote arrives, points",
                default: 0.2, in: 0...20),
            .decimal("margin", "half spread wanted, times that risk", default: 1.5, in: 0.1...20),
            .decimal(
                "profit-share", "of the permitted spread: what needs more is left to maintenance",
                default: 0.9, in: 0.05...1),
            .decimal(
                "skew-fraction", "share of the half spread moved at full inventory", default: 0.6,
                in: 0...0.9),
            .integer(
                "width-ticks-min", "spread of the upper layer, ticks", default: 4, in: 1...10_000),
            .integer("quantity", "contracts each side, upper layer", default: 20, in: 1...1_000),
        ] + InventoryPressure.parameters

    private let noiseSpotTicks: Double
    private let noisePoints: Double
    private let margin: Double
    private let profitShare: Double
    private let skewFraction: Double
    private let widthTicksMin: Double
    private let quantity: Int32
    private let inventory: InventoryPressure

    public init(parameters: StrategyParameters) throws(ParameterError) {
        noiseSpotTicks = try parameters.decimal("noise-spot-ticks")
        noisePoints = try parameters.decimal("noise-vol-points")
        margin = try parameters.decimal("margin")
        profitShare = try parameters.decimal("profit-share")
        skewFraction = try parameters.decimal("skew-fraction")
        widthTicksMin = Double(try parameters.integer("width-ticks-min"))
        quantity = try parameters.integer("quantity")
        inventory = try InventoryPressure(parameters)
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard let value = chain.theoreticalTicks(position) else { return .none(.pricingInvalid) }
        let permitted = chain.spreadTicksMax(position, near: value)
        let pressure = inventory.on(position, in: chain)
        let spotRisk = chain.valuations.delta[position] * noiseSpotTicks
        let volatilityRisk = chain.valuations.vega[position] * 100 * noisePoints
        let risk = (spotRisk * spotRisk + volatilityRisk * volatilityRisk).squareRoot()
        let wanted = max(widthTicksMin, 2 * margin * risk * (1 + abs(pressure)))
        guard wanted <= profitShare * permitted else {
            return chain.maintenance(
                position, around: value, shiftedBy: -pressure * skewFraction * 0.5 * permitted)
        }
        return chain.quote(
            position, around: value, shiftedBy: -pressure * skewFraction * 0.5 * wanted,
            width: wanted,
            buying: InventoryPressure.size(quantity, adding: pressure, response: 1, for: facts),
            selling: InventoryPressure.size(quantity, adding: -pressure, response: 1, for: facts))
    }
}
