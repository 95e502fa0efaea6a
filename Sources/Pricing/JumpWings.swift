import Glibc

/// SVI by what a trader sees: at-the-money variance and skew, the slopes of both wings, the least variance.
public struct JumpWings: Hashable, Sendable, BitwiseCopyable {
    /// At-the-money variance per year.
    public var v: Double
    /// At-the-money skew.
    public var psi: Double
    /// Slope of the left (put) wing.
    public var p: Double
    /// Slope of the right (call) wing.
    public var c: Double
    /// Least variance per year.
    public var vMin: Double

    public init(v: Double, psi: Double, p: Double, c: Double, vMin: Double) {
        self.v = v
        self.psi = psi
        self.p = p
        self.c = c
        self.vMin = vMin
    }

    /// Nil for a slice without variance at the money, or without time.
    public init?(_ slice: SVISlice, years: Double) {
        let root = (slice.m * slice.m + slice.sigma * slice.sigma).squareRoot()
        let w = slice.a + slice.b * (root - slice.rho * slice.m)
        guard w > 0, years > 0, root > 0, w.isFinite else { return nil }
        let scale = 1 / w.squareRoot()
        v = w / years
        psi = scale * slice.b / 2 * (slice.rho - slice.m / root)
        p = scale * slice.b * (1 - slice.rho)
        c = scale * slice.b * (1 + slice.rho)
        vMin = slice.varianceMin / years
    }

    /// The same level, skew and put wing with the call wing and least variance that exclude butterfly arbitrage.
    public var guaranteed: JumpWings {
        var free = self
        free.c = max(0, p + 2 * psi)
        let sum = p + free.c
        free.vMin = sum > 0 ? v * 4 * p * free.c / (sum * sum) : v
        return free
    }

    /// Between this (share 0) and another (share 1).
    public func mixed(with other: JumpWings, share: Double) -> JumpWings {
        func mix(_ a: Double, _ b: Double) -> Double { a + share * (b - a) }
        return JumpWings(
            v: mix(v, other.v), psi: mix(psi, other.psi), p: mix(p, other.p), c: mix(c, other.c),
            vMin: mix(vMin, other.vMin))
    }
}

extension SVISlice {
    /// From jump wings; nil where no raw slice has them.
    public init?(_ wings: JumpWings, years: Double) {
        let w = wings.v * years
        let root = w.squareRoot()
        let b = 0.5 * root * (wings.c + wings.p)
        guard w > 0, b > 0, w.isFinite, b.isFinite else { return nil }
        let rho = 1 - wings.p * root / b
        let beta = rho - 2 * wings.psi * root / b
        guard abs(rho) <= 1, abs(beta) <= 1 else { return nil }
        let height = (wings.v - wings.vMin) * years
        let cosine = (1 - rho * rho).squareRoot()
        let m: Double
        let sigma: Double
        if abs(beta) < 1e-12 {
            m = 0
            sigma = height / (b * (1 - cosine))
        } else {
            let sign: Double = beta < 0 ? -1 : 1
            let alpha = sign * (1 / (beta * beta) - 1).squareRoot()
            m = height / (b * (-rho + sign * (1 + alpha * alpha).squareRoot() - alpha * cosine))
            sigma = alpha * m
        }
        self.init(
            a: wings.vMin * years - b * sigma * cosine, b: b, rho: rho, m: m, sigma: sigma)
        guard a.isFinite, m.isFinite, sigma.isFinite, sigma > 0 else { return nil }
    }
}
