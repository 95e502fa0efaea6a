/// A fraction of whole numbers of any size; 0/0 where there is no obligation.
///
/// A month's mean of daily ratios has a denominator of a thousand bits; a verdict on it must still be exact.
public struct ExactRatio: Hashable, Sendable {
    public var num: BigNatural
    public var den: BigNatural

    public static let none = ExactRatio(.zero, .zero)

    public init(_ num: BigNatural, _ den: BigNatural) {
        self.num = num
        self.den = den
    }

    /// Nil for a negative part.
    public init?(_ ratio: Ratio) {
        guard ratio.num >= 0, ratio.den >= 0 else { return nil }
        self.init(BigNatural(ratio.num.magnitude), BigNatural(ratio.den.magnitude))
    }

    public var hasDenominator: Bool { !den.isZero }

    /// The same fraction in 64 bits, where both parts fit.
    public var ratio: Ratio? {
        guard let num = num.word.flatMap({ Int64(exactly: $0) }),
            let den = den.word.flatMap({ Int64(exactly: $0) })
        else { return nil }
        return Ratio(num, den)
    }

    /// Whether this fraction is at least `bar`; nil when either has no positive denominator.
    public func isAtLeast(_ bar: Ratio) -> Bool? {
        guard let bar = ExactRatio(bar) else { return hasDenominator && bar.den > 0 ? true : nil }
        guard hasDenominator, bar.hasDenominator else { return nil }
        return num * bar.den >= bar.num * den
    }

    /// Whether this fraction is at most `bar`; nil when either has no positive denominator.
    public func isAtMost(_ bar: Ratio) -> Bool? {
        guard let bar = ExactRatio(bar) else { return hasDenominator && bar.den > 0 ? false : nil }
        guard hasDenominator, bar.hasDenominator else { return nil }
        return num * bar.den <= bar.num * den
    }

    /// Both numerators over both denominators: the ratio of sums.
    public func joined(_ other: ExactRatio) -> ExactRatio {
        ExactRatio(num + other.num, den + other.den)
    }

    /// The largest whole number of `1/scale` in this fraction; nil without a denominator or beyond 64 bits.
    public func floor(scale: UInt64) -> Int64? {
        guard hasDenominator else { return nil }
        let scaled = num * scale
        guard scaled < den * UInt64(Int64.max) else { return nil }
        var low: UInt64 = 0
        var high = UInt64(Int64.max)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if den * middle <= scaled { low = middle } else { high = middle }
        }
        return Int64(low)
    }
}

extension ExactRatio: CustomStringConvertible {
    public var description: String { "\(num)/\(den)" }
}

extension Threshold {
    /// Whether an exact figure passes; nil when it has no denominator.
    public func isMet(by figure: ExactRatio) -> Bool? {
        switch comparator {
        case .atLeast: figure.isAtLeast(value)
        case .above: figure.isAtMost(value).map { !$0 }
        case .atMost: figure.isAtMost(value)
        case .below: figure.isAtLeast(value).map { !$0 }
        }
    }
}

/// A growing sum of fractions, and their mean: exact, and cheap where denominators repeat.
///
/// Fractions are kept apart by denominator until the end: most contracts of a day share one.
struct RatioSum {
    private var byDenominator: [UInt64: BigNatural] = [:]
    private var wide: [ExactRatio] = []
    private(set) var count: UInt64 = 0

    /// Adds a fraction that has a denominator.
    mutating func add(_ ratio: ExactRatio) {
        precondition(ratio.hasDenominator, "no obligation is no number")
        count += 1
        if let den = ratio.den.word {
            byDenominator[den, default: .zero] = byDenominator[den, default: .zero] + ratio.num
        } else {
            wide.append(ratio)
        }
    }

    var sum: ExactRatio {
        var total = ExactRatio(.zero, .one)
        for (den, num) in byDenominator.sorted(by: { $0.key < $1.key }) {
            let shared = Self.greatestCommonDivisor(total.den.divided(by: den).remainder, den)
            total.num = total.num * (den / shared) + num * total.den.divided(by: shared).quotient
            total.den = total.den * (den / shared)
        }
        for ratio in wide {
            total.num = total.num * ratio.den + ratio.num * total.den
            total.den = total.den * ratio.den
        }
        return total
    }

    /// 0/0 where nothing was added.
    var mean: ExactRatio {
        guard count > 0 else { return .none }
        let sum = sum
        return ExactRatio(sum.num, sum.den * count)
    }

    private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var (a, b) = (a, b)
        while a != 0 { (a, b) = (b % a, a) }
        return b
    }
}
