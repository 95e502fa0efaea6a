/// One underlying's worst cases: everything held, resting and in flight, filled in the order that is worst for each.
struct UnderlyingSums: Equatable, Sendable, BitwiseCopyable {
    /// Long calls + short puts; long puts + short calls. Contracts.
    var bullish: Int64 = 0
    var bearish: Int64 = 0
    /// Contracts opened today.
    var opened: Int64 = 0
    /// Shares; the highest and the lowest it can become.
    var deltaHigh: Int64 = 0
    var deltaLow: Int64 = 0
    /// Shares for a move of 1 %.
    var gammaHigh: Int64 = 0
    var gammaLow: Int64 = 0
    /// 1/10 000 yuan a volatility point.
    var vegaHigh: Int64 = 0
    var vegaLow: Int64 = 0

    /// Whichever way is further.
    var deltaWorst: Int64 { Self.worst(deltaHigh, deltaLow) }
    var gammaWorst: Int64 { Self.worst(gammaHigh, gammaLow) }
    var vegaWorst: Int64 { Self.worst(vegaHigh, vegaLow) }

    private static func worst(_ high: Int64, _ low: Int64) -> Int64 {
        Int64(clamping: max(high.magnitude, low.magnitude))
    }

    /// All that one contract's worst case changes, in one access.
    @inline(__always)
    mutating func shift(
        bullish: Int64, bearish: Int64, opened: Int64, _ yard: Yardstick, high: Int64, low: Int64
    ) {
        self.bullish += bullish
        self.bearish += bearish
        self.opened += opened
        add(yard, high: high, low: low)
    }

    /// Adds one contract's greeks for a net position that can become `high` or `low`.
    ///
    /// Wrapping: a yardstick is at most 10⁹ a contract, and position limits hold before these sums come near 64 bits.
    @inline(__always)
    mutating func add(_ yard: Yardstick, high: Int64, low: Int64) {
        deltaHigh &+= yard.delta &* (yard.delta > 0 ? high : low)
        deltaLow &+= yard.delta &* (yard.delta > 0 ? low : high)
        gammaHigh &+= yard.gamma &* high
        gammaLow &+= yard.gamma &* low
        vegaHigh &+= yard.vega &* high
        vegaLow &+= yard.vega &* low
    }
}
