import Glibc

/// The standard normal distribution.
public enum NormalDistribution {
    static let inverseRootTwo = 0.707_106_781_186_547_524_4
    static let inverseRootTwoPi = 0.398_942_280_401_432_677_9

    /// Φ(x), accurate in relative terms far into the left tail.
    public static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x * inverseRootTwo) }

    /// φ(x), the density.
    public static func density(_ x: Double) -> Double { inverseRootTwoPi * exp(-0.5 * x * x) }
}
