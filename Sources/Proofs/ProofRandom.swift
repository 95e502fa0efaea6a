import Sim

/// Seeded choices of the random proofs.
struct ProofRandom {
    private var generator: SeededGenerator

    init(seed: UInt64, stream: String) {
        generator = SeededGenerator(seed: seed, stream: "proof." + stream)
    }

    /// 0 ..< count, evenly enough for choices.
    mutating func pick(_ count: Int) -> Int {
        Int(generator.next() >> 11) % max(1, count)
    }
}
