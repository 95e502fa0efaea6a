public import StrategyKit

/// Quotes both sides at all times and lets inventory act through price, size and width, never by pausing.
///
/// A rule that pauses at a limit deadlocks: no quote, no fill, no way back. Here pressure u ∈ [−1, 1] grows with
/// the underlying's delta and vega and with how much of either the contract carries. It moves both prices
/// against the inventory, widens the spread within what is permitted, and shrinks the side that would add.
public struct InventorySkew: QuotingStrategy {
    public static let name = "inventory-skew"
    public static let summary =
        "Theoretical value plus and minus a share of the permitted spread, skewed by inventory."
    public static let parameterSpecification: [ParameterSpecification] = [
        .decimal(
            "spread-budget-fraction", "share of the permitted spread to use", default: 0.7,
            in: 0.05...1),
        .integer(
            "width-ticks-min", "spread never narrower than this if permitted, ticks", default: 2,
            in: 1...10_000),
        .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
        .decimal(
            "delta-scale", "net delta that counts as full inventory, shares", default: 500_000,
            in: 1...1_000_000_000),
        .decimal(
            "vega-scale", "net vega that counts as full inventory, yuan per 1.00 volatility",
            default: 500_000, in: 1...1_000_000_000),
        .decimal(
            "skew-fraction", "share of the half spread moved at full inventory", default: 0.6,
            in: 0...0.9),
        .decimal(
            "width-response", "more of the permitted spread used at full inventory", default: 0.2,
            in: 0...1),
        .decimal(
            "size-response", "share of the size above the minimum given up at full inventory",
            default: 1, in: 0...1),
        .decimal(
            "step-back-pressure", "inventory pressure from which slack decides; 2 = never",
            default: 2, in: 0.1...2),
        .integer(
            "slack-reserve-seconds",
            "steps back only while more slack than this is left, else a maintenance quote",
            default: 600, in: 0...14_220),
        .integer(
            "drop-reserve",
            "drops what coverage lets go, the dearest first, less this many; -1 = drops none",
            default: -1, in: -1...10_000),
    ]

    private let budgetFraction: Double
    private let widthTicksMin: Int64
    private let quantity: Int32
    private let inventory: InventoryPressure
    private let skewFraction: Double
    private let widthResponse: Double
    private let sizeResponse: Double
    private let stepBackPressure: Double
    private let slackReserveSeconds: Int64
    public let dropReserve: Int32?

    public init(parameters: StrategyParameters) throws(ParameterError) {
        budgetFraction = try parameters.decimal("spread-budget-fraction")
        widthTicksMin = Int64(try parameters.integer("width-ticks-min"))
        quantity = try parameters.integer("quantity")
        inventory = try InventoryPressure(parameters)
        skewFraction = try parameters.decimal("skew-fraction")
        widthResponse = try parameters.decimal("width-response")
        sizeResponse = try parameters.decimal("size-response")
        stepBackPressure = try parameters.decimal("step-back-pressure")
        slackReserveSeconds = Int64(try parameters.integer("slack-reserve-seconds"))
        let reserve = try parameters.integer("drop-reserve")
        dropReserve = reserve < 0 ? nil : reserve
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard let theoretical = chain.theoreticalTicks(position) else {
            return .none(.pricingInvalid)
        }
        let pressure = inventory.on(position, in: chain)
        if abs(pressure) >= stepBackPressure {
            // A bad moment: spend slack where there is more than the reserve, else stay at the least risk.
            return (chain.slackSeconds(position) ?? 0) > slackReserveSeconds
                ? .none(.slackSpent)
                : QuoteShaping.maintenance(
                    centre: theoretical, facts: facts, allowance: chain.allowance)
        }
        let width = width(around: theoretical, pressure: pressure, position, in: chain)
        let shift = pressure * skewFraction * 0.5 * Double(width)
        // Beside the price limits the skew gives way: the centre stays where a quote is possible.
        let centre = min(
            max(theoretical - shift, min(theoretical, Double(facts.band.down.ticks))),
            max(theoretical, Double(facts.band.up.ticks)))
        guard
            let prices = QuoteShaping.prices(
                centre: centre, width: width, isFar: facts.isFar, allowance: chain.allowance,
                band: facts.band)
        else { return .none(.strategyChoice) }
        return .quote(
            bid: QuoteLeg(
                price: prices.bid,
                quantity: InventoryPressure.size(
                    quantity, adding: pressure, response: sizeResponse, for: facts)),
            ask: QuoteLeg(
                price: prices.ask,
                quantity: InventoryPressure.size(
                    quantity, adding: -pressure, response: sizeResponse, for: facts)))
    }

    private func width(
        around theoretical: Double, pressure: Double, _ position: Int, in chain: ChainView
    ) -> Int64 {
        let fraction = min(1, budgetFraction + widthResponse * abs(pressure))
        let reference = Price(ticks: Int64(max(0, min(theoretical.rounded(), 1e9))))
        let permitted = chain.spreadTicksMax(position, bid: reference)
        return max(widthTicksMin, Int64(fraction * Double(permitted)))
    }
}
