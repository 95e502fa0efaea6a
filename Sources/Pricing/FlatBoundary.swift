import Glibc
import Market

/// Bjerksund and Stensland's approximation of 1993: exercise as soon as spot reaches one level, or at expiry.
struct FlatBoundary {
    /// As a call; a put is a call with spot and strike, rate and yield exchanged.
    private let spot: Double
    private let strike: Double
    private let rate: Double
    private let carry: Double
    private let years: Double
    private let variance: Double
    private let exponent: Double
    /// The level of exercise.
    let trigger: Double

    /// Nil when the level is not a number.
    init?(_ option: BlackScholesMerton, _ volatility: Double) {
        let isCall = option.type == .call
        spot = isCall ? option.spot : option.strike
        strike = isCall ? option.strike : option.spot
        rate = isCall ? option.rate : option.dividendYield
        carry = (option.rate - option.dividendYield) * (isCall ? 1 : -1)
        years = option.years
        variance = volatility * volatility
        let ratio = carry / variance
        exponent = 0.5 - ratio + ((ratio - 0.5) * (ratio - 0.5) + 2 * rate / variance).squareRoot()
        let perpetual = exponent / (exponent - 1) * strike
        let immediate = max(strike, rate / (rate - carry) * strike)
        // With a strong downward carry the rise towards the perpetual level would be a fall.
        let rise = max(0, carry * years + 2 * volatility * years.squareRoot())
        let growth = -rise * immediate / (perpetual - immediate)
        trigger = immediate + (perpetual - immediate) * (1 - exp(growth))
        guard trigger.isFinite, trigger >= strike, exponent.isFinite else { return nil }
    }

    var value: Double? {
        guard spot < trigger else { return spot - strike }
        let payoff = trigger - strike
        let found =
            payoff * exp(exponent * log(spot / trigger)) * (1 - share(exponent, trigger))
            + spot * (share(1, trigger) - share(1, strike))
            - strike * (share(0, trigger) - share(0, strike))
        return found.isFinite ? found : nil
    }

    /// φ(S, T, γ, H, I) over S^γ.
    private func share(_ gamma: Double, _ level: Double) -> Double {
        let total = variance * years
        let deviation = total.squareRoot()
        let drift = carry * years
        let growth = -rate * years + gamma * drift + 0.5 * gamma * (gamma - 1) * total
        let d = -(log(spot / level) + drift + (gamma - 0.5) * total) / deviation
        let reflection = 2 * carry / variance + 2 * gamma - 1
        let distance = log(trigger / spot)
        let reflected = NormalDistribution.cumulative(d - 2 * distance / deviation)
        let second = reflected > 0 ? exp(growth + reflection * distance + log(reflected)) : 0
        return exp(growth) * NormalDistribution.cumulative(d) - second
    }
}
