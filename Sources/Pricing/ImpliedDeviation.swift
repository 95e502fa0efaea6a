import Glibc

/// σ√T from a normalised out-of-the-money price: Jäckel's rational guess and two or three Householder steps.
///
/// P. Jäckel, Let's Be Rational (2013): four branches, split where the price is b at the inflection point
/// √(2|x|) and at the points where its tangent there meets 0 and the maximum.
struct ImpliedDeviation {
    private static let iterationsMax = 64
    private static let rootThree = 1.732_050_807_568_877_293_5

    /// −|ln F/K|.
    private let x: Double
    private let price: Double
    private let maximum: Double
    private let black: NormalisedBlack

    /// The solution, nil where the price is not within 0 ..< e^{x/2} or the solution not representable.
    static func solve(price: Double, moneyness x: Double) -> Double? {
        guard x <= 0, x.isFinite, price.isFinite, price >= 0 else { return nil }
        let black = NormalisedBlack(x: x)
        guard price < black.maximum else { return nil }
        guard price > 0 else { return 0 }
        guard x < 0 else {
            // At the money b = 2Φ(s/2) − 1.
            let s = 2 * NormalDistribution.inverseOfCentred(0.5 * price)
            return s.isFinite ? s : nil
        }
        return ImpliedDeviation(x: x, price: price, maximum: black.maximum, black: black)
            .solution()
    }

    /// Which function of b the steps are taken on: the one that is nearly linear in s there.
    private enum Objective {
        case reciprocalLog
        case plain
        case complementLog
    }

    private func solution() -> Double? {
        let inflection = (2 * abs(x)).squareRoot()
        let (b, vega) = black.value(inflection)
        let middle = (s: inflection, b: b, vega: vega)
        let (guess, objective) = price < middle.b ? lowerGuess(middle) : upperGuess(middle)
        return polished(guess, objective, inflection)
    }

    private func lowerGuess(_ middle: (s: Double, b: Double, vega: Double)) -> (Double, Objective) {
        let s = middle.s - middle.b / middle.vega
        guard s > 0, middle.vega > 0 else { return (lowerMapGuess(nil), .reciprocalLog) }
        let (b, vega) = black.value(s)
        guard price >= b else { return (lowerMapGuess((s, b)), .reciprocalLog) }
        let cubic = RationalCubic(
            left: (b, s, 1 / vega),
            right: (middle.b, middle.s, 1 / middle.vega),
            curvatureAtRight: 0, isShapePreferred: false)
        return (cubic.value(price), .plain)
    }

    private func upperGuess(_ middle: (s: Double, b: Double, vega: Double)) -> (Double, Objective) {
        let objective: Objective = price > 0.5 * maximum ? .complementLog : .plain
        let s =
            middle.vega > .leastNormalMagnitude
            ? middle.s + (maximum - middle.b) / middle.vega : middle.s
        let (b, vega) = black.value(s)
        guard price > b || s == middle.s else {
            let cubic = RationalCubic(
                left: (middle.b, middle.s, 1 / middle.vega),
                right: (b, s, 1 / vega),
                curvatureAtLeft: 0, isShapePreferred: false)
            return (cubic.value(price), objective)
        }
        return (upperMapGuess(s, b), objective)
    }

    /// Interpolates f = (2π|x|/3√3)·Φ(−|x|/(√3 s))³, nearly linear in the price, between 0 and `end`.
    private func lowerMapGuess(_ end: (s: Double, b: Double)?) -> Double {
        let width = abs(x)
        guard let end, end.b > 0 else { return asymptoticGuess }
        let s = end.s
        let z = width / (ImpliedDeviation.rootThree * s)
        let tail = NormalDistribution.cumulative(-z)
        let ratio = NormalDistribution.cumulativeOverDensity(-z)
        let growth = exp(z * z + s * s / 8)
        let scale = 2 * Double.pi * width / (3 * ImpliedDeviation.rootThree)
        let f = scale * tail * tail * tail
        let slope = 2 * Double.pi * z * z * tail * tail * growth
        let bend =
            8 * ImpliedDeviation.rootThree * s * width
            + (3 * s * s * (s * s - 8) - 8 * width * width) * ratio
        let curvature = Double.pi / 6 * z * z / (s * s * s) * tail * bend * growth * growth
        guard f > 0, slope.isFinite, curvature.isFinite else { return asymptoticGuess }
        let cubic = RationalCubic(
            left: (0, 0, 1), right: (end.b, f, slope), curvatureAtRight: curvature,
            isShapePreferred: true)
        var mapped = cubic.value(price)
        if !(mapped > 0) {
            let t = price / end.b
            mapped = (f * t + end.b * (1 - t)) * t
        }
        let quantile = NormalDistribution.inverseCumulative(cbrt(mapped / scale))
        return abs(width / (ImpliedDeviation.rootThree * quantile))
    }

