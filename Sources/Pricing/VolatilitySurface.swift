import Glibc

/// The smiles of all expiries, replaced only by ones without butterfly or calendar arbitrage.
///
/// `publish` always ends and never traps, whatever the points are: what cannot be used is a reason, and the last
/// good smile of that expiry stands.
public struct VolatilitySurface: Hashable, Sendable {
    /// Why an expiry was not replaced.
    public enum Reason: Hashable, Sendable, BitwiseCopyable {
        /// Time, forward or the whole set of points is unusable.
        case noUsablePoints
        /// Fewer strikes with a market than asked for.
        case tooFewPoints(Int)
        /// No form goes through the points.
        case noFit
        /// The best fit implies a negative density near this k, and could not be repaired.
        case butterfly(k: Double)
        /// Less total variance near this k than the expiry before, and could not be lifted.
        case calendar(earlier: Int, k: Double)
        /// Root mean square error in half bid-ask intervals above what is allowed.
        case poorFit(rms: Double)

        /// By `order`.
        public static let names = [
            "no usable points", "too few points", "no form goes through the points",
            "butterfly arbitrage", "calendar arbitrage", "poor fit",
        ]

        /// Place among the reasons, from 0.
        public var order: Int {
            switch self {
            case .noUsablePoints: 0
            case .tooFewPoints: 1
            case .noFit: 2
            case .butterfly: 3
            case .calendar: 4
            case .poorFit: 5
            }
        }
    }

    /// What became of one expiry.
    public enum Outcome: Hashable, Sendable {
        case published(FittedSmile)
        /// The last good smile stands.
        case kept(FittedSmile, Reason)
        /// There is none yet.
        case absent(expiry: Int, Reason)

        /// The smile in force.
        public var smile: FittedSmile? {
            switch self {
            case .published(let smile), .kept(let smile, _): smile
            case .absent: nil
            }
        }
    }

    private static let liftsMax = 6
    /// Anchors no firmer than this give way to a market that contradicts them.
    private static let looseHalfWidth = 0.02
    /// A strike further than this from the fit, in half bid-ask intervals, may be passed over.
    private static let strayUnits = 3.0
    private static let straysPasses = 4
    /// A fit no worse than this is not searched again for a better one.
    private static let goodRms = 0.75

    public let model: SmileModel
    /// With fewer usable points an expiry is not replaced.
    public let pointsMin: Int
    /// With a larger error, in half bid-ask intervals, neither.
    public let rmsMax: Double
    /// Smiles in force, by years to expiry at their fit.
    public private(set) var smiles: [FittedSmile] = []
    /// Of the last publish, in the same order as its input sorted by years.
    public private(set) var outcomes: [Outcome] = []

    /// Fits to a fraction of a bid-ask interval only, in a tenth of the time.
    public let isLive: Bool
    private var effort: SVIFit.Effort { isLive ? .live : .thorough }

    public init(
        model: SmileModel, pointsMin: Int = 1, rmsMax: Double = .infinity, isLive: Bool = false
    ) {
        self.model = model
        self.isLive = isLive
        self.pointsMin = max(1, pointsMin)
        self.rmsMax = rmsMax
    }

    /// The smile in force of an expiry.
    public func smile(_ expiry: Int) -> FittedSmile? { smiles.first { $0.expiry == expiry } }

    /// Fits, checks and replaces; expiries not named are dropped, of equal names the first counts.
    @discardableResult
    public mutating func publish(_ expiries: [ExpirySmile]) -> [Outcome] {
        var next: [FittedSmile] = []
        var results: [Outcome] = []
        let ordered = expiries.enumerated().sorted {
            ($0.element.years, $0.offset) < ($1.element.years, $1.offset)
        }.map(\.element)
        for smile in ordered where !next.contains(where: { $0.expiry == smile.expiry }) {
            let outcome = published(smile, after: next.last)
            results.append(outcome)
            if let found = outcome.smile { next.append(found) }
        }
        smiles = next
        outcomes = results
        return results
    }

    private func published(_ smile: ExpirySmile, after earlier: FittedSmile?) -> Outcome {
        switch fitted(smile, after: earlier) {
        case .success(let found): return .published(found)
        case .failure(let failure):
            // An old smile may itself cross the new one before it: then it is no longer good.
            guard let last = self.smile(smile.expiry), last.form.butterflyArbitrage == nil,
                earlier.map({ last.form.calendarArbitrage(after: $0.form) == nil }) ?? true
            else { return .absent(expiry: smile.expiry, failure.reason) }
            return .kept(last, failure.reason)
        }
    }

    private struct Failure: Error {
        let reason: Reason
    }

