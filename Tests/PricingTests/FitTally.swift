import Glibc
import Pricing

/// What fits of many recorded chains came to, added up.
struct FitTally: Hashable {
    var published = 0
    var kept = 0
    var absent = 0
    var points = 0
    var inside = 0
    /// Best fits with a negative density, and below the expiry before.
    var butterflies = 0
    var calendars = 0
    /// Largest root mean square in half bid-ask intervals, in thousandths.
    var rmsThousandths = 0

    init() {}

    init(
        published: Int, kept: Int = 0, absent: Int = 0, points: Int, inside: Int,
        butterflies: Int = 0, calendars: Int = 0, rmsThousandths: Int
    ) {
        self.published = published
        self.kept = kept
        self.absent = absent
        self.points = points
        self.inside = inside
        self.butterflies = butterflies
        self.calendars = calendars
        self.rmsThousandths = rmsThousandths
    }

    mutating func add(_ outcome: VolatilitySurface.Outcome) {
        switch outcome {
        case .kept: kept += 1
        case .absent: absent += 1
        case .published(let smile):
            published += 1
            points += smile.quality.points
            inside += smile.quality.pointsInside
            if smile.butterflyFound != nil { butterflies += 1 }
            if smile.calendarFound != nil { calendars += 1 }
            rmsThousandths = max(rmsThousandths, Int((1_000 * smile.quality.rms).rounded(.up)))
        }
    }
}

/// How prices were answered.
struct VolatilityTally: Hashable {
    var solved = 0
    var belowIntrinsic = 0
    var aboveMaximum = 0
    var notFinite = 0

    init() {}

    init(_ solved: Int, _ belowIntrinsic: Int, _ aboveMaximum: Int, _ notFinite: Int) {
        self.solved = solved
        self.belowIntrinsic = belowIntrinsic
        self.aboveMaximum = aboveMaximum
        self.notFinite = notFinite
    }

    mutating func add(_ result: ImpliedVolatilityResult) {
        switch result {
        case .value(let volatility):
            if volatility.isFinite, volatility >= 0 { solved += 1 }
        case .belowIntrinsic: belowIntrinsic += 1
        case .aboveMaximum: aboveMaximum += 1
        case .notFinite: notFinite += 1
        }
    }
}
