/// What the exchange says about one contract: a share, seconds, or both.
public struct ExchangeFigure: Hashable, Sendable {
    /// `2021-01-04`; nil = the whole period.
    public var date: String?
    /// As written: a trading code or an eight-digit code.
    public var contract: String
    /// Nil = the pack's first presence rule.
    public var rule: String?
    public var value: WrittenShare?
    public var met: WrittenTime?
    public var obliged: WrittenTime?
    /// Where it was written, 1-based.
    public var line: Int

    public init(
        date: String? = nil, contract: String, rule: String? = nil, value: WrittenShare? = nil,
        met: WrittenTime? = nil, obliged: WrittenTime? = nil, line: Int = 0
    ) {
        self.date = date
        self.contract = contract
        self.rule = rule
        self.value = value
        self.met = met
        self.obliged = obliged
        self.line = line
    }
}

/// A share as it was written: it stands for all that lies less than one unit of its last digit away.
public struct WrittenShare: Hashable, Sendable {
    public var ratio: Ratio
    /// The unit of the last digit is one over this; 0 = an exact fraction.
    public var unitDenominator: Int64

    public init(_ ratio: Ratio, unitDenominator: Int64 = 0) {
        self.ratio = ratio
        self.unitDenominator = unitDenominator
    }
}

/// A length of time as it was written: it stands for all that lies less than one unit of its last digit away.
public struct WrittenTime: Hashable, Sendable {
    public var nanoseconds: Int64
    /// Nanoseconds in the unit of the last digit.
    public var unit: Int64

    public init(nanoseconds: Int64, unit: Int64 = 1) {
        self.nanoseconds = nanoseconds
        self.unit = unit
    }
}

/// How far met and obliged time are from what the exchange wrote.
struct FigureTarget {
    let figure: ExchangeFigure

    /// Nanoseconds that stay unexplained, and whether the way the figure was written hides them.
    func miss(met: Int64, obliged: Int64) -> (nanoseconds: Int64, isHidden: Bool) {
        var total: Int128 = 0
        var isHidden = true
        func add(_ difference: Int128, hiddenBelow unit: Int128) {
            total += difference.distance
            if difference.distance >= max(unit, 1) { isHidden = false }
        }
        if let theirs = figure.met {
            add(Int128(theirs.nanoseconds) - Int128(met), hiddenBelow: Int128(theirs.unit))
        }
        if let theirs = figure.obliged {
            add(Int128(theirs.nanoseconds) - Int128(obliged), hiddenBelow: Int128(theirs.unit))
        }
        if let theirs = figure.value, figure.met == nil || figure.obliged == nil {
            let expected =
                Int128(theirs.ratio.num) * Int128(obliged) / Int128(max(theirs.ratio.den, 1))
            let unit =
                theirs.unitDenominator > 0
                ? Int128(obliged) / Int128(theirs.unitDenominator) : 0
            // One nanosecond is lost where the division rounds.
            add(expected - Int128(met), hiddenBelow: max(unit, 2))
        }
        return (Int64(clamping: total), isHidden)
    }

    /// The exchange's met time, as given or as its share says of `obliged`.
    func met(obliged: Int64) -> Int64 {
        if let given = figure.met { return given.nanoseconds }
        guard let value = figure.value else { return 0 }
        let base = Int128(figure.obliged?.nanoseconds ?? obliged)
        return Int64(clamping: Int128(value.ratio.num) * base / Int128(max(value.ratio.den, 1)))
    }

    /// The exchange's share, as given or out of its seconds.
    func value(obliged: Int64) -> Ratio {
        if let value = figure.value { return value.ratio }
        return Ratio(met(obliged: obliged), figure.obliged?.nanoseconds ?? obliged)
    }
}

extension Int128 {
    fileprivate var distance: Int128 { self < 0 ? -self : self }
}
