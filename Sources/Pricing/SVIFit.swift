import Glibc

/// SVI fitted to points with weights: linear in three parameters for given m and σ, those two by a simplex search.
///
/// The quasi-explicit calibration of De Marco and Martini (Zeliade 2009). Always ends: the search has a fixed number of
/// steps, and its start is the best of a grid.
struct SVIFit {
    struct Target {
        let k: Double
        let variance: Double
        let weight: Double

        init(k: Double, variance: Double, weight: Double) {
            self.k = k
            self.variance = variance
            self.weight = weight
        }

        /// Nil unless the variance is above zero and the weight finite.
        init?(k: Double, _ shown: (variance: Double, weight: Double)) {
            guard shown.variance > 0, shown.variance.isFinite, shown.weight.isFinite,
                shown.weight > 0
            else { return nil }
            self.init(k: k, variance: shown.variance, weight: shown.weight)
        }
    }

    /// How long is searched.
    enum Effort {
        case thorough
        /// To a fraction of any bid-ask interval, an order of magnitude sooner.
        case live
    }

    static let pointsMin = 5
    /// A search from the last smile begins with steps of this share of the strikes' span.
    private static let warmStep = 0.02

    private let stepsMax: Int
    /// Restarting gets a collapsed simplex going again.
    private let scales: [Double]

    private let targets: [Target]
    private let low: Double
    private let high: Double
    /// What a unit of negative density costs; 0 leaves butterfly arbitrage unpunished.
    private let penalty: Double
    /// The search ends when its corners differ by this share of the cost.
    private let tolerance: Double
    /// As a share of the strikes' span: live, no kink is made of what a single quote says.
    private let sigmaMin: Double
    /// … or by this much, in squared half bid-ask intervals.
    private let absoluteTolerance: Double

    /// - Parameter isFree: searches where there is no butterfly arbitrage.
    init(_ targets: [Target], isFree: Bool = false, effort: Effort = .thorough) {
        self.targets = targets
        stepsMax = effort == .thorough ? 240 : 60
        scales = effort == .thorough ? [0.1, 0.02, 0.004] : [0.1, 0.01]
        penalty =
            isFree ? targets.reduce(0) { $0 + $1.weight * $1.variance * $1.variance } : 0
        // Where smiles are punished the cost has kinks, and no minimum to be found more exactly.
        tolerance = isFree || effort == .live ? 1e-6 : 1e-15
        sigmaMin = effort == .live ? 0.03 : 0
        absoluteTolerance = effort == .live ? 1e-4 : 0
        low = targets.reduce(.infinity) { min($0, $1.k) }
        high = targets.reduce(-.infinity) { max($0, $1.k) }
    }

    /// The best slice; nil with too few distinct points, or when nothing finite is found.
    ///
    /// - Parameter last: where to begin in place of the grid's best, if it is nearly as good as anything.
    func solution(from last: SVISlice? = nil) -> SVISlice? {
        guard hasPoints else { return nil }
        let span = max(high - low, 1e-3)
        if let last, last.sigma > 0 {
            let start = (last.m, log(last.sigma))
            if inner(start) != nil {
                let place = search(start, span * SVIFit.warmStep, SVIFit.warmStep * 4)
                if let found = inner(place) { return found.slice }
            }
        }
        guard var place = gridBest(span) else { return nil }
        for scale in scales { place = search(place, span * scale, scale * 4) }
        return inner(place)?.slice
    }

    /// Enough distinct places; as points come sorted, or nearly, without a set.
    private var hasPoints: Bool {
        var distinct: [Double] = []
        for target in targets where !distinct.contains(target.k) {
            distinct.append(target.k)
            if distinct.count >= SVIFit.pointsMin { return true }
        }
        return false
    }

    private func gridBest(_ span: Double) -> (Double, Double)? {
        var best: (cost: Double, place: (Double, Double))?
        for column in 0...8 {
            for row in 0...6 {
                let place = (
                    low + span * (Double(column) / 8 * 1.5 - 0.25),
                    log(span * pow(2, Double(row) - 5.8))
                )
                guard let cost = inner(place)?.cost else { continue }
                if cost < best?.cost ?? .infinity { best = (cost, place) }
            }
        }
        return best?.place
    }