    private func fitted(_ smile: ExpirySmile, after earlier: FittedSmile?)
        -> Result<FittedSmile, Failure>
    {
        let isUsable =
            smile.years.isFinite && smile.years > 0 && smile.forward.isFinite && smile.forward > 0
        let shown =
            isUsable
            ? smile.points.count { SVIFit.Target(k: $0.k, $0.target(years: smile.years)) != nil }
            : 0
        guard shown > 0 else { return .failure(Failure(reason: .noUsablePoints)) }
        guard shown >= pointsMin else {
            return .failure(Failure(reason: .tooFewPoints(shown)))
        }
        let held = attempt(smile, after: earlier)
        guard case .failure(let failure) = held, case .poorFit = failure.reason else { return held }
        // What was thought before contradicts the market: the market is right…
        var loose = smile
        loose.anchors = smile.anchors.compactMap {
            $0.loosened(to: VolatilitySurface.looseHalfWidth)
        }
        if loose.anchors != smile.anchors,
            case .success(var found) = attempt(loose, isAnew: true, after: earlier)
        {
            found.isAnew = true
            return .success(found)
        }
        // …unless it contradicts itself at a few strikes.
        return withoutStrays(smile, after: earlier) ?? held
    }

    /// The fit to what is left when strikes far from it are passed over; nil when too many are, or the rest is as bad.
    private func withoutStrays(_ smile: ExpirySmile, after earlier: FittedSmile?)
        -> Result<FittedSmile, Failure>?
    {
        var rest = smile
        for _ in 0..<VolatilitySurface.straysPasses {
            // The wing's parabola, in either model: it bends to no single strike.
            guard let screen = WingFit(targets(rest), years: smile.years).solution() else {
                return nil
            }
            func units(_ point: SmilePoint) -> Double {
                FitQuality.units(point, screen, smile.years)
            }
            // The furthest ones pull the others away from the fit as well.
            let worst = rest.points.reduce(0) { max($0, units($1)) }
            let near = smile.points.filter {
                units($0) <= max(VolatilitySurface.strayUnits, 0.5 * worst)
            }
            guard near.count >= max(pointsMin, smile.points.count - smile.points.count / 3),
                near != rest.points
            else { return nil }
            rest.points = near
            rest.pointsLeftOut = smile.points.count - near.count
            if case .success(let found) = attempt(rest, after: earlier) { return .success(found) }
        }
        return nil
    }

    private func attempt(_ smile: ExpirySmile, isAnew: Bool = false, after earlier: FittedSmile?)
        -> Result<FittedSmile, Failure>
    {
        let market = targets(smile)
        var lifted: [SVIFit.Target] = []
        var reason = Reason.noFit
        var found: (butterfly: Double?, calendar: Double?)
        for attempt in 0..<VolatilitySurface.liftsMax {
            guard let best = form(of: market, lifted, smile, isAnew: isAnew) else { break }
            // Live, no repair is sought of what is too far from the market to begin with.
            if isLive, attempt == 0 {
                let quality = FitQuality(best, smile)
                guard quality.rms <= rmsMax else {
                    return .failure(Failure(reason: .poorFit(rms: quality.rms)))
                }
            }
            let butterfly = best.butterflyArbitrage
            var (form, share) = (best, 0.0)
            if butterfly != nil { (form, share) = free(best, market, lifted, smile) }
            if attempt == 0 { found.butterfly = butterfly }
            if butterfly != nil, let k = form.butterflyArbitrage {
                reason = .butterfly(k: k)
                break
            }
            var crossing = earlier.flatMap { form.calendarArbitrage(after: $0.form) }
            if attempt == 0 { found.calendar = crossing }
            if crossing != nil, let longer = faded(form, after: earlier) {
                (form, crossing) = (longer, nil)
            }
            guard let earlier, let k = crossing else {
                return good(
                    FittedSmile(
                        expiry: smile.expiry, years: smile.years, forward: smile.forward,
                        form: form, quality: FitQuality(form, smile), repaired: share,
                        butterflyFound: found.butterfly, calendarFound: found.calendar))
            }
            reason = .calendar(earlier: earlier.expiry, k: k)
            lifted = lift(above: earlier, form, market, attempt)
        }
        if let flat = flatAbove(smile, market, earlier) { return good(flat) }
        return .failure(Failure(reason: reason))
    }

    /// A wing that crosses the earlier smile only where it has faded, faded later; nil where that is not the matter.
    private func faded(_ form: FittedSmile.Form, after earlier: FittedSmile?) -> FittedSmile.Form? {
        guard isLive, case .wing(let wing) = form, let earlier else { return nil }
        return wing.fadedLonger.first {
            !$0.hasButterfly && $0.calendarArbitrage(after: earlier.form) == nil
        }.map { .wing($0) }
    }

    private func good(_ smile: FittedSmile) -> Result<FittedSmile, Failure> {
        smile.quality.rms <= rmsMax
            ? .success(smile) : .failure(Failure(reason: .poorFit(rms: smile.quality.rms)))
    }

