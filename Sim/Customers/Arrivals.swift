import Market
import Wire

/// Poisson arrivals over continuous trading, denser at both ends of the day.
struct Arrivals: Sendable {
    private var chance: SeededGenerator
    /// Mean number in a day.
    private let dayMean: Double
    private let strength: Double
    private var elapsed = 0.0

    init(perMinute: Double, seasonality: Double, seed: UInt64, stream: String) {
        chance = SeededGenerator(seed: seed, stream: stream)
        dayMean = perMinute * TradingClock.length / 60e9
        strength = seasonality
    }

    /// The next arrival; nil when the day is over. Thinned from the busiest moment's rate.
    mutating func next() -> SessionTime? {
        guard dayMean > 0 else { return nil }
        let peak = 1 + 2 * strength
        while true {
            elapsed += chance.exponential(mean: TradingClock.length / (dayMean * peak))
            guard let time = TradingClock.time(atElapsed: elapsed) else { return nil }
            let busyness = TradingClock.busyness(atElapsed: elapsed, strength: strength)
            if chance.chance(busyness / peak) { return time }
        }
    }

    func combine(into hasher: inout StateHasher) {
        chance.combine(into: &hasher)
        hasher.combine(elapsed.bitPattern)
    }
}

extension SeededGenerator {
    func combine(into hasher: inout StateHasher) {
        let words = state
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