    private typealias Corner = (place: (Double, Double), cost: Double)

    private func corner(_ m: Double, _ logSigma: Double) -> Corner {
        ((m, logSigma), inner((m, logSigma))?.cost ?? .infinity)
    }

    /// Nelder and Mead in (m, ln σ).
    private func search(_ start: (Double, Double), _ stepM: Double, _ stepS: Double)
        -> (Double, Double)
    {
        var best = corner(start.0, start.1)
        var middle = corner(start.0 + stepM, start.1)
        var worst = corner(start.0, start.1 + stepS)
        for _ in 0..<stepsMax {
            if middle.cost < best.cost { swap(&best, &middle) }
            if worst.cost < middle.cost { swap(&middle, &worst) }
            if middle.cost < best.cost { swap(&best, &middle) }
            guard worst.cost - best.cost > tolerance * best.cost + absoluteTolerance else { break }
            let center = (
                0.5 * (best.place.0 + middle.place.0), 0.5 * (best.place.1 + middle.place.1)
            )
            func toward(_ share: Double) -> Corner {
                corner(
                    center.0 + share * (worst.place.0 - center.0),
                    center.1 + share * (worst.place.1 - center.1))
            }
            let reflected = toward(-1)
            if reflected.cost < best.cost {
                let expanded = toward(-2)
                worst = expanded.cost < reflected.cost ? expanded : reflected
            } else if reflected.cost < middle.cost {
                worst = reflected
            } else {
                let contracted = toward(reflected.cost < worst.cost ? -0.5 : 0.5)
                if contracted.cost < worst.cost {
                    worst = contracted
                } else {
                    middle = halfway(middle, best)
                    worst = halfway(worst, best)
                }
            }
        }
        let nearest = middle.cost < best.cost ? middle : best
        return worst.cost < nearest.cost ? worst.place : nearest.place
    }

    private func halfway(_ corner: Corner, _ best: Corner) -> Corner {
        self.corner(
            0.5 * (corner.place.0 + best.place.0), 0.5 * (corner.place.1 + best.place.1))
    }

    /// The best a, b, ρ for given m and σ, with b ≥ 0, |ρ| ≤ 1 and wings no steeper than 2.
    private func inner(_ place: (Double, Double)) -> (slice: SVISlice, cost: Double)? {
        let (m, logSigma) = place
        let sigma = exp(logSigma)
        // Beyond these the points show no more than a parabola, and its wings would be invention.
        let span = max(high - low, 1e-3)
        guard m > low - 0.5 * span, m < high + 0.5 * span, sigma > max(1e-4, sigmaMin * span),
            sigma < 1.5 * span
        else { return nil }
        // Unknowns: level, d = ρbσ, c = bσ; the edges of what is allowed, each with one unknown fewer.
        var best: (slice: SVISlice, cost: Double)?
        let moments = Moments(targets, m, sigma)
        for edge in Edge.allCases {
            guard
                let found = solved(edge, moments, m, sigma, below: best?.cost ?? .infinity)
            else { continue }
            // Unpunished, what is allowed everywhere beats every edge.
            if edge == .inside, penalty == 0 { return found }
            if found.cost < best?.cost ?? .infinity { best = found }
        }
        return best
    }

    private enum Edge: CaseIterable {
        case inside, rising, falling, flat
    }

    /// Nil also where the punishment would not have to be looked at: the squares alone are no less than `bound`.
    private func solved(
        _ edge: Edge, _ moments: Moments, _ m: Double, _ sigma: Double, below bound: Double
    ) -> (slice: SVISlice, cost: Double)? {
        guard let (level, d, c) = moments.solution(edge), c >= 0, abs(d) <= c,
            c + abs(d) <= 2 * sigma
        else { return nil }
        let slice = SVISlice(
            a: level, b: c / sigma, rho: c > 0 ? d / c : 0, m: m, sigma: sigma)
        guard slice.varianceMin > 0 else { return nil }
        let squares = slice.cost(of: targets)
        guard squares < bound else { return nil }
        let cost = squares + penalty * shortfall(slice)
        return cost.isFinite ? (slice, cost) : nil
    }

