/// What a position gained step by step, by the greeks it had at the start of each step; in whole micro-yuan, so that sums are exact.
public struct GreekGains: Hashable, Sendable, BitwiseCopyable {
    /// One contract's sensitivities at the start of a step, per share.
    public struct Start: Hashable, Sendable, BitwiseCopyable {
        /// Yuan.
        public var spot: Double
        /// Forward over spot.
        public var carry: Double
        public var volatility: Double
        /// Years to expiry.
        public var years: Double
        public var delta: Double
        public var gamma: Double
        /// Yuan per 1.00 of volatility, and per year that passes.
        public var vega: Double
        public var theta: Double

        public init(
            spot: Double, carry: Double = 1, volatility: Double, years: Double, delta: Double,
            gamma: Double, vega: Double, theta: Double
        ) {
            self.spot = spot
            self.carry = carry
            self.volatility = volatility
            self.years = years
            self.delta = delta
            self.gamma = gamma
            self.vega = vega
            self.theta = theta
        }
    }

    public private(set) var delta = MicroYuan.zero
    public private(set) var gamma = MicroYuan.zero
    public private(set) var vega = MicroYuan.zero
    public private(set) var theta = MicroYuan.zero

    public init() {}

    /// Adds what `shares` (contracts × unit, below zero = short) gained from `start` to where the market is now.
    ///
    /// It is the forward that moves an option: what the market pays for carrying the shares counts with the spot. A part that is no
    /// number, or too large for one, is left out: it shows as unexplained.
    public mutating func add(
        shares: Int64, from start: Start, forward: Double, volatility: Double, years: Double
    ) {
        let held = Double(shares)
        let move = forward / start.carry - start.spot
        Self.add(held * start.delta * move, to: &delta)
        Self.add(held * start.gamma * move * move / 2, to: &gamma)
        Self.add(held * start.vega * (volatility - start.volatility), to: &vega)
        Self.add(held * start.theta * (start.years - years), to: &theta)
    }

    private static func add(_ yuan: Double, to sum: inout MicroYuan) {
        guard let gain = MicroYuan(yuan: yuan) else { return }
        let (next, overflow) = sum.count.addingReportingOverflow(gain.count)
        if !overflow { sum = MicroYuan(next) }
    }
}
