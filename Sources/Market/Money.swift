/// An amount of money, counted in 1/10 000 yuan: a price tick times a contract unit is exact.
public struct Money: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var tenThousandths: Int64

    public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }
    public init(yuan: Int64) { tenThousandths = yuan * 10_000 }

    public static let zero = Money(tenThousandths: 0)

    public static func < (a: Money, b: Money) -> Bool { a.tenThousandths < b.tenThousandths }
    public static func + (a: Money, b: Money) -> Money {
        Money(tenThousandths: a.tenThousandths + b.tenThousandths)
    }
    public static func - (a: Money, b: Money) -> Money {
        Money(tenThousandths: a.tenThousandths - b.tenThousandths)
    }
    public static prefix func - (a: Money) -> Money { Money(tenThousandths: -a.tenThousandths) }
    public static func += (a: inout Money, b: Money) { a.tenThousandths += b.tenThousandths }
    public static func -= (a: inout Money, b: Money) { a.tenThousandths -= b.tenThousandths }

    /// Price × unit × quantity, or nil when it does not fit: numbers from outside must not trap.
    public static func premium(_ price: Price, unit: Int32, quantity: Quantity) -> Money? {
        let (perContract, overflow) = price.ticks.multipliedReportingOverflow(by: Int64(unit))
        if overflow { return nil }
        let (total, carry) = perContract.multipliedReportingOverflow(by: Int64(quantity.contracts))
        return carry ? nil : Money(tenThousandths: total)
    }

    public var yuan: Double { Double(tenThousandths) / 10_000 }
}

extension Money: CustomStringConvertible {
    /// Yuan with two decimals, rounded half away from zero.
    public var description: String {
        let (fen, rest) = tenThousandths.quotientAndRemainder(dividingBy: 100)
        let rounding: Int64 = rest >= 50 ? 1 : rest <= -50 ? -1 : 0
        return DecimalText.text(fen + rounding, decimals: 2)
    }
}
