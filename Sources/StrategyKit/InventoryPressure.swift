/// How unwelcome more of a contract is, from −1 to 1, by the delta and vega of everything held in the underlying
/// and by what is held of itself.
///
/// A strategy lets it move prices, widen spreads and shrink sizes. It is no reason to stop: a rule that pauses at a
/// limit never gets the fill that would bring it back.
public struct InventoryPressure: Hashable, Sendable {
    /// Its parameters, for a strategy's own specification.
    public static let parameters: [ParameterSpecification] = [
        .decimal(
            "delta-scale", "net delta that counts as full inventory, shares", default: 500_000,
            in: 1...1_000_000_000),
        .decimal(
            "vega-scale", "net vega that counts as full inventory, yuan per 1.00 volatility",
            default: 500_000, in: 1...1_000_000_000),
        .decimal(
            "contract-scale", "net contracts of one kind that count as full inventory",
            default: 300, in: 1...1_000_000),
    ]

    /// Shares that count as full inventory.
    public let deltaScale: Double
    /// Yuan per 1.00 of volatility that count as full inventory.
    public let vegaScale: Double
    /// Contracts of one kind that count as full inventory; infinite for a strategy without `contract-scale`.
    public let contractScale: Double

    /// Reads `delta-scale`, `vega-scale` and, where the strategy specifies it, `contract-scale`.
    public init(_ parameters: StrategyParameters) throws(ParameterError) {
        deltaScale = try parameters.decimal("delta-scale")
        vegaScale = try parameters.decimal("vega-scale")
        contractScale = (try? parameters.decimal("contract-scale")) ?? .infinity
    }

    /// The underlying's delta as a share of full inventory, −1 … 1.
    public func delta(in chain: ChainView) -> Double { Maths.bounded(chain.netDelta / deltaScale) }

    /// The underlying's vega as a share of full inventory, −1 … 1.
    public func vega(in chain: ChainView) -> Double { Maths.bounded(chain.netVega / vegaScale) }

    /// What is held of this very contract as a share of full inventory, −1 … 1: what is hedged in delta and vega
    /// still fills a position limit.
    public func contract(_ position: Int, in chain: ChainView) -> Double {
        Maths.bounded(Double(chain.states[position].net) / contractScale)
    }

    /// Positive when buying this contract would add to what we hold too much of.
    public func on(_ position: Int, in chain: ChainView) -> Double {
        let delta = delta(in: chain) * chain.valuations.delta[position]
        // An at-the-money option has a vega of 0.4·S·√T per share.
        let vega = vega(in: chain) * chain.valuations.vega[position] / (0.4 * chain.spot)
        return Maths.bounded(delta + vega + contract(position, in: chain))
    }

    /// What is left of a size when `response` of what exceeds the minimum is given up at full pressure.
    public static func size(
        _ wanted: Int32, adding pressure: Double, response: Double, for facts: ContractFacts
    ) -> Quantity {
        let full = QuoteShaping.quantity(wanted, for: facts)
        let spare = Double((full - facts.quantityMin).contracts)
        let given = Int32(spare * response * max(0, Maths.bounded(pressure)))
        return full - Quantity(contracts: given)
    }
}
