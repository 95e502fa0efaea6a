/// The simulator's only source of chance: xoshiro256** filled by SplitMix64 from a seed and a stream name.
///
/// The same seed gives the same numbers on every machine; each component draws from its own stream, so
/// that changing one customer's habits does not move another's.
public struct SeededGenerator: Sendable, Hashable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    /// - Parameter stream: the component's name; equal names give equal numbers.
    public init(seed: UInt64, stream: String) {
        var mixed = seed
        for byte in stream.utf8 {
            mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            mixed ^= mixed >> 29
        }
        a = SeededGenerator.splitMix(&mixed)
        b = SeededGenerator.splitMix(&mixed)
        c = SeededGenerator.splitMix(&mixed)
        // Never the all-zero state, from which xoshiro cannot leave.
        d = SeededGenerator.splitMix(&mixed) | 1
    }

    public mutating func next() -> UInt64 {
        let scrambled = SeededGenerator.rotated(b &* 5, 7) &* 9
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = SeededGenerator.rotated(d, 45)
        return scrambled
    }

    /// Uniform in the open interval 0 … 1: never 0, so that its logarithm exists.
    public mutating func uniform() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    public mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * uniform()
    }

    public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

    /// Exponential with this mean.
    public mutating func exponential(mean: Double) -> Double {
        -PortableMath.log(uniform()) * mean
    }

    /// Standard normal, by Marsaglia's polar method: only logarithms and square roots.
    public mutating func normal() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square < 1, square > 0 {
                return x * (-2 * PortableMath.log(square) / square).squareRoot()
            }
        }
    }

    /// A geometric number of at least 1 with this mean, cut at `max`.
    public mutating func geometric(mean: Double, max limit: Int32) -> Int32 {
        guard mean > 1 else { return 1 }
        let steps = PortableMath.log(uniform()) / PortableMath.log(1 - 1 / mean)
        return Int32(min(Double(limit), 1 + steps.rounded(.down)))
    }

    /// The words that decide every later number.
    var state: (UInt64, UInt64, UInt64, UInt64) { (a, b, c, d) }

    private static func splitMix(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
        (word << bits) | (word >> (64 - bits))
    }
}