    private func targets(_ smile: ExpirySmile) -> [SVIFit.Target] {
        smile.points.compactMap { SVIFit.Target(k: $0.k, $0.target(years: smile.years)) }
            + smile.anchors.compactMap { SVIFit.Target(k: $0.k, $0.target(years: smile.years)) }
    }

    /// With few points, or none that bend, a flat smile at their mean.
    private func form(
        of market: [SVIFit.Target], _ lifted: [SVIFit.Target], _ expiry: ExpirySmile, isAnew: Bool
    ) -> FittedSmile.Form? {
        switch model {
        case .svi:
            let fit = SVIFit(market + lifted, effort: effort)
            let last = isAnew ? nil : lastSlice(expiry.expiry)
            if let slice = fit.solution(from: last) { return .svi(slice) }
            return mean(market).map { .svi(SVISlice(flat: $0)) }
        case .wing:
            return WingFit(market, lifted: lifted, years: expiry.years).solution().map {
                .wing($0)
            }
        }
    }

    /// Where a live fit begins its search: at the smile in force.
    private func lastSlice(_ expiry: Int) -> SVISlice? {
        guard isLive, case .svi(let slice) = smile(expiry)?.form, slice.b > 0 else { return nil }
        return slice
    }

    /// Without butterfly arbitrage: the best fit moved, or a fit that was searched free of it, whichever is nearer.
    ///
    /// Live, a wing is faded over a longer stretch first, and an SVI that is good enough moved is not searched again.
    private func free(
        _ best: FittedSmile.Form, _ market: [SVIFit.Target], _ lifted: [SVIFit.Target],
        _ smile: ExpirySmile
    ) -> (form: FittedSmile.Form, share: Double) {
        if isLive, case .wing(let wing) = best,
            let longer = wing.fadedLonger.first(where: { !$0.hasButterfly }),
            FitQuality(longer, smile).rms <= VolatilitySurface.goodRms
        {
            return (.wing(longer), 0)
        }
        let moved = best.withoutButterfly(years: smile.years)
        guard moved.share > 0,
            !isLive || model == .wing || FitQuality(moved.form, smile).rms > rmsMax
        else {
            return moved
        }
        let anew: (form: FittedSmile.Form, share: Double)
        switch model {
        case .svi:
            let fit = SVIFit(market + lifted, isFree: true, effort: effort)
            guard let slice = fit.solution() else { return moved }
            anew = FittedSmile.Form.svi(slice).withoutButterfly(years: smile.years)
        case .wing:
            let fit = WingFit(market, lifted: lifted, years: smile.years)
            guard let slice = fit.free(effort) else { return moved }
            anew = (.wing(slice), 0)
        }
        let targets = market + lifted
        return anew.form.cost(of: targets) < moved.form.cost(of: targets) ? anew : moved
    }

    private func mean(_ targets: [SVIFit.Target]) -> Double? {
        let weight = targets.reduce(0) { $0 + $1.weight }
        let mean = targets.reduce(0) { $0 + $1.weight * $1.variance } / weight
        return mean.isFinite && mean > 0 ? mean : nil
    }

    /// Points on the earlier smile where the fit runs below it, heavier at each attempt.
    private func lift(
        above earlier: FittedSmile, _ form: FittedSmile.Form, _ market: [SVIFit.Target],
        _ attempt: Int
    ) -> [SVIFit.Target] {
        let heaviest = market.reduce(0) { max($0, $1.weight) }
        let weight = heaviest * pow(10, Double(attempt))
        let reach = max(0.3, 5 * max(0, form.variance(at: 0).value).squareRoot())
        return (-25...25).compactMap { step in
            let k = reach * Double(step) / 25
            let before = earlier.form.variance(at: k).value
            let floor = before * (1 + 1e-3 * Double(attempt + 1)) + 1e-8
            guard form.variance(at: k).value < floor, floor.isFinite else { return nil }
            return SVIFit.Target(k: k, variance: floor, weight: weight)
        }
    }

    /// The last resort with hardly any point: flat, if that is not below the expiry before.
    private func flatAbove(
        _ smile: ExpirySmile, _ market: [SVIFit.Target], _ earlier: FittedSmile?
    ) -> FittedSmile? {
        guard market.count < SVIFit.pointsMin, let level = mean(market) else { return nil }
        let form: FittedSmile.Form
        switch model {
        case .svi: form = .svi(SVISlice(flat: level))
        case .wing:
            form = .wing(
                WingSlice(
                    volatility: (level / smile.years).squareRoot(), slope: 0, putCurvature: 0,
                    callCurvature: 0, downCutoff: -0.02, upCutoff: 0.02, years: smile.years))
        }
        guard form.butterflyArbitrage == nil,
            earlier.map({ form.calendarArbitrage(after: $0.form) == nil }) ?? true
        else { return nil }
        return FittedSmile(
            expiry: smile.expiry, years: smile.years, forward: smile.forward, form: form,
            quality: FitQuality(form, smile), repaired: 0,
            butterflyFound: nil, calendarFound: nil)
    }
}
