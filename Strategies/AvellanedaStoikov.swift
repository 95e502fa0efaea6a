public import StrategyKit

/// The closed form of Avellaneda and Stoikov (Quantitative Finance 8(3), 2008), carried to a chain of options.
///
/// All options on an underlying share its price risk, so the inventory that moves a contract's reservation price is
/// the covariance of its price with the whole position: q·σ² for the paper's single asset, Δ·σ²·(net delta) here.
/// Time runs to the end of the day's trading. Arrivals thin out by the permitted spread, not by the tick: what is
/// wide for one contract is narrow for another.
public struct AvellanedaStoikov: QuotingStrategy {
    public static let name = "avellaneda-stoikov"
    public static let summary =
        "Reservation price and optimal spread to the end of the day, after Avellaneda and Stoikov."
    public static let parameterSpecification: [ParameterSpecification] = [
        .decimal(
            "risk-aversion", "γ, per tick and contract", default: 0.00002, in: 0.000000001...1),
        .decimal(
            "arrival-decay", "k: takers fall to 1/e at the permitted spread over this", default: 4,
            in: 0.1...100),
        .decimal(
            "volatility",
            "of the underlying, a year, 1.00 = 100 %; 0 = what the nearest expiry says at the money",
            default: 0, in: 0...3),
        .integer("quantity", "contracts each side", default: 20, in: 1...1_000),
    ]

    private let riskAversion: Double
    private let arrivalDecay: Double
    private let volatility: Double
    private let quantity: Int32

    public init(parameters: StrategyParameters) throws(ParameterError) {
        riskAversion = try parameters.decimal("risk-aversion")
        arrivalDecay = try parameters.decimal("arrival-decay")
        volatility = try parameters.decimal("volatility")
        quantity = try parameters.integer("quantity")
    }

    /// How far the reservation price lies from the value, and how wide the optimal quote is, in the value's unit.
    ///
    /// - Parameters:
    ///   - covariance: of the price with everything held; for one asset its variance times the holding.
    ///   - variance: of the price, per unit of time.
    ///   - timeLeft: until the end, in that unit.
    ///   - decay: k of the arrival rate A·exp(−k·distance).
    public static func closedForm(
        covariance: Double, variance: Double, timeLeft: Double, riskAversion: Double, decay: Double
    ) -> (shift: Double, width: Double) {
        (
            shift: -riskAversion * timeLeft * covariance,
            width: riskAversion * timeLeft * variance
                + 2 / riskAversion * Maths.log1p(riskAversion / decay)
        )
    }

    public mutating func wish(_ position: Int, in chain: ChainView) -> QuoteWish {
        let facts = chain.facts[position]
        guard let value = chain.theoreticalTicks(position),
            let volatility = chain.volatility(orFixed: volatility)
        else { return .none(.pricingInvalid) }
        let delta = chain.valuations.delta[position]
        // Squared ticks a day of 252; holdings as contracts of delta one.
        let daily = chain.spot * 10_000 * volatility
        let variance = daily * daily / 252
        let held = chain.netDelta / Double(facts.unit)
        let form = AvellanedaStoikov.closedForm(
            covariance: delta * variance * held, variance: delta * delta * variance,
            timeLeft: chain.tradingDayLeft, riskAversion: riskAversion,
            decay: arrivalDecay / chain.spreadTicksMax(position, near: value))
        let size = QuoteShaping.quantity(quantity, for: facts)
        return chain.quote(
            position, around: value, shiftedBy: form.shift, width: form.width, buying: size,
            selling: size)
    }
}
