/// Where a strike's volatility is thought to be, and how firmly.
public struct SmileAnchor: Hashable, Sendable, BitwiseCopyable {
    /// ln(K/F).
    public var k: Double
    public var volatility: Double
    /// Weighs like the half bid-ask interval of a market: half of it, four times as much.
    public var halfWidth: Double
    /// Whether the market shows this strike: where it contradicts what was thought, the anchor gives way.
    public var isShown: Bool

    /// Nil unless all are finite and volatility and width above zero.
    public init?(k: Double, volatility: Double, halfWidth: Double, isShown: Bool = false) {
        guard k.isFinite, volatility.isFinite, volatility > 0, halfWidth.isFinite, halfWidth > 0
        else { return nil }
        self.k = k
        self.volatility = volatility
        self.halfWidth = halfWidth
        self.isShown = isShown
    }

    /// Total variance and its weight, as a point has them.
    func target(years: Double) -> (variance: Double, weight: Double) {
        let half = 2 * volatility * halfWidth * years
        return (volatility * volatility * years, 1 / (half * half))
    }

    /// Held no more firmly than this; nil where the market speaks for itself.
    func loosened(to halfWidth: Double) -> SmileAnchor? {
        guard !isShown else { return nil }
        var loose = self
        loose.halfWidth = max(self.halfWidth, halfWidth)
        return loose
    }
}
