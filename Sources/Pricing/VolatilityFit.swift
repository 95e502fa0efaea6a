/// A weighted least-squares fit of a quadratic, kept as its moments: points go in one by one, nothing is stored.
public struct VolatilityFit: Hashable, Sendable, BitwiseCopyable {
    /// Points taken.
    public private(set) var count = 0
    /// The span of x seen, beyond which the curve is held flat.
    public private(set) var lowest = Double.infinity
    public private(set) var highest = -Double.infinity
    private var weight = (0.0, 0.0, 0.0, 0.0, 0.0)
    private var target = (0.0, 0.0, 0.0)

    public init() {}

    /// Takes the point unless it is not finite, not positive, or has no weight.
    ///
    /// - Parameters:
    ///   - x: ln(K/F)/√T.
    ///   - volatility: implied, per root year.
    public mutating func add(x: Double, volatility: Double, weight w: Double = 1) {
        guard x.isFinite, volatility.isFinite, volatility > 0, w.isFinite, w > 0 else { return }
        count += 1
        lowest = min(lowest, x)
        highest = max(highest, x)
        let wx = w * x
        let wxx = wx * x
        weight.0 += w
        weight.1 += wx
        weight.2 += wxx
        weight.3 += wxx * x
        weight.4 += wxx * x * x
        target.0 += w * volatility
        target.1 += wx * volatility
        target.2 += wxx * volatility
    }

    /// The weighted mean volatility, nil without points.
    public var mean: Double? { count > 0 ? target.0 / weight.0 : nil }

    /// Base, slope and curvature at x = 0, or nil when the points do not determine them.
    public var coefficients: (base: Double, slope: Double, curvature: Double)? {
        guard count >= 3 else { return nil }
        let (s0, s1, s2, s3, s4) = weight
        let (t0, t1, t2) = target
        let c0 = s2 * s4 - s3 * s3
        let c1 = s2 * s3 - s1 * s4
        let c2 = s1 * s3 - s2 * s2
        let determinant = s0 * c0 + s1 * c1 + s2 * c2
        guard determinant > 1e-10 * s0 * s2 * s4, determinant.isFinite else { return nil }
        let base = (t0 * c0 + t1 * c1 + t2 * c2) / determinant
        let slope =
            (t0 * c1 + t1 * (s0 * s4 - s2 * s2) + t2 * (s1 * s2 - s0 * s3)) / determinant
        let curvature =
            (t0 * c2 + t1 * (s1 * s2 - s0 * s3) + t2 * (s0 * s2 - s1 * s1)) / determinant
        guard base.isFinite, slope.isFinite, curvature.isFinite else { return nil }
        return (base, slope, curvature)
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.count == b.count && a.lowest == b.lowest && a.highest == b.highest
            && a.weight == b.weight && a.target == b.target
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(weight.0)
        hasher.combine(target.0)
    }
}