    /// The normal equations of level + d·y + c·z, y = (k − m)/σ, z = √(y² + 1).
    private struct Moments {
        var weight = 0.0
        var y = 0.0
        var z = 0.0
        var yy = 0.0
        var yz = 0.0
        var zz = 0.0
        var v = 0.0
        var vy = 0.0
        var vz = 0.0

        init(_ targets: [Target], _ m: Double, _ sigma: Double) {
            for target in targets {
                let place = (target.k - m) / sigma
                let root = (place * place + 1).squareRoot()
                let w = target.weight
                let (wy, wz, wv) = (w * place, w * root, w * target.variance)
                weight += w
                y += wy
                z += wz
                yy += wy * place
                yz += wy * root
                zz += wz * root
                v += wv
                vy += wv * place
                vz += wv * root
            }
        }

        func solution(_ edge: Edge) -> (level: Double, d: Double, c: Double)? {
            switch edge {
            case .inside: return three
            case .rising:
                return two(z + y, zz + 2 * yz + yy, vz + vy).map { ($0.level, $0.slope, $0.slope) }
            case .falling:
                return two(z - y, zz - 2 * yz + yy, vz - vy).map { ($0.level, -$0.slope, $0.slope) }
            case .flat: return weight > 0 ? (v / weight, 0, 0) : nil
            }
        }

        /// Cholesky's factor of the matrix scaled to a unit diagonal; nil where it is singular.
        private var three: (level: Double, d: Double, c: Double)? {
            let (s0, s1, s2) = (weight.squareRoot(), yy.squareRoot(), zz.squareRoot())
            guard s0 > 0, s1 > 0, s2 > 0, s0.isFinite, s1.isFinite, s2.isFinite else { return nil }
            let l10 = y / (s0 * s1)
            let l20 = z / (s0 * s2)
            let pivot1 = 1 - l10 * l10
            guard pivot1 > 1e-12 else { return nil }
            let l11 = pivot1.squareRoot()
            let l21 = (yz / (s1 * s2) - l20 * l10) / l11
            let pivot2 = 1 - l20 * l20 - l21 * l21
            guard pivot2 > 1e-12 else { return nil }
            let l22 = pivot2.squareRoot()
            let t0 = v / s0
            let t1 = (vy / s1 - l10 * t0) / l11
            let t2 = (vz / s2 - l20 * t0 - l21 * t1) / l22
            let u2 = t2 / l22
            let u1 = (t1 - l21 * u2) / l11
            let u0 = t0 - l10 * u1 - l20 * u2
            let found = (level: u0 / s0, d: u1 / s1, c: u2 / s2)
            return (found.level + found.d + found.c).isFinite ? found : nil
        }

        private func two(_ x: Double, _ xx: Double, _ vx: Double) -> (
            level: Double, slope: Double
        )? {
            let (s0, s1) = (weight.squareRoot(), xx.squareRoot())
            guard s0 > 0, s1 > 0, s0.isFinite, s1.isFinite else { return nil }
            let l10 = x / (s0 * s1)
            let pivot = 1 - l10 * l10
            guard pivot > 1e-12 else { return nil }
            let l11 = pivot.squareRoot()
            let t0 = v / s0
            let u1 = (vx / s1 - l10 * t0) / l11 / l11
            let u0 = t0 - l10 * u1
            let found = (level: u0 / s0, slope: u1 / s1)
            return (found.level + found.slope).isFinite ? found : nil
        }
    }

    /// How negative the density is, summed over places out to where the wings are straight.
    private func shortfall(_ slice: SVISlice) -> Double {
        guard penalty > 0 else { return 0 }
        let (from, to) = slice.support
        var sum = 0.0
        for step in 0...48 {
            let u = Double(step) / 24 - 1
            let k = 0.5 * (from + to) + 0.5 * (to - from) * u * (0.15 + 0.85 * u * u)
            sum += max(0, 1e-4 - slice.density(at: k))
        }
        return sum
    }
}

extension SmileShape {
    /// The weighted squares of what is missed.
    func cost(of targets: [SVIFit.Target]) -> Double {
        targets.reduce(0) { sum, target in
            let error = variance(at: target.k).value - target.variance
            return sum + target.weight * error * error
        }
    }
}
