import Glibc

/// The Black formula without its scale: an out-of-the-money call over √(FK), as a function of x and s.
///
/// x = ln(F/K) ≤ 0 for the out-of-the-money call (a put mirrors it), s = σ√T > 0:
/// b(x, s) = e^{x/2}Φ(x/s + s/2) − e^{−x/2}Φ(x/s − s/2), from 0 to e^{x/2}. With Y = Φ/φ this is
/// e^{−(h² + t²)/2}/√(2π) · (Y(h + t) − Y(h − t)), h = x/s, t = s/2 (Jäckel, Let's Be Rational, 2013).
struct NormalisedBlack {
    /// Below this t, and for moderate x, the difference is expanded in t: subtracting would lose digits.
    private static let narrow = 0.05

    let x: Double
    /// e^{x/2}, which the price approaches without ever reaching it.
    let maximum: Double

    /// x ≤ 0.
    init(x: Double) {
        self.x = x
        maximum = exp(0.5 * x)
    }

    /// b(x, s) and ∂b/∂s for s > 0.
    func value(_ s: Double) -> (b: Double, vega: Double) {
        let h = x / s
        let t = 0.5 * s
        let envelope = NormalisedBlack.envelope(h, t)
        if t < NormalisedBlack.narrow, x > -1 {
            return (envelope * NormalisedBlack.expandedDifference(h, t), envelope)
        }
        guard h + t < -0.67 else {
            let b =
                maximum * NormalDistribution.cumulative(h + t)
                - NormalDistribution.cumulative(h - t) / maximum
            return (b, envelope)
        }
        let difference =
            NormalDistribution.cumulativeOverDensity(h + t)
            - NormalDistribution.cumulativeOverDensity(h - t)
        return (envelope * difference, envelope)
    }

    /// e^{x/2} − b(x, s) without cancellation, and ∂b/∂s.
    func complement(_ s: Double) -> (missing: Double, vega: Double) {
        let h = x / s
        let t = 0.5 * s
        let missing =
            maximum * NormalDistribution.cumulative(-h - t)
            + NormalDistribution.cumulative(h - t) / maximum
        return (missing, NormalisedBlack.envelope(h, t))
    }

    private static func envelope(_ h: Double, _ t: Double) -> Double {
        NormalDistribution.inverseRootTwoPi * exp(-0.5 * (h * h + t * t))
    }

    /// Y(h + t) − Y(h − t) as 2t·ΣJ₂ₖ₊₁t²ᵏ, Jₙ = Y⁽ⁿ⁾(h)/n!: (n + 1)·Jₙ₊₁ = h·Jₙ + Jₙ₋₁, J₋₁ = 1.
    private static func expandedDifference(_ h: Double, _ t: Double) -> Double {
        let j0 = NormalDistribution.cumulativeOverDensity(h)
        let j1 = 1 + h * j0
        let j2 = (h * j1 + j0) * 0.5
        let j3 = (h * j2 + j1) * (1.0 / 3)
        let j4 = (h * j3 + j2) * 0.25
        let j5 = (h * j4 + j3) * 0.2
        let j6 = (h * j5 + j4) * (1.0 / 6)
        let j7 = (h * j6 + j5) * (1.0 / 7)
        let j8 = (h * j7 + j6) * 0.125
        let j9 = (h * j8 + j7) * (1.0 / 9)
        let tt = t * t
        return 2 * t * (j1 + tt * (j3 + tt * (j5 + tt * (j7 + tt * j9))))
    }
}
