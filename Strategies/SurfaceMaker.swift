public import StrategyKit

/// Makes a market in the surface: widths in volatility points and underlying ticks, inventory in delta and vega.
///
/// Too much delta moves the spot that the whole chain is quoted on, too much vega its volatility; both prices of every
/// contract follow through its own greeks. Width and size respond as well, and nothing pauses: where the newest fit
/// of an expiry was refused and the last good one stands, its spreads are wider, not gone.
public struct SurfaceMaker: QuotingStrategy {
    public static let name = "surface-maker"
    public static let summary =
        "Quotes the volatility surface: inventory in delta and vega moves price, size and width."
    public static let parameterSpecification: [ParameterSpecification] =
        [
            .decimal(
                "width-vol-points", "spread, points of volatility", default: 1, in: 0.01...50),
            .decimal(
                "width-spot-ticks", "… plus this many ticks of the underlying, by delta",
                default: 10, in: 0...1_000),
            .integer(
                "width-ticks-min", "spread never narrower than this if permitted, ticks",
                default: 4, in: 1...10_000),
            .decimal(
                "delta-skew-ticks", "underlying ticks that full delta moves the chain by",
                default: 20, in: 0...1_000),
            .decimal(
                "vega-skew-points", "points of volatility that full vega moves the surface by",
                default: 0.5, in: 0...20),
            .decimal(
                "width-response", "more of the spread at full inventory, as a share of it",
                default: 0.5, in: 0...5),
            .decimal(
                "stale-response", "more of the spread while the newest fit is refused, as a share",
                default: 0.5, in: 0...5),
            .decimal(
                "size-response", "share of the size above the minimum given up at full inventory",
                default: 1, in: 0...1),
            .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
        ] + InventoryPressure.parameters

    private let widthPoints: Double
    private let widthSpotTicks: Double
    private let widthTicksMin: Double
    private let deltaSkewTicks: Double
    private let vegaSkewPoints: Double
    private let widthResponse: Double
    private let staleResponse: Double
    private let sizeResponse: Double
    private let quantity: Int32
    private let inventory: InventoryPressure

    public init(parameters: StrategyParameters) throws(ParameterError) {
        widthPoints = try parameters.decimal("width-vol-points")
        widthSpotTicks = try parameters.decimal("width-spot-ticks")
        widthTicksMin = Double(try parameters.integer("width-ticks-min"))
        deltaSkewTicks = try parameters.decimal("delta-skew-ticks")
        vegaSkewPoints = try parameters.decimal("vega-skew-points")
        widthResponse = try parameters.decimal("width-response")
        staleResponse = try parameters.decimal("stale-response")
        sizeResponse = try parameters.decimal("size-response")
        quantity = try parameters.integer("quantity")
        inventory = try InventoryPressure(parameters)
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard let value = chain.theoreticalTicks(position) else { return .none(.pricingInvalid) }
        let delta = chain.valuations.delta[position]
        // Ticks per point: vega is yuan per 1.00, a tick 0.0001 yuan.
        let vega = chain.valuations.vega[position] * 100
        let pressure = inventory.on(position, in: chain)
        let shift =
            -inventory.delta(in: chain) * deltaSkewTicks * delta
            - inventory.vega(in: chain) * vegaSkewPoints * vega
        let width = max(widthTicksMin, widthPoints * vega + widthSpotTicks * abs(delta))
        return chain.quote(
            position, around: value, shiftedBy: shift,
            width: width * (1 + widthResponse * abs(pressure))
                * (chain.surface(position).isLastGood ? 1 + staleResponse : 1),
            buying: InventoryPressure.size(
                quantity, adding: pressure, response: sizeResponse, for: facts),
            selling: InventoryPressure.size(
                quantity, adding: -pressure, response: sizeResponse, for: facts))
    }
}
