/// The two forms in which a smile can be fitted.
public enum SmileModel: String, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case svi
    case wing
}

/// One expiry's published smile.
public struct FittedSmile: Hashable, Sendable {
    /// The fitted form.
    public enum Form: Hashable, Sendable, BitwiseCopyable, SmileShape {
        case svi(SVISlice)
        case wing(WingSlice)

        public func variance(at k: Double) -> (value: Double, slope: Double, curvature: Double) {
            switch self {
            case .svi(let slice): slice.variance(at: k)
            case .wing(let slice): slice.variance(at: k)
            }
        }

        public var support: (low: Double, high: Double) {
            switch self {
            case .svi(let slice): slice.support
            case .wing(let slice): slice.support
            }
        }

        public var isSound: Bool {
            switch self {
            case .svi(let slice): slice.isSound
            case .wing(let slice): slice.isSound
            }
        }

        /// Without butterfly arbitrage, and how far from this form that is, 0 ... 1.
        func withoutButterfly(years: Double) -> (form: Form, share: Double) {
            switch self {
            case .svi(let slice):
                let found = slice.withoutButterfly(years: years)
                return (.svi(found.slice), found.share)
            case .wing(let slice):
                let found = slice.withoutButterfly()
                return (.wing(found.slice), found.share)
            }
        }
    }

    public let expiry: Int
    public let years: Double
    /// The forward from which k was counted.
    public let forward: Double
    public let form: Form
    public let quality: FitQuality
    /// How far the fit had to be moved to be free of butterfly arbitrage: 0 not at all, 1 to a guaranteed smile.
    public let repaired: Double
    /// Where the best fit, left alone, has a negative density.
    public let butterflyFound: Double?
    /// Where the best fit, left alone, runs below the expiry before it.
    public let calendarFound: Double?
    /// Whether the market contradicted what was held of the strikes, and was fitted by itself.
    public internal(set) var isAnew = false

    /// Implied volatility of a strike, per root year; nil for a strike or forward that is not positive.
    public func volatility(strike: Double, forward now: Double, _ stickiness: Stickiness) -> Double?
    {
        guard strike.isFinite, strike > 0, now.isFinite, now > 0 else { return nil }
        let origin = stickiness == .strike ? forward : now
        let k = ImpliedVolatility.logMoneyness(forward: strike, strike: origin)
        let variance = form.variance(at: k).value
        return variance > 0 && variance.isFinite ? (variance / years).squareRoot() : nil
    }
}

/// What stays the same when the forward moves between two fits.
public enum Stickiness: Hashable, Sendable, BitwiseCopyable {
    /// Each strike keeps its volatility.
    case strike
    /// Each moneyness, and so nearly each delta, keeps its volatility.
    case delta
}
