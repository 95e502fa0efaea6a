import Glibc

/// What the market shows of one strike's volatility: an interval between bid and ask.
public struct SmilePoint: Hashable, Sendable, BitwiseCopyable {
    /// ln(K/F).
    public var k: Double
    public var volatilityBid: Double
    public var volatilityAsk: Double

    /// Nil unless finite, bid not negative, ask positive and not below bid.
    public init?(k: Double, volatilityBid: Double, volatilityAsk: Double) {
        guard k.isFinite, volatilityBid.isFinite, volatilityAsk.isFinite, volatilityBid >= 0,
            volatilityAsk > 0, volatilityAsk >= volatilityBid
        else { return nil }
        self.k = k
        self.volatilityBid = volatilityBid
        self.volatilityAsk = volatilityAsk
    }

    public var volatilityMid: Double { 0.5 * (volatilityBid + volatilityAsk) }

    /// Half the interval; a locked or stale-tight market counts as a tenth of a volatility point.
    public var halfSpread: Double { max(0.5 * (volatilityAsk - volatilityBid), 1e-3) }

    /// Total variance at the mid, and its weight: one over the squared half interval.
    func target(years: Double) -> (variance: Double, weight: Double) {
        let mid = volatilityMid
        let half = 2 * mid * halfSpread * years
        return (mid * mid * years, 1 / (half * half))
    }
}

/// One expiry as it is to be fitted.
public struct ExpirySmile: Hashable, Sendable {
    /// The caller's name of the expiry, such as 20210127; the same from one publish to the next.
    public var expiry: Int
    public var years: Double
    public var forward: Double
    public var points: [SmilePoint]
    /// What is thought of strikes before the market is asked: they hold the fit and count for no quality.
    public var anchors: [SmileAnchor]
    /// Points that were passed over before.
    var pointsLeftOut = 0

    public init(
        expiry: Int, years: Double, forward: Double, points: [SmilePoint],
        anchors: [SmileAnchor] = []
    ) {
        self.expiry = expiry
        self.years = years
        self.forward = forward
        self.points = points
        self.anchors = anchors
    }
}

/// How well a smile meets the market, in units of half the bid-ask interval.
public struct FitQuality: Hashable, Sendable, BitwiseCopyable {
    public let points: Int
    /// Points whose fitted volatility lies between bid and ask.
    public let pointsInside: Int
    /// Root mean square of (fit − mid) / half interval.
    public let rms: Double
    /// The largest of them.
    public let worst: Double
    /// Root mean square of fit − mid, in volatility.
    public let rmsVolatility: Double
    /// Points that were passed over: too far from where all others lie.
    public let pointsLeftOut: Int

    /// How far a point is from a smile.
    static func units(_ point: SmilePoint, _ shape: some SmileShape, _ years: Double) -> Double {
        let volatility = (max(0, shape.variance(at: point.k).value) / years).squareRoot()
        return abs(volatility - point.volatilityMid) / point.halfSpread
    }

    init(_ shape: some SmileShape, _ smile: ExpirySmile) {
        var inside = 0
        var squares = 0.0
        var volatilities = 0.0
        var worst = 0.0
        for point in smile.points {
            let volatility = (max(0, shape.variance(at: point.k).value) / smile.years).squareRoot()
            let error = volatility - point.volatilityMid
            let units = error / point.halfSpread
            if abs(units) <= 1 { inside += 1 }
            squares += units * units
            volatilities += error * error
            worst = max(worst, abs(units))
        }
        let count = Double(max(1, smile.points.count))
        points = smile.points.count
        pointsInside = inside
        rms = (squares / count).squareRoot()
        self.worst = worst
        rmsVolatility = (volatilities / count).squareRoot()
        pointsLeftOut = smile.pointsLeftOut
    }
}
