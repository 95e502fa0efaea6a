import Glibc
import Market
import Pricing
import Wire

/// The fitted surface of one underlying: the smiles in force, when they were fitted, and what was refused.
struct SurfaceFitter {
    /// A forward that moved by this share since the fit brings the next one on.
    static let forwardMoveMax = 0.005
    /// Between two fits, however far the forward moves.
    static let pause = TimeSpan.seconds(1)
    /// How fast the level follows the market, and how fast the shape: a level moves with every trade, a shape hardly in
    /// an hour, and what single quotes say of it is mostly their own error.
    static let levelSeconds = 4.0
    static let shapeSeconds = 600.0
    /// How firmly the settlements' shape is believed in the morning.
    static let settlementHalfWidth = 0.005
    /// A strike without a market is thought to be where it was, give or take this at most.
    static let anchorHalfWidth = 0.02
    /// A quote's error lasts as long as so many seconds of quotes: fits in between learn little from it.
    static let errorSeconds = 120.0
    /// No fit counts for more time than this.
    static let secondsMax = 60.0

    let tuning: SurfaceTuning
    var surface: VolatilitySurface
    /// By rank of expiry.
    var fittedAt: [SessionTime?]
    /// The forward of the last attempt, by rank; NaN before.
    var forwards: [Double]
    var carries: [CarryFilter]
    /// By pair: how firmly its volatility is known, in one over squared volatility.
    var firmness: [Double]
    /// By pair: what the market says of it at this fit, likewise; 0 where it says nothing.
    var shown: [Double]
    /// By chain position: the spot when its book's prices last changed, which is the one they were made for.
    var quotedSpots: [Double]
    var lastAttempt = UnderlyingDesk.never
    var nextFit = UnderlyingDesk.never
    /// What others quote of one expiry; filled again at each fit.
    var quotes: OutsideQuotes
    var parity = OutsideParity()

    /// Expiries replaced, kept as they were, and left without a smile, over all fits.
    var published: UInt64 = 0
    var kept: UInt64 = 0
    var absent: UInt64 = 0
    /// Of the two last, by `VolatilitySurface.Reason.order`.
    var refusals = Array(repeating: UInt64(0), count: VolatilitySurface.Reason.names.count)
    var lastRefusal: SurfaceStatus.Refusal?

    init(
        _ model: SmileModel, expiries: Int, pairs count: Int, contracts: Int, tuning: SurfaceTuning
    ) {
        self.tuning = tuning
        surface = VolatilitySurface(
            model: model, pointsMin: tuning.pointsMin, rmsMax: tuning.rmsMax, isLive: true)
        fittedAt = Array(repeating: nil, count: expiries)
        forwards = Array(repeating: .nan, count: expiries)
        carries = Array(repeating: CarryFilter(), count: expiries)
        firmness = Array(
            repeating: SurfaceFitter.errorSeconds / 5
                / (SurfaceFitter.settlementHalfWidth * SurfaceFitter.settlementHalfWidth),
            count: count)
        shown = Array(repeating: 0, count: count)
        quotedSpots = Array(repeating: .nan, count: contracts)
        quotes = OutsideQuotes(capacity: count)
    }

    /// Seconds since the last attempt, as far as they count.
    func seconds(at now: SessionTime) -> Double {
        guard lastAttempt > UnderlyingDesk.never else {
            return Double(tuning.interval.nanoseconds) / 1e9
        }
        return min(SurfaceFitter.secondsMax, Double((now - lastAttempt).nanoseconds) / 1e9)
    }

    /// The share of the way that something with this time constant goes.
    static func gain(_ seconds: Double, of constant: Double) -> Double {
        1 - exp(-seconds / constant)
    }

    /// Everything that later fits depend on.
    func hash(into hasher: inout StateHasher) {
        hasher.combine(lastAttempt.nanoseconds)
        hasher.combine(nextFit.nanoseconds)
        hasher.combine(published)
        hasher.combine(kept)
        hasher.combine(absent)
        for time in fittedAt { hasher.combine(time?.nanoseconds ?? -1) }
        for carry in carries { hasher.combine(carry.variance.bitPattern) }
        for value in firmness { hasher.combine(value.bitPattern) }
        for spot in quotedSpots { hasher.combine(spot.bitPattern) }
        for smile in surface.smiles {
            hasher.combine(UInt64(smile.expiry))
            hasher.combine(smile.forward.bitPattern)
            hasher.combine(smile.years.bitPattern)
            for step in -2...2 {
                hasher.combine(smile.form.variance(at: 0.1 * Double(step)).value.bitPattern)
            }
        }
    }
}
