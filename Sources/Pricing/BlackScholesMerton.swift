import Glibc
public import Market

/// A European option on an asset with a continuous dividend yield; with yield = rate, one on a future (Black-76).
public struct BlackScholesMerton: Hashable, Sendable, BitwiseCopyable {
    public var type: OptionType
    /// Yuan per share.
    public var spot: Double
    public var strike: Double
    /// Continuous, per year.
    public var rate: Double
    /// Continuous, per year.
    public var dividendYield: Double
    /// To expiry.
    public var years: Double

    public init(
        type: OptionType, spot: Double, strike: Double, rate: Double, dividendYield: Double = 0,
        years: Double
    ) {
        self.type = type
        self.spot = spot
        self.strike = strike
        self.rate = rate
        self.dividendYield = dividendYield
        self.years = years
    }

    /// Present value of one yuan at expiry.
    public var discount: Double { exp(-rate * years) }

    /// The asset's price for delivery at expiry.
    public var forward: Double { spot * exp((rate - dividendYield) * years) }

    /// Value and greeks; without time or volatility the intrinsic value of the forward and a step delta.
    ///
    /// - Parameter volatility: per root year; 0.20 is 20 %.
    public func valuation(volatility: Double) -> ValuationResult {
        if let refused = refusal(volatility: volatility) { return refused }
        let deviation = volatility * years.squareRoot()
        let found = deviation > 0 ? diffused(volatility, deviation) : certain()
        return found.isFinite ? .value(found) : .notFinite
    }

    /// The volatility that a price implies.
    public func impliedVolatility(price: Double) -> ImpliedVolatilityResult {
        guard refusal(volatility: 0) == nil else { return .notFinite }
        return ImpliedVolatility.solve(
            type, price: price, forward: forward, strike: strike, years: years,
            discount: discount)
    }

    /// Why there can be no value; nil when there can.
    func refusal(volatility: Double) -> ValuationResult? {
        let inputs = (spot + strike) + (rate + dividendYield) + (years + volatility)
        guard inputs.isFinite, forward.isFinite, discount.isFinite else { return .notFinite }
        guard spot > 0, strike > 0, years >= 0, volatility >= 0, forward > 0, discount > 0
        else { return .outOfRange }
        return nil
    }

    private var sign: Double { type == .call ? 1 : -1 }

    private func diffused(_ volatility: Double, _ deviation: Double) -> SpotValuation {
        let moneyness = ImpliedVolatility.logMoneyness(forward: forward, strike: strike)
        let d1 = moneyness / deviation + 0.5 * deviation
        let d2 = d1 - deviation
        let carried = spot * exp(-dividendYield * years)
        let rootTime = years.squareRoot()
        let density = NormalDistribution.density(d1)
        let asset = sign * NormalDistribution.cumulative(sign * d1) * carried
        let cash = sign * NormalDistribution.cumulative(sign * d2) * discount * strike
        let value = discount * Black76.value(type, forward, strike, d1: d1, d2: d2)
        let vega = carried * density * rootTime
        return SpotValuation(
            value: value, delta: asset / spot,
            gamma: carried / spot * density / (spot * deviation), vega: vega,
            theta: dividendYield * asset - rate * cash
                - 0.5 * carried * density * volatility / rootTime,
            rho: years * cash, dividendRho: -years * asset,
            vanna: -carried / spot * density * d2 / volatility,
            volga: vega * d1 * d2 / volatility)
    }

    /// Nothing can happen: the value is what exercise on the forward brings.
    private func certain() -> SpotValuation {
        let carried = spot * exp(-dividendYield * years)
        let call = forward > strike ? 1 : forward < strike ? 0 : 0.5
        let step = type == .call ? call : call - 1
        let value =
            discount * Black76.intrinsicValue(type, forward: forward, strike: strike)
        let asset = step * carried
        let cash = step * discount * strike
        return SpotValuation(
            value: value, delta: asset / spot, gamma: 0, vega: 0,
            theta: dividendYield * asset - rate * cash, rho: years * cash,
            dividendRho: -years * asset, vanna: 0, volga: 0)
    }
}
