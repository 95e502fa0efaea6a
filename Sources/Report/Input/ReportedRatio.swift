/// A ratio kept as its two counts; compared by cross-multiplication, never divided.
public struct ReportedRatio: Hashable, Sendable {
    public var numerator: Int64
    /// Zero means there was nothing to fulfil: the report says "no obligation", never 100 %.
    public var denominator: Int64

    public init(_ numerator: Int64, _ denominator: Int64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Nothing counted, nothing owed.
    public static let none = ReportedRatio(0, 0)

    /// Whether there is anything to measure.
    public var isDefined: Bool { denominator > 0 }

    /// Ascending order; a ratio without a denominator is above all others.
    func isBelow(_ other: ReportedRatio) -> Bool {
        guard isDefined else { return false }
        guard other.isDefined else { return true }
        return Int128(numerator) * Int128(other.denominator)
            < Int128(other.numerator) * Int128(denominator)
    }

    /// For drawing only: the ratio as a number, 0 without a denominator.
    var drawn: Double { isDefined ? Double(numerator) / Double(denominator) : 0 }
}

/// What the rule says about a figure.
public enum ObligationVerdict: Hashable, Sendable {
    case pass
    case fail
    /// Nothing was owed: the denominator is zero.
    case noObligation
}

/// Time in the four classes of a day, in nanoseconds; they add up to the session.
public struct ClassifiedTime: Hashable, Sendable {
    public var metNanoseconds: Int64
    public var notMetNanoseconds: Int64
    public var exemptNanoseconds: Int64
    public var unknownNanoseconds: Int64

    public init(
        metNanoseconds: Int64 = 0, notMetNanoseconds: Int64 = 0, exemptNanoseconds: Int64 = 0,
        unknownNanoseconds: Int64 = 0
    ) {
        self.metNanoseconds = metNanoseconds
        self.notMetNanoseconds = notMetNanoseconds
        self.exemptNanoseconds = exemptNanoseconds
        self.unknownNanoseconds = unknownNanoseconds
    }

    public static let zero = ClassifiedTime()

    /// The sum of two, class by class; stops at the largest number instead of trapping.
    public static func + (a: ClassifiedTime, b: ClassifiedTime) -> ClassifiedTime {
        ClassifiedTime(
            metNanoseconds: saturatingSum(a.metNanoseconds, b.metNanoseconds),
            notMetNanoseconds: saturatingSum(a.notMetNanoseconds, b.notMetNanoseconds),
            exemptNanoseconds: saturatingSum(a.exemptNanoseconds, b.exemptNanoseconds),
            unknownNanoseconds: saturatingSum(a.unknownNanoseconds, b.unknownNanoseconds))
    }

    /// All four classes together.
    public var totalNanoseconds: Int64 {
        saturatingSum(
            saturatingSum(metNanoseconds, notMetNanoseconds),
            saturatingSum(exemptNanoseconds, unknownNanoseconds))
    }
}

/// a + b, stopping at the ends of `Int64`: figures come from outside and must not trap.
func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    guard overflow else { return sum }
    return b > 0 ? .max : .min
}
