import Glibc
public import Market

/// The volatility that a price implies, to machine precision wherever the price determines it.
public enum ImpliedVolatility {
    /// Solves Black-76 for the volatility.
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
        let scale = forward.squareRoot() * strike.squareRoot()
        let normalised = (undiscounted - intrinsic) / scale
        guard normalised > 0 else { return .value(0) }
        guard years > 0 else { return .aboveMaximum }
        let moneyness = -abs(logMoneyness(forward: forward, strike: strike))
        guard let deviation = deviation(normalisedPrice: normalised, logMoneyness: moneyness)
        else { return .aboveMaximum }
        let volatility = deviation / years.squareRoot()
        return volatility.isFinite ? .value(volatility) : .aboveMaximum
    }

    /// σ√T for an out-of-the-money price over √(FK), nil when there is none; `logMoneyness` is −|ln F/K|.
    public static func deviation(normalisedPrice: Double, logMoneyness: Double) -> Double? {
        ImpliedDeviation.solve(price: normalisedPrice, moneyness: logMoneyness)
    }

    /// ln(F/K); near the money without the rounding of the quotient.
    static func logMoneyness(forward: Double, strike: Double) -> Double {
        let ratio = forward / strike
        guard ratio > 0.5, ratio < 2 else { return log(forward) - log(strike) }
        return log1p((forward - strike) / strike)
    }
}
