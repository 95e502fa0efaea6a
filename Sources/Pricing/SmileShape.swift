/// Total implied variance w = σ²T as a function of k = ln(K/F), with the derivatives that arbitrage depends on.
public protocol SmileShape: Sendable {
    /// w, dw/dk and d²w/dk² at k.
    func variance(at k: Double) -> (value: Double, slope: Double, curvature: Double)
    /// The stretch of k outside which nothing new happens.
    var support: (low: Double, high: Double) { get }
    /// Whether the far wings and the least variance are those of a smile at all.
    var isSound: Bool { get }
}

extension SmileShape {
    /// Durrleman's function g: the density of the terminal price up to a positive factor; negative means butterfly arbitrage.
    public func density(at k: Double) -> Double {
        let (w, slope, curvature) = variance(at: k)
        guard w > 0 else { return -.infinity }
        let first = 1 - k * slope / (2 * w)
        return first * first - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curvature
    }

    /// The k at which g is most negative; nil when there is no butterfly arbitrage.
    public var butterflyArbitrage: Double? {
        guard isSound else { return 0 }
        let reach = support
        var worst: (k: Double, density: Double) = (0, .infinity)
        for step in 0...butterflySteps {
            let k = butterflyPlace(step, reach)
            let found = density(at: k)
            guard found.isFinite else { return k }
            if found < worst.density { worst = (k, found) }
        }
        return worst.density < -1e-9 ? worst.k : nil
    }

    /// Whether there is butterfly arbitrage, said at the first place that has it.
    var hasButterfly: Bool {
        guard isSound else { return true }
        let reach = support
        return (0...butterflySteps).contains { !(density(at: butterflyPlace($0, reach)) >= -1e-9) }
    }

    private var butterflySteps: Int { 400 }

    /// Denser in the middle, where a smile bends.
    private func butterflyPlace(_ step: Int, _ reach: (low: Double, high: Double)) -> Double {
        let u = 2 * Double(step) / Double(butterflySteps) - 1
        let bent = u * (0.15 + 0.85 * u * u)
        return 0.5 * (reach.low + reach.high) + 0.5 * (reach.high - reach.low) * bent
    }

    /// The k at which this later smile has least total variance over `earlier`; nil when it has nowhere less.
    ///
    /// Looked for within five standard deviations, at least ±0.3: strikes beyond are not listed.
    public func calendarArbitrage(after earlier: some SmileShape) -> Double? {
        let atTheMoney = max(0, variance(at: 0).value)
        let reach = max(0.3, 5 * atTheMoney.squareRoot())
        var worst: (k: Double, excess: Double) = (0, 0)
        for step in -100...100 {
            let k = reach * Double(step) / 100
            let (now, before) = (variance(at: k).value, earlier.variance(at: k).value)
            guard now.isFinite, before.isFinite else { return k }
            let excess = now - before
            if excess < worst.excess { worst = (k, excess) }
        }
        return worst.excess < -1e-9 ? worst.k : nil
    }
}
