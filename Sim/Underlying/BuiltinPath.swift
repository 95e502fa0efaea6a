import Market

/// A made-up day: stochastic volatility, jumps, a U-shaped day, on the ETF's own 0.001 yuan grid.
enum BuiltinPath {
    private static let gridTicks: Int64 = 10
    private static let tradingDaysAYear = 243.0

    static func path(
        code: String, previousClose: Price, volatility: Double, habits: BuiltinPathHabits,
        seed: UInt64
    ) -> UnderlyingPath {
        var walk = Walk(
            code: code, previousClose: previousClose, volatility: volatility, habits: habits,
            seed: seed)
        var ticks: [UnderlyingTick] = []
        ticks.reserveCapacity(29_000)
        for span in spans {
            var time = span.start
            while time < span.end {
                ticks.append(walk.tick(at: time, step: span.step))
                time = time + span.step
            }
        }
        ticks.append(walk.tick(at: TradingClock.closing, step: .zero))
        return UnderlyingPath(ticks: ticks)
    }

    private struct Span {
        let start: SessionTime
        let end: SessionTime
        let step: TimeSpan
    }

    /// Indicative prices every 3 s in the auctions, a snapshot every 500 ms in continuous trading.
    private static let spans = [
        Span(
            start: TradingClock.opening, end: SessionTime(hour: 9, minute: 25), step: .seconds(3)),
        Span(
            start: TradingClock.morning, end: TradingClock.lunch, step: .milliseconds(500)),
        Span(
            start: TradingClock.afternoon, end: TradingClock.closingAuction,
            step: .milliseconds(500)),
        Span(
            start: TradingClock.closingAuction, end: TradingClock.closing, step: .seconds(3)),
    ]

    /// The moving state behind the prices.
    private struct Walk {
        private let habits: BuiltinPathHabits
        private let dailyVolatility: Double
        private let lowTicks: Double
        private let highTicks: Double
        private var moves: SeededGenerator
        private var jumps: SeededGenerator
        private var sizes: SeededGenerator
        private var logVolatility = 0.0
        /// Unrounded middle in 1/10 000 yuan.
        private var middle: Double

        init(
            code: String, previousClose: Price, volatility: Double, habits: BuiltinPathHabits,
            seed: UInt64
        ) {
            self.habits = habits
            dailyVolatility = volatility / tradingDaysAYear.squareRoot()
            moves = SeededGenerator(seed: seed, stream: "path.moves." + code)
            jumps = SeededGenerator(seed: seed, stream: "path.jumps." + code)
            sizes = SeededGenerator(seed: seed, stream: "path.sizes." + code)
            let close = Double(previousClose.ticks)
            // The ETF's own ±10 % limits, two grid steps inside.
            lowTicks = close * 0.9 + 20
            highTicks = close * 1.1 - 20
            middle = close * PortableMath.exp(habits.openingGap * moves.normal())
            keepInside()
        }

        mutating func tick(at time: SessionTime, step: TimeSpan) -> UnderlyingTick {
            if step > .zero { move(at: time, step: step) }
            let grid = Double(gridTicks)
            let below = Int64((middle / grid).rounded(.down)) * gridTicks
            let above = below + gridTicks
            let last = sizes.chance((middle - Double(below)) / grid) ? above : below
            return UnderlyingTick(
                time: time, last: Price(ticks: last), bid: Price(ticks: below),
                ask: Price(ticks: above),
                bidQuantity: Int64(sizes.geometric(mean: 300, max: 5_000)) * 1_000,
                askQuantity: Int64(sizes.geometric(mean: 300, max: 5_000)) * 1_000)
        }

        private mutating func move(at time: SessionTime, step: TimeSpan) {
            let elapsed = TradingClock.elapsed(at: time)
            let share = Double(step.nanoseconds) / TradingClock.length
            let busyness = TradingClock.busyness(
                atElapsed: elapsed, strength: habits.seasonality)
            let pull = min(1, habits.reversionsPerDay * share)
            logVolatility +=
                -pull * logVolatility
                + habits.volatilityOfVolatility * (2 * pull).squareRoot() * moves.normal()
            let scale = dailyVolatility * PortableMath.exp(logVolatility)
            var logMove = scale * (busyness * share).squareRoot() * moves.normal()
            if jumps.chance(min(1, habits.jumpsPerDay * share * busyness)) {
                logMove += habits.jumpSize * jumps.normal()
            }
            middle *= PortableMath.exp(logMove)
            keepInside()
        }

        private mutating func keepInside() { middle = min(max(middle, lowTicks), highTicks) }
    }
}
