import Glibc
import Market

/// The quadratic approximations: Barone-Adesi and Whaley (1987), and Ju and Zhong's correction of it (1999).
struct QuadraticAmerican {
    private let option: BlackScholesMerton
    private let volatility: Double
    private let sign: Double
    /// 1 − e^{−rT}, 2r/σ² and 2(r − q)/σ².
    private let h: Double
    private let alpha: Double
    private let beta: Double
    private let root: Double
    /// The exponent of the early-exercise premium.
    private let exponent: Double
    /// The spot at which exercise is as good as waiting.
    private var critical = 0.0

    /// Nil when no critical price is found.
    init?(_ option: BlackScholesMerton, _ volatility: Double) {
        self.option = option
        self.volatility = volatility
        sign = option.type == .call ? 1 : -1
        // Without a rate the ratio α/h has the limit 2/σ²T; a tiny rate comes as near as rounding allows.
        let rate = abs(option.rate) < 1e-9 ? 1e-9 : option.rate
        let variance = volatility * volatility
        h = -expm1(-rate * option.years)
        alpha = 2 * rate / variance
        beta = 2 * (option.rate - option.dividendYield) / variance
        root = ((beta - 1) * (beta - 1) + 4 * alpha / h).squareRoot()
        exponent = 0.5 * (1 - beta + sign * root)
        guard let found = criticalPrice() else { return nil }
        critical = found
    }

    /// Barone-Adesi and Whaley.
    var plain: Double? { value { _ in 0 } }

    /// Ju and Zhong.
    var corrected: Double? {
        let edge = european(critical)
        let premium = sign * (critical - option.strike) - edge.value
        guard premium > 0 else { return plain }
        let rate = abs(option.rate) < 1e-9 ? 1e-9 : option.rate
        let slope = -sign * alpha / (h * h * root)
        let denominator = 2 * exponent + beta - 1
        let growth = exp((option.rate - option.dividendYield) * option.years)
        let valueSlope =
            critical * NormalDistribution.density(edge.d1) * volatility * growth
            / (2 * rate * option.years.squareRoot())
            - sign * option.dividendYield * critical
            * NormalDistribution.cumulative(sign * edge.d1) * growth / rate
            + sign * option.strike * NormalDistribution.cumulative(sign * edge.d2)
        let b = (1 - h) * alpha * slope / (2 * denominator)
        let c =
            -((1 - h) * alpha / denominator)
            * (valueSlope / premium + 1 / h + slope / denominator)
        return value { $0 * (b * $0 + c) }
    }

    /// European value plus premium/(1 − χ), χ a function of ln(S/S*).
    private func value(_ correction: (Double) -> Double) -> Double? {
        guard sign * (critical - option.spot) > 0 else {
            return sign * (option.spot - option.strike)
        }
        let premium = sign * (critical - option.strike) - european(critical).value
        let distance = log(option.spot / critical)
        let found =
            european(option.spot).value
            + premium * exp(exponent * distance) / (1 - correction(distance))
        return found.isFinite ? found : nil
    }

    private func european(_ spot: Double) -> (value: Double, d1: Double, d2: Double) {
        let deviation = volatility * option.years.squareRoot()
        let forward = spot * exp((option.rate - option.dividendYield) * option.years)
        let d1 = log(forward / option.strike) / deviation + 0.5 * deviation
        let d2 = d1 - deviation
        let value =
            exp(-option.rate * option.years)
            * Black76.value(option.type, forward, option.strike, d1: d1, d2: d2)
        return (value, d1, d2)
    }

    /// How much better waiting is than exercise at this spot, with the premium's tangent.
    private func advantage(_ spot: Double) -> Double {
        let edge = european(spot)
        let slope =
            1 - exp(-option.dividendYield * option.years)
            * NormalDistribution.cumulative(sign * edge.d1)
        return edge.value + sign * spot * slope / exponent - sign * (spot - option.strike)
    }

    private func criticalPrice() -> Double? {
        guard exponent.isFinite, exponent != 0 else { return nil }
        var near = option.strike
        var far = near
        for _ in 0..<200 {
            far *= sign > 0 ? 1.5 : 1 / 1.5
            guard advantage(far) > 0 else { break }
            near = far
        }
        guard advantage(far) <= 0 else { return nil }
        for _ in 0..<100 {
            let middle = 0.5 * (near + far)
            if advantage(middle) > 0 { near = middle } else { far = middle }
        }
        return 0.5 * (near + far)
    }
}
