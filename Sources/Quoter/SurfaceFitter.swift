import Market
import Pricing
import Wire

/// The fitted surface of one underlying: the smiles in force, when they were fitted, and what was refused.
struct SurfaceFitter {
    /// A forward that moved by this share since the fit brings the next one on.
    static let forwardMoveMax = 0.005
    /// Between two fits, however far the forward moves.
    static let pause = TimeSpan.seconds(1)
    /// How far a fit's forward from parity moves the carry: one odd mid must not move every value.
    static let carryGain = 0.3
    /// Half the interval of an anchor: a strike without a market is thought to be where it was, give or take this.
    static let anchorHalfWidth = 0.02

    let tuning: SurfaceTuning
    var surface: VolatilitySurface
    /// By rank of expiry.
    var fittedAt: [SessionTime?]
    /// The forward of the last attempt, by rank; NaN before.
    var forwards: [Double]
    var lastAttempt = UnderlyingDesk.never
    var nextFit = UnderlyingDesk.never
    /// Filled again at each fit; they grow once.
    var bids: VolatilityColumns
    var asks: VolatilityColumns
    /// The pair of each option in the columns.
    var pairs: [Int] = []
    var parity = ParityRegression()

    /// Expiries replaced, kept as they were, and left without a smile, over all fits.
    var published: UInt64 = 0
    var kept: UInt64 = 0
    var absent: UInt64 = 0
    var lastRefusal: SurfaceStatus.Refusal?

    init(_ model: SmileModel, expiries: Int, pairs count: Int, tuning: SurfaceTuning) {
        self.tuning = tuning
        surface = VolatilitySurface(
            model: model, pointsMin: tuning.pointsMin, rmsMax: tuning.rmsMax, isLive: true)
        fittedAt = Array(repeating: nil, count: expiries)
        forwards = Array(repeating: .nan, count: expiries)
        bids = VolatilityColumns(capacity: count)
        asks = VolatilityColumns(capacity: count)
        pairs.reserveCapacity(count)
    }

    /// Everything that later fits depend on.
    func hash(into hasher: inout StateHasher) {
        hasher.combine(lastAttempt.nanoseconds)
        hasher.combine(nextFit.nanoseconds)
        hasher.combine(published)
        hasher.combine(kept)
        hasher.combine(absent)
        for time in fittedAt { hasher.combine(time?.nanoseconds ?? -1) }
        for smile in surface.smiles {
            hasher.combine(UInt64(smile.expiry))
            hasher.combine(smile.forward.bitPattern)
            hasher.combine(smile.years.bitPattern)
            for step in -1...1 {
                hasher.combine(smile.form.variance(at: 0.1 * Double(step)).value.bitPattern)
            }
        }
    }
}
