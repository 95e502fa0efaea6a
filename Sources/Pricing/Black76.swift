import Glibc
public import Market

/// The Black-76 formula: a European option on a forward.
public enum Black76 {
    /// Value before discounting, from the total standard deviation σ√T; zero deviation gives the intrinsic value.
    ///
    /// Nil unless forward and strike are finite and positive and the deviation finite and not negative.
    public static func undiscounted(
        _ type: OptionType, forward: Double, strike: Double, standardDeviation: Double
    ) -> Double? {
        guard isPositive(forward), isPositive(strike), isNotNegative(standardDeviation) else {
            return nil
        }
        guard standardDeviation > 0 else {
            return intrinsicValue(type, forward: forward, strike: strike)
        }
        let moneyness = ImpliedVolatility.logMoneyness(forward: forward, strike: strike)
        let d1 = moneyness / standardDeviation + 0.5 * standardDeviation
        return value(type, forward, strike, d1: d1, d2: d1 - standardDeviation)
    }

    /// Undiscounted, by way of the out-of-the-money side: that one has no cancellation, the other follows by parity.
    static func value(
        _ type: OptionType, _ forward: Double, _ strike: Double, d1: Double, d2: Double
    ) -> Double {
        let timeValue =
            forward <= strike
            ? forward * NormalDistribution.cumulative(d1) - strike
                * NormalDistribution.cumulative(d2)
            : strike * NormalDistribution.cumulative(-d2) - forward
                * NormalDistribution.cumulative(-d1)
        return intrinsicValue(type, forward: forward, strike: strike) + max(0, timeValue)
    }

    /// Value and greeks with respect to the forward; zero volatility or time gives the intrinsic value and a step delta.
    ///
    /// Nil for input that is not finite, a forward, strike or discount that is not positive, or a negative
    /// volatility or time.
    /// - Parameters:
    ///   - volatility: per root year; 0.20 is 20 %.
    ///   - years: to expiry.
    ///   - discount: present value of one yuan at expiry.
    public static func valuation(
        _ type: OptionType, forward: Double, strike: Double, volatility: Double, years: Double,
        discount: Double = 1
    ) -> OptionValuation? {
        guard isNotNegative(volatility), isNotNegative(years), isPositive(discount) else {
            return nil
        }
        let rootTime = years.squareRoot()
        let deviation = volatility * rootTime
        guard
            let value = undiscounted(
                type, forward: forward, strike: strike, standardDeviation: deviation)
        else { return nil }
        let rate = years > 0 ? -log(discount) / years : 0
        guard deviation > 0 else {
            return OptionValuation(
                value: discount * value,
                delta: discount * stepDelta(type, forward: forward, strike: strike), gamma: 0,
                vega: 0, theta: rate * discount * value)
        }
        let d1 =
            ImpliedVolatility.logMoneyness(forward: forward, strike: strike) / deviation
            + 0.5 * deviation
        let density = NormalDistribution.density(d1)
        let sign: Double = type == .call ? 1 : -1
        return OptionValuation(
            value: discount * value,
            delta: discount * sign * NormalDistribution.cumulative(sign * d1),
            gamma: discount * density / (forward * deviation),
            vega: discount * forward * density * rootTime,
            theta: rate * discount * value
                - discount * forward * density * volatility / (2 * rootTime))
    }

    /// max(F − K, 0) for a call, max(K − F, 0) for a put.
    public static func intrinsicValue(_ type: OptionType, forward: Double, strike: Double)
        -> Double
    {
        type == .call ? max(forward - strike, 0) : max(strike - forward, 0)
    }

    /// The delta without volatility: half a step exactly at the money.
    private static func stepDelta(_ type: OptionType, forward: Double, strike: Double) -> Double {
        let call: Double = forward > strike ? 1 : forward < strike ? 0 : 0.5
        return type == .call ? call : call - 1
    }

    private static func isPositive(_ value: Double) -> Bool { value.isFinite && value > 0 }
    private static func isNotNegative(_ value: Double) -> Bool { value.isFinite && value >= 0 }
}
