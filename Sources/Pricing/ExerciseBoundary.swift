import Glibc
import Market

/// The boundary below which a put is exercised, by fixed-point iteration, and the value that follows from it.
///
/// Andersen, Lake and Offengenden, High performance American option pricing (2015): iterations A and B on
/// H(√τ) = ln²(B/B₀). A call is the put with spot and strike, rate and yield exchanged.
struct ExerciseBoundary {
    private static let iterationsMax = 120

    private let grid: BoundaryGrid
    private let isCall: Bool
    private let scale: Double
    private let strike: Double
    private let rate: Double
    private let yield: Double
    private let years: Double
    private let volatility: Double
    /// The boundary just before expiry.
    private let start: Double
    /// H at the grid's nodes.
    private var heights: [Double]

    /// Nil when the iteration does not settle.
    init?(_ option: AmericanOption, volatility: Double, grid: BoundaryGrid = .standard) {
        let european = option.european
        self.grid = grid
        isCall = european.type == .call
        (rate, yield) = option.carry
        scale = european.strike
        strike = isCall ? european.spot : european.strike
        years = european.years
        self.volatility = volatility
        start = strike * (yield > rate ? rate / yield : 1)
        heights = Array(repeating: 0, count: grid.nodes.count)
        // The boundary is a share of the strike whatever the strike is; solve it for this one.
        guard start > 0 else { return nil }
        // Kind B settles in quiet markets too; half steps and kind A are for what it leaves.
        for attempt in [(false, 1.0), (false, 0.5), (true, 0.5)] {
            guard guessed() else { return nil }
            if iterated(attempt.0, attempt.1) { return }
        }
        return nil
    }

    /// The option's value; `spot` is the option's own.
    func value(_ spot: Double) -> Double? {
        let asset = isCall ? scale : spot
        let edge = boundary(heights[0])
        guard asset > edge else { return strike - asset }
        guard
            let put = BlackScholesMerton(
                type: .put, spot: asset, strike: strike, rate: rate, dividendYield: yield,
                years: years
            ).valuation(volatility: volatility).valuation?.value
        else { return nil }
        var premium = 0.0
        let count = grid.nodes.count
        for (place, point) in grid.points.enumerated() {
            // Here u = T·v² is the time until exercise; the boundary then has T·cos²θ left.
            let u = years * point * point
            var height = 0.0
            for other in 0..<count { height += grid.rows[place * count + other] * heights[other] }
            let weight = grid.weights[place]
            let (plus, minus) = distances(u, asset / boundary(height))
            let flow =
                rate * strike * exp(-rate * u) * NormalDistribution.cumulative(-minus)
                - yield * asset * exp(-yield * u) * NormalDistribution.cumulative(-plus)
            premium += weight * 2 * years * point * flow
        }
        let found = put + premium
        return found.isFinite ? found : nil
    }

    private func boundary(_ height: Double) -> Double { start * exp(-max(0, height).squareRoot()) }

    private func distances(_ time: Double, _ ratio: Double) -> (Double, Double) {
        let deviation = volatility * time.squareRoot()
        let plus = (log(ratio) + (rate - yield) * time) / deviation + 0.5 * deviation
        return (plus, plus - deviation)
    }

    /// Bjerksund and Stensland's level for each remaining time: near enough to start from.
    private mutating func guessed() -> Bool {
        for (index, node) in grid.nodes.enumerated() where node > 0 {
            let mirror = BlackScholesMerton(
                type: .put, spot: strike, strike: strike, rate: rate, dividendYield: yield,
                years: years * node * node)
            guard let flat = FlatBoundary(mirror, volatility) else { return false }
            let guess = min(start, strike * strike / flat.trigger)
            let distance = log(guess / start)
            guard distance.isFinite else { return false }
            heights[index] = distance * distance
        }
        return true
    }

    private mutating func iterated(_ isFirstKind: Bool, _ share: Double) -> Bool {
        var smallest = Double.infinity
        for iteration in 0..<ExerciseBoundary.iterationsMax {
            var change = 0.0
            var next = heights
            for index in grid.nodes.indices.dropLast() {
                let found = improved(index, isFirstKind)
                guard found.isFinite, found > 0 else { return false }
                let distance = -log(min(found, start) / start)
                let old = sqrt(heights[index])
                let moved = old + share * (distance - old)
                next[index] = moved * moved
                change = max(change, abs(sqrt(next[index]) - sqrt(heights[index])))
            }
            heights = next
            // An error of the boundary enters the value squared: it is at its best there.
            if change < 1e-8 { return true }
            // Rounding ends the progress of very short or quiet options a little earlier.
            if iteration > 40, change < 1e-7, change >= smallest { return true }
            smallest = min(smallest, change)
        }
        return smallest < 1e-7
    }

    /// One step of the fixed point at a node: K·e^{−(r−q)τ}·N/D.
    private func improved(_ index: Int, _ isFirstKind: Bool) -> Double {
        let node = grid.nodes[index]
        let tau = years * node * node
        let level = boundary(heights[index])
        let (plus, minus) = distances(tau, level / strike)
        let deviation = volatility * tau.squareRoot()
        var above: Double
        var below = NormalDistribution.cumulative(plus)
        if isFirstKind {
            above = NormalDistribution.density(minus) / deviation
            below += NormalDistribution.density(plus) / deviation
        } else {
            above = NormalDistribution.cumulative(minus)
        }
        let count = grid.nodes.count
        for (place, v) in grid.points.enumerated() {
            let rest = tau * v * v
            let u = tau - rest
            var height = 0.0
            let row = (index * grid.points.count + place) * count
            for other in 0..<count { height += grid.rows[row + other] * heights[other] }
            let (up, down) = distances(rest, level / boundary(height))
            // du = 2τv dv; the density over σ√(τ − u) = σv√τ loses its singularity with it.
            let weight = grid.weights[place] * 2 * tau
            if isFirstKind {
                let spread = volatility * tau.squareRoot()
                above +=
                    rate * exp(rate * u) * weight * NormalDistribution.density(down) / spread
                below +=
                    yield * exp(yield * u) * weight
                    * (v * NormalDistribution.cumulative(up)
                        + NormalDistribution.density(up) / spread)
            } else {
                above += rate * exp(rate * u) * weight * v * NormalDistribution.cumulative(down)
                below += yield * exp(yield * u) * weight * v * NormalDistribution.cumulative(up)
            }
        }
        return strike * exp((yield - rate) * tau) * above / below
    }
}
