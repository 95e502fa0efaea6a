import Glibc

/// An American option's greeks: symmetric differences, theta from the Black-Scholes equation.
struct AmericanGreeks {
    private let option: AmericanOption
    private let volatility: Double
    private let spotStep: Double
    private let volatilityStep: Double
    private static let rateStep = 1e-5

    /// Nil without volatility or time.
    init?(option: AmericanOption, volatility: Double) {
        self.option = option
        self.volatility = volatility
        // Wide enough that the boundary's own error does not show in a second difference.
        let deviation = volatility * option.european.years.squareRoot()
        spotStep = option.european.spot * max(1e-7, min(1e-3, 0.02 * deviation))
        volatilityStep = max(1e-8, 1e-3 * volatility)
    }

    func valuation(_ price: Double) -> SpotValuation? {
        let spot = option.european.spot
        guard volatility * option.european.years.squareRoot() >= 1e-7 else {
            return withoutVolatility(price)
        }
        let step = spotStep
        guard let up = priced({ $0.spot += step }, 0), let down = priced({ $0.spot -= step }, 0),
            let higher = slices(volatilityStep), let lower = slices(-volatilityStep),
            let rate = slope({ $0.rate += $1 }), let yield = slope({ $0.dividendYield += $1 })
        else { return nil }
        let delta = (up - down) / (2 * step)
        let gamma = max(0, (up - 2 * price + down) / (step * step))
        let (r, q) = (option.european.rate, option.european.dividendYield)
        let diffusion = 0.5 * volatility * volatility * spot * spot * gamma
        let isExercised = price <= option.intrinsicValue
        return SpotValuation(
            value: price, delta: delta, gamma: gamma,
            vega: (higher.value - lower.value) / (2 * volatilityStep),
            theta: isExercised ? 0 : r * price - (r - q) * spot * delta - diffusion,
            rho: rate, dividendRho: yield,
            vanna: (higher.delta - lower.delta) / (2 * volatilityStep),
            volga: (higher.value - 2 * price + lower.value) / (volatilityStep * volatilityStep))
    }

    private func withoutVolatility(_ price: Double) -> SpotValuation? {
        let step = spotStep
        guard let up = priced({ $0.spot += step }, 0), let down = priced({ $0.spot -= step }, 0),
            let rate = slope({ $0.rate += $1 }), let yield = slope({ $0.dividendYield += $1 })
        else { return nil }
        let delta = (up - down) / (2 * step)
        let (r, q) = (option.european.rate, option.european.dividendYield)
        let isExercised = price <= option.intrinsicValue
        return SpotValuation(
            value: price, delta: delta, gamma: 0, vega: 0,
            theta: isExercised ? 0 : r * price - (r - q) * option.european.spot * delta,
            rho: rate, dividendRho: yield, vanna: 0, volga: 0)
    }

    /// Value and delta at a shifted volatility.
    private func slices(_ shift: Double) -> (value: Double, delta: Double)? {
        let step = spotStep
        guard let value = priced({ _ in }, shift), let up = priced({ $0.spot += step }, shift),
            let down = priced({ $0.spot -= step }, shift)
        else { return nil }
        return (value, (up - down) / (2 * step))
    }

    private func slope(_ change: (inout BlackScholesMerton, Double) -> Void) -> Double? {
        let step = AmericanGreeks.rateStep
        // A step may cross into rates that have no boundary: then one side is enough.
        let middle = priced({ _ in }, 0)
        let up = priced({ change(&$0, step) }, 0)
        let down = priced({ change(&$0, -step) }, 0)
        if let up, let down { return (up - down) / (2 * step) }
        if let up, let middle { return (up - middle) / step }
        if let down, let middle { return (middle - down) / step }
        return nil
    }

    private func priced(_ change: (inout BlackScholesMerton) -> Void, _ shift: Double) -> Double? {
        var shifted = option
        change(&shifted.european)
        return shifted.price(volatility: volatility + shift)
    }
}