    /// −ln b ≈ x²/2s²: where everything else underflows.
    private var asymptoticGuess: Double {
        abs(x) / (-2 * log(price)).squareRoot()
    }

    /// Interpolates f = Φ(−s/2), nearly linear in the price, between `s` and the maximum.
    private func upperMapGuess(_ s: Double, _ b: Double) -> Double {
        let f = NormalDistribution.cumulative(-0.5 * s)
        let ratio = (x / s) * (x / s)
        let slope = -0.5 * exp(0.5 * ratio)
        let curvature =
            0.5 * NormalDistribution.rootTwoPi * exp(ratio + 0.125 * s * s) * ratio / s
        var mapped = 0.0
        if curvature.isFinite, slope.isFinite {
            let cubic = RationalCubic(
                left: (b, f, slope), right: (maximum, 0, -0.5), curvatureAtLeft: curvature,
                isShapePreferred: true)
            mapped = cubic.value(price)
        }
        if !(mapped > 0) {
            let h = maximum - b
            let t = (price - b) / h
            mapped = (f * (1 - t) + 0.5 * h * t) * (1 - t)
        }
        return -2 * NormalDistribution.inverseCumulative(max(mapped, .leastNonzeroMagnitude))
    }

    /// Third-order Householder steps, held inside a bracket that every evaluation narrows.
    private func polished(_ start: Double, _ objective: Objective, _ inflection: Double) -> Double?
    {
        var low = 0.0
        var high = Double.infinity
        var s = start.isFinite && start > 0 ? start : inflection
        for _ in 0..<ImpliedDeviation.iterationsMax {
            let step = householderStep(s, objective, &low, &high)
            // Of fourth order: what is left after so short a step is below rounding.
            if abs(step) <= 1e-5 * s { return s + step }
            var next = s + step
            if !(next > low && next < high) {
                next = high.isFinite ? 0.5 * (low + high) : 2 * s
            }
            s = next
        }
        return s.isFinite ? s : nil
    }

    private func householderStep(
        _ s: Double, _ objective: Objective, _ low: inout Double, _ high: inout Double
    ) -> Double {
        let h = x / s
        let halley = h * h / s - 0.25 * s
        let third = halley * halley - 3 * (h / s) * (h / s) - 0.25
        let newton: Double
        var second = halley
        var third3 = third
        switch objective {
        case .plain:
            let (b, slope) = black.value(s)
            narrow(s, isBelow: b < price, &low, &high)
            newton = (price - b) / slope
        case .reciprocalLog:
            let (b, slope) = black.value(s)
            narrow(s, isBelow: b < price, &low, &high)
            let logB = log(b)
            let logPrice = log(price)
            let g = slope / b
            newton = (logPrice - logB) * logB / (logPrice * g)
            let bend = 1 + 2 / logB
            second = halley - g * bend
            third3 = third + 2 * g * g * (1 + 3 / logB * (1 + 1 / logB)) - 3 * halley * g * bend
        case .complementLog:
            let (missing, slope) = black.complement(s)
            let target = maximum - price
            narrow(s, isBelow: missing > target, &low, &high)
            let g = slope / missing
            newton = log(missing / target) / g
            second = halley + g
            third3 = third + g * (2 * g + 3 * halley)
        }
        let factor =
            (1 + 0.5 * second * newton) / (1 + newton * (second + third3 * newton / 6))
        let step = newton * factor
        return factor > 0 && step.isFinite ? step : newton
    }

    private func narrow(_ s: Double, isBelow: Bool, _ low: inout Double, _ high: inout Double) {
        if isBelow { low = max(low, s) } else { high = min(high, s) }
    }
}
