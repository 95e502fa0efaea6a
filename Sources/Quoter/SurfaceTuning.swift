public import Market
public import Pricing

/// Which volatilities a quoter prices with, and how they are fitted to the market.
public struct SurfaceTuning: Hashable, Sendable {
    /// The forms to choose from.
    public enum Model: String, Hashable, Sendable, CaseIterable {
        /// A parabola from the settlements, its level following the market at the money.
        case curve
        case svi
        case wing

        /// The form to fit; nil for the curve.
        public var smile: SmileModel? {
            switch self {
            case .curve: nil
            case .svi: .svi
            case .wing: .wing
            }
        }
    }

    public var model: Model
    /// Between two fits of a chain; a forward that has moved far brings the next one on.
    public var interval: TimeSpan
    /// What stays while the forward moves between two fits.
    public var stickiness: Stickiness
    /// Strikes with a market that an expiry needs to be fitted anew.
    public var pointsMin: Int
    /// A fit with a larger error, in half bid-ask intervals, is refused.
    public var rmsMax: Double

    public init(
        model: Model = .curve, interval: TimeSpan = .seconds(5), stickiness: Stickiness = .delta,
        pointsMin: Int = 3, rmsMax: Double = 1
    ) {
        self.model = model
        self.interval = max(.milliseconds(100), interval)
        self.stickiness = stickiness
        self.pointsMin = max(1, pointsMin)
        self.rmsMax = rmsMax
    }
}
