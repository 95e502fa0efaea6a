/// An exact fraction; compared by cross multiplication in 128 bits, never divided.
public struct Ratio: Hashable, Sendable, BitwiseCopyable, Codable {
    public var num: Int64
    public var den: Int64

    public init(_ num: Int64, _ den: Int64) {
        self.num = num
        self.den = den
    }

    /// Whether this fraction is at least `bar`; nil when either has no positive denominator.
    public func isAtLeast(_ bar: Ratio) -> Bool? {
        guard den > 0, bar.den > 0 else { return nil }
        let left = num.multipliedFullWidth(by: bar.den)
        let right = bar.num.multipliedFullWidth(by: den)
        return left.high != right.high ? left.high > right.high : left.low >= right.low
    }
}

extension Ratio: CustomStringConvertible {
    public var description: String { "\(num)/\(den)" }
}
