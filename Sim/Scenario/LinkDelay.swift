public import Market

/// When what enters one leg of a link comes out at its other end: seeded, and never out of order.
public struct LinkDelay: Sendable {
    private let leg: ScenarioLinks.Leg
    private var chance: SeededGenerator
    private var lastDue = SessionTime(nanoseconds: 0)

    /// - Parameter stream: the leg's name; legs of one seed draw apart.
    public init(_ leg: ScenarioLinks.Leg, seed: UInt64, stream: String) {
        self.leg = leg
        chance = SeededGenerator(seed: seed, stream: "link." + stream)
    }

    /// The moment at which what goes in now comes out; draws nothing where there is no jitter.
    public mutating func due(of now: SessionTime) -> SessionTime {
        guard leg.jitterMean > .zero else { return now + leg.least }
        let jitter = chance.exponential(mean: Double(leg.jitterMean.nanoseconds))
        lastDue = max(lastDue, now + leg.least + TimeSpan(nanoseconds: Int64(jitter)))
        return lastDue
    }
}
