/// How far an expiry's forward over spot follows what put-call parity says: much while little is known, then slowly.
///
/// A scalar Kalman filter. Dividends and funding move a basis by hundredths of a percent an hour; one look at the
/// market's pairs is off by as much.
struct CarryFilter {
    /// Of yesterday's settlements: a fifth of a percent.
    private static let deviationAtStart = 2e-3
    /// What a basis wanders in the root of an hour.
    private static let deviationPerHour = 2e-4

    /// Of the carry in use.
    private(set) var variance = deviationAtStart * deviationAtStart

    /// The share of the way to what is shown that the carry goes.
    ///
    /// - Parameters:
    ///   - seconds: since the last time.
    ///   - shownVariance: of what is shown, as a part of spot.
    mutating func gain(seconds: Double, shownVariance: Double) -> Double {
        guard shownVariance > 0, shownVariance.isFinite else { return 0 }
        let wander = CarryFilter.deviationPerHour * CarryFilter.deviationPerHour / 3_600
        let before = variance + wander * seconds
        let gain = before / (before + shownVariance)
        variance = (1 - gain) * before
        return gain
    }
}
