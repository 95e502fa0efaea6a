import Glibc

/// The mathematics a strategy may use; with these it needs no other import, and so has no clock and no file.
public enum Maths {
    /// The natural logarithm; NaN below zero.
    public static func log(_ value: Double) -> Double { Glibc.log(value) }
    /// ln(1 + value), exact for small values.
    public static func log1p(_ value: Double) -> Double { Glibc.log1p(value) }
    /// e to the power of `value`.
    public static func exp(_ value: Double) -> Double { Glibc.exp(value) }
    /// Brings into −1 … 1; what is not a number counts as none.
    public static func bounded(_ value: Double) -> Double {
        value.isNaN ? 0 : max(-1, min(1, value))
    }
}
