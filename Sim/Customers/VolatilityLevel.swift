import Market

/// The public's view of an underlying's volatility over the scenario's: drawn once for the whole day.
struct VolatilityLevel: Sendable {
    private static let stepNanoseconds = 10_000_000_000.0
    private let levels: [Double]

    init(habits: VolatilityHabits, seed: UInt64, code: String) {
        var chance = SeededGenerator(seed: seed, stream: "volatility." + code)
        let steps = Int(TradingClock.length / VolatilityLevel.stepNanoseconds) + 1
        let pull = min(1, habits.reversionsPerDay / Double(steps))
        var logLevel = habits.deviation * chance.normal()
        var levels: [Double] = []
        levels.reserveCapacity(steps + 1)
        for _ in 0...steps {
            levels.append(PortableMath.exp(logLevel))
            logLevel +=
                -pull * logLevel + habits.deviation * (2 * pull).squareRoot() * chance.normal()
        }
        self.levels = levels
    }

    func level(at time: SessionTime) -> Double {
        levels[Int(TradingClock.elapsed(at: time) / VolatilityLevel.stepNanoseconds)]
    }
}
