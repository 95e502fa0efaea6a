/// One expiry's smile: σ(x) = base + slope·x + curvature·x² + level, x = ln(K/F)/√T, flat beyond the wings.
public struct VolatilityCurve: Hashable, Sendable, BitwiseCopyable {
    /// No volatility below or above these is ever answered.
    public static let volatilityMin = 0.01
    public static let volatilityMax = 5.0

    /// How a refit ended.
    public enum FitOutcome: Hashable, Sendable, BitwiseCopyable {
        case fitted
        /// Too few or coinciding points: their mean, flat.
        case flat
        /// The last good curve stands: no usable point at all.
        case keptNoPoints
        /// The last good curve stands: the fit leaves the permitted volatilities.
        case keptDegenerate
    }

    public private(set) var base: Double
    public private(set) var slope: Double
    public private(set) var curvature: Double
    /// The live adjustment on top of the last fit.
    public private(set) var level = 0.0
    public private(set) var wingLow: Double
    public private(set) var wingHigh: Double
    public private(set) var lastFit = FitOutcome.flat

    /// A flat curve, its volatility brought into the permitted range.
    public init(flat volatility: Double) {
        base = VolatilityCurve.clamped(volatility.isFinite ? volatility : 0.20)
        slope = 0
        curvature = 0
        wingLow = -1
        wingHigh = 1
    }

    /// The volatility at x, always within `volatilityMin ... volatilityMax`.
    public func volatility(at x: Double) -> Double {
        let bounded = max(wingLow, min(wingHigh, x))
        return VolatilityCurve.clamped(
            base + level + bounded * (slope + bounded * curvature))
    }

    /// Replaces the curve with a fit and clears the level, or keeps the last good one and says why.
    @discardableResult
    public mutating func refit(from fit: VolatilityFit) -> FitOutcome {
        lastFit = outcome(of: fit)
        return lastFit
    }

    private mutating func outcome(of fit: VolatilityFit) -> FitOutcome {
        guard let mean = fit.mean else { return .keptNoPoints }
        guard let found = fit.coefficients else {
            guard VolatilityCurve.isPermitted(mean) else { return .keptDegenerate }
            self = VolatilityCurve(flat: mean)
            return .flat
        }
        var candidate = VolatilityCurve(flat: mean)
        candidate.base = found.base
        candidate.slope = found.slope
        candidate.curvature = found.curvature
        candidate.wingLow = fit.lowest
        candidate.wingHigh = fit.highest
        guard candidate.isPermittedBetweenWings else { return .keptDegenerate }
        self = candidate
        return .fitted
    }

    /// Moves the level a fraction of the way to what the market shows at the money (an EWMA step).
    ///
    /// - Parameters:
    ///   - residual: implied minus curve volatility at the money; ignored when not finite.
    ///   - gain: 0 ... 1.
    public mutating func adjustLevel(residual: Double, gain: Double) {
        guard residual.isFinite, gain.isFinite else { return }
        let step = max(0, min(1, gain)) * max(-0.5, min(0.5, residual))
        level = max(
            VolatilityCurve.volatilityMin - base,
            min(VolatilityCurve.volatilityMax - base, level + step))
    }

    private var isPermittedBetweenWings: Bool {
        func raw(_ x: Double) -> Double { base + x * (slope + x * curvature) }
        guard VolatilityCurve.isPermitted(raw(wingLow)), VolatilityCurve.isPermitted(raw(wingHigh))
        else { return false }
        guard curvature != 0 else { return true }
        let turning = -slope / (2 * curvature)
        guard turning > wingLow, turning < wingHigh else { return true }
        return VolatilityCurve.isPermitted(raw(turning))
    }

    private static func isPermitted(_ volatility: Double) -> Bool {
        volatility >= volatilityMin && volatility <= volatilityMax
    }

    static func clamped(_ volatility: Double) -> Double {
        max(volatilityMin, min(volatilityMax, volatility))
    }
}
