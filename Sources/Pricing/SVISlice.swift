import Glibc

/// One expiry's smile in Gatheral's raw SVI: w(k) = a + b·(ρ(k − m) + √((k − m)² + σ²)).
public struct SVISlice: SmileShape, Hashable, BitwiseCopyable {
    public var a: Double
    public var b: Double
    public var rho: Double
    public var m: Double
    public var sigma: Double

    public init(a: Double, b: Double, rho: Double, m: Double, sigma: Double) {
        self.a = a
        self.b = b
        self.rho = rho
        self.m = m
        self.sigma = sigma
    }

    /// The same variance at every strike.
    public init(flat variance: Double) { self.init(a: variance, b: 0, rho: 0, m: 0, sigma: 0.1) }

    public func variance(at k: Double) -> (value: Double, slope: Double, curvature: Double) {
        let x = k - m
        let root = (x * x + sigma * sigma).squareRoot()
        guard root > 0 else { return (a, b * rho, 0) }
        return (
            a + b * (rho * x + root), b * (rho + x / root),
            b * sigma * sigma / (root * root * root)
        )
    }

    /// The least total variance of any strike.
    public var varianceMin: Double { a + b * sigma * max(0, 1 - rho * rho).squareRoot() }

    public var support: (low: Double, high: Double) {
        let reach = max(3, 20 * sigma)
        return (m - reach, m + reach)
    }

    /// Finite, least variance positive, wings no steeper than 2 (Lee's bound).
    public var isSound: Bool {
        let sum = a + b + rho + m + sigma
        return sum.isFinite && b >= 0 && abs(rho) <= 1 && sigma > 0 && varianceMin > 0
            && b * (1 + abs(rho)) <= 2
    }

    /// The nearest smile on the way to a guaranteed one that has no butterfly arbitrage, and how far it had to go, 0 ... 1.
    ///
    /// The guaranteed one has the call wing c = p + 2ψ and least variance 4vpc/(p + c)² (Gatheral and Jacquier
    /// 2014, §5.1); where even that fails, the way leads to a flat smile.
    public func withoutButterfly(years: Double) -> (slice: SVISlice, share: Double) {
        guard butterflyArbitrage != nil else { return (self, 0) }
        if let wings = JumpWings(self, years: years) {
            let target = wings.guaranteed
            if SVISlice(target, years: years)?.butterflyArbitrage == nil,
                let found = nearest({ SVISlice(wings.mixed(with: target, share: $0), years: years) }
                )
            {
                return found
            }
        }
        let level = variance(at: 0).value
        let flat = SVISlice(flat: level.isFinite && level > 0 ? level : 1e-8)
        let scaled = nearest { share in
            var slice = self
            slice.b *= 1 - share
            slice.a = flat.a - slice.b * ((m * m + sigma * sigma).squareRoot() - rho * m)
            return slice
        }
        return scaled ?? (flat, 1)
    }

    private func nearest(_ slice: (Double) -> SVISlice?) -> (slice: SVISlice, share: Double)? {
        func free(_ share: Double) -> SVISlice? {
            guard let found = slice(share), found.isSound, !found.hasButterfly else {
                return nil
            }
            return found
        }
        var low = 0.0
        var high = 1.0
        guard var best = free(high) else { return nil }
        for _ in 0..<20 {
            let middle = 0.5 * (low + high)
            if let found = free(middle) {
                (high, best) = (middle, found)
            } else {
                low = middle
            }
        }
        return (best, high)
    }
}
