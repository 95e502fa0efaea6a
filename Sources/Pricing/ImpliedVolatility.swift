import Glibc
public import Market

/// The volatility that a price implies.
public enum ImpliedVolatility {
    /// Bounds on σ√T between which the solution is sought.
    static let deviationMin = 1e-12
    static let deviationMax = 80.0
    static let iterationsMax = 128

    /// Solves Black-76 for the volatility; good to about 1e-10 relative where the price determines it.
    ///
    /// - Parameters:
    ///   - price: present value in yuan per share.
    ///   - years: to expiry; with no time left every price above the intrinsic value is `.aboveMaximum`.
    ///   - discount: present value of one yuan at expiry.
    public static func solve(
        _ type: OptionType, price: Double, forward: Double, strike: Double, years: Double,
        discount: Double = 1
    ) -> ImpliedVolatilityResult {
        guard price.isFinite, forward.isFinite, strike.isFinite, years.isFinite,
            discount.isFinite, forward > 0, strike > 0, discount > 0
        else { return .notFinite }
        let undiscounted = price / discount
        let intrinsic = Black76.intrinsicValue(type, forward: forward, strike: strike)
        guard undiscounted.isFinite else { return .notFinite }
        guard undiscounted >= intrinsic else { return .belowIntrinsic }
        guard undiscounted < (type == .call ? forward : strike) else { return .aboveMaximum }
        // The out-of-the-money twin has the same time value and no intrinsic part.
        let scale = (forward * strike).squareRoot()
        let normalised = (undiscounted - intrinsic) / scale
        guard normalised > 0 else { return .value(0) }
        guard years > 0 else { return .aboveMaximum }
        let moneyness = -abs(log(forward / strike))
        guard let deviation = deviation(normalised: normalised, moneyness: moneyness) else {
            return .aboveMaximum
        }
        return .value(deviation / years.squareRoot())
    }

    /// σ√T for a normalised out-of-the-money price b/√(FK); `moneyness` is −|ln F/K|.
    ///
    /// Newton on ln b, which is concave in σ√T, kept inside a bracket by bisection.
    private static func deviation(normalised target: Double, moneyness: Double) -> Double? {
        let logTarget = log(target)
        var low = deviationMin
        var high = deviationMax
        guard value(high, moneyness) > target else { return nil }
        var guess = max(low, min(high, (2 * abs(moneyness)).squareRoot()))
        if guess <= deviationMin { guess = max(low, target / 0.4) }
        for _ in 0..<iterationsMax {
            let current = value(guess, moneyness)
            if current > target { high = guess } else { low = guess }
            var next = 0.5 * (low + high)
            if current > 0 {
                let h = moneyness / guess
                let slope =
                    NormalDistribution.inverseRootTwoPi
                    * exp(-0.5 * h * h - 0.125 * guess * guess) / current
                let step = (logTarget - log(current)) / slope
                if step.isFinite, guess + step > low, guess + step < high { next = guess + step }
            }
            if abs(next - guess) <= 1e-15 * guess { return next }
            guess = next
        }
        return guess
    }

    /// The normalised out-of-the-money call e^{x/2}Φ(x/s + s/2) − e^{−x/2}Φ(x/s − s/2), x ≤ 0.
    private static func value(_ deviation: Double, _ moneyness: Double) -> Double {
        let h = moneyness / deviation
        let t = 0.5 * deviation
        return exp(0.5 * moneyness) * NormalDistribution.cumulative(h + t)
            - exp(-0.5 * moneyness) * NormalDistribution.cumulative(h - t)
    }
}
