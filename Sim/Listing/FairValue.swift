import Market

/// What the simulated public thinks one option is worth: Black-Scholes with a fixed smile.
///
/// The maker's own pricing lives in another room and shares no arithmetic with this one.
struct FairValue: Sendable {
    private let isCall: Bool
    private let strike: Double
    private let years: Double
    private let growth: Double
    private let discount: Double
    private let smile: ScenarioSmile

    init(type: OptionType, strike: Price, daysToExpiry: Int32, smile: ScenarioSmile) {
        isCall = type == .call
        self.strike = strike.yuan
        // On its last day an option still has some hours to live.
        years = max(Double(daysToExpiry), 0.25) / 365
        growth = PortableMath.exp(smile.carry * years)
        discount = PortableMath.exp(-smile.rate * years)
        self.smile = smile
    }

    /// Value in ticks, its change per tick of the spot, and the distance from the money in deviations.
    /// - Parameters:
    ///   - spot: in yuan, positive.
    ///   - level: the day's volatility over the scenario's, 1 when quiet.
    func value(spot: Double, level: Double) -> Estimate {
        let forward = spot * growth
        let logMoneyness = PortableMath.log(strike / forward)
        let volatility = level * smile.volatility(logMoneyness: logMoneyness, years: years)
        let deviation = volatility * years.squareRoot()
        let d1 = -logMoneyness / deviation + deviation / 2
        let sign = isCall ? 1.0 : -1.0
        let first = PortableMath.normal(sign * d1)
        let second = PortableMath.normal(sign * (d1 - deviation))
        let yuan = sign * discount * (forward * first - strike * second)
        return Estimate(
            ticks: max(0, yuan * 10_000), delta: sign * discount * growth * first,
            deviations: logMoneyness / deviation)
    }

    struct Estimate {
        let ticks: Double
        let delta: Double
        let deviations: Double

        func with(ticks: Double) -> Estimate {
            Estimate(ticks: ticks, delta: delta, deviations: deviations)
        }
    }
}

extension ScenarioSmile {
    /// Volatility of a strike: the middle plus skew and convexity in log-moneyness over √years, kept
    /// between 3 % and 300 %.
    func volatility(logMoneyness: Double, years: Double) -> Double {
        let scaled = logMoneyness / max(years, 30.0 / 365).squareRoot()
        let x = min(max(scaled, -1), 1)
        return min(max(volatility + skew * x + convexity * x * x, 0.03), 3)
    }
}
