public import Market
public import Pricing
import StrategyKit

/// How well the fitted surfaces of all underlyings meet the market.
public struct SurfaceStatus: Hashable, Sendable {
    /// A fit that did not replace what was in force.
    public struct Refusal: Hashable, Sendable {
        public var time: SessionTime
        public var underlying: UnderlyingIndex
        public var expiry: TradingDay
        public var reason: VolatilitySurface.Reason
    }

    public var expiries = 0
    /// Expiries with a smile in force.
    public var fitted = 0
    /// Of these, the last good one after a newer fit was refused.
    public var lastGood = 0
    /// Root mean square error of the smiles in force, in half bid-ask intervals: the mean, and the worst expiry's.
    public var rmsMean = 0.0
    public var rmsWorst = 0.0
    /// Of the oldest smile in force.
    public var ageMax = TimeSpan.zero
    /// Expiries replaced, kept as they were, and left without a smile, over all fits of the day.
    public var published: UInt64 = 0
    public var kept: UInt64 = 0
    public var absent: UInt64 = 0
    /// The refused ones by `VolatilitySurface.Reason.order`.
    public var refusals = Array(repeating: UInt64(0), count: VolatilitySurface.Reason.names.count)
    public var lastRefusal: Refusal?

    /// Nil without a fitted surface.
    init?(of desks: [UnderlyingDesk], at now: SessionTime) {
        guard desks.contains(where: { $0.fitter != nil }) else { return nil }
        for desk in desks {
            guard let fitter = desk.fitter else { continue }
            published += fitter.published
            kept += fitter.kept
            absent += fitter.absent
            for (order, count) in fitter.refusals.enumerated() { refusals[order] += count }
            if let refusal = fitter.lastRefusal,
                lastRefusal.map({ refusal.time > $0.time }) ?? true
            {
                lastRefusal = refusal
            }
            for expiry in desk.chain.surfaces {
                expiries += 1
                guard let time = expiry.fittedAt, let quality = expiry.quality else { continue }
                fitted += 1
                if expiry.isLastGood { lastGood += 1 }
                rmsMean += quality.rms
                rmsWorst = max(rmsWorst, quality.rms)
                ageMax = max(ageMax, now - time)
            }
        }
        if fitted > 0 { rmsMean /= Double(fitted) }
    }
}
