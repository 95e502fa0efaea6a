public import StrategyKit

/// The closed-form approximation of Guéant, Lehalle and Fernandez-Tapia (Mathematics and Financial Economics 7, 2013):
/// Avellaneda and Stoikov with inventory limits, far from the end of the day.
///
/// The inventory is the underlying's net delta. The shift is that of a contract of delta one, carried to each
/// option by its own delta, for it is the underlying's move that is feared.
public struct GueantLehalleFernandezTapia: QuotingStrategy {
    public static let name = "glft"
    public static let summary =
        "Stationary optimal quotes under inventory risk, after Guéant, Lehalle and Fernandez-Tapia."
    public static let parameterSpecification: [ParameterSpecification] = [
        .decimal(
            "risk-aversion", "γ, per tick and contract", default: 0.00002, in: 0.000000001...1),
        .decimal(
            "arrival-decay", "k: takers fall to 1/e at the permitted spread over this", default: 4,
            in: 0.1...100),
        .decimal(
            "arrival-rate", "A: takers a day who would trade at the value", default: 200,
            in: 0.1...1_000_000),
        .decimal(
            "volatility",
            "of the underlying, a year, 1.00 = 100 %; 0 = what the nearest expiry says at the money",
            default: 0, in: 0...3),
        .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
    ]

    private let riskAversion: Double
    private let arrivalDecay: Double
    private let arrivalRate: Double
    private let volatility: Double
    private let quantity: Int32

    public init(parameters: StrategyParameters) throws(ParameterError) {
        riskAversion = try parameters.decimal("risk-aversion")
        arrivalDecay = try parameters.decimal("arrival-decay")
        arrivalRate = try parameters.decimal("arrival-rate")
        volatility = try parameters.decimal("volatility")
        quantity = try parameters.integer("quantity")
    }

    /// Half the spread at no inventory less half a step, and the step by which each contract held moves both prices.
    ///
    /// With holding q the bid is `half + (2q + 1) / 2 · step` below the value and the ask `half − (2q − 1) / 2 · step`
    /// above it; so the spread is 2·half + step and the centre moves by −q·step.
    /// - Parameters:
    ///   - deviation: σ of the price per unit of time.
    ///   - decay: k, and `rate` A, of the arrivals A·exp(−k·distance) in that unit.
    public static func closedForm(
        deviation: Double, riskAversion: Double, decay: Double, rate: Double
    ) -> (half: Double, step: Double) {
        let logarithm = Maths.log1p(riskAversion / decay)
        let power = Maths.exp((1 + decay / riskAversion) * logarithm)
        let root = (riskAversion / (2 * decay * rate) * power).squareRoot()
        return (half: logarithm / riskAversion, step: deviation * root)
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard let value = chain.theoreticalTicks(position),
            let volatility = chain.volatility(orFixed: volatility)
        else { return .none(.pricingInvalid) }
        let delta = chain.valuations.delta[position]
        // Ticks a day of 252, of a contract of delta one; holdings as such contracts.
        let form = GueantLehalleFernandezTapia.closedForm(
            deviation: chain.spot * 10_000 * volatility / 252.0.squareRoot(),
            riskAversion: riskAversion,
            decay: arrivalDecay / chain.spreadTicksMax(position, near: value), rate: arrivalRate)
        let held = chain.netDelta / Double(facts.unit)
        let size = QuoteShaping.quantity(quantity, for: facts)
        return chain.quote(
            position, around: value, shiftedBy: -held * delta * form.step,
            width: 2 * form.half + abs(delta) * form.step, buying: size, selling: size)
    }
}
