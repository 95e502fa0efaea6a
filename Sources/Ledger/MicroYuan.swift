public import Market

/// An amount in 1/1 000 000 yuan: fine enough for a theoretical value per share, exact for prices and money.
public struct MicroYuan: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var count: Int64

    public init(_ count: Int64) { self.count = count }
    /// A price tick is 100 micro-yuan; nil when it does not fit.
    public init?(_ price: Price) {
        let (product, overflow) = price.ticks.multipliedReportingOverflow(by: 100)
        if overflow { return nil }
        count = product
    }
    /// 1/10 000 yuan is 100 micro-yuan; nil when it does not fit.
    public init?(_ money: Money) {
        let (product, overflow) = money.tenThousandths.multipliedReportingOverflow(by: 100)
        if overflow { return nil }
        count = product
    }
    /// The nearest micro-yuan to a value in yuan; nil unless finite and below a million million yuan.
    public init?(yuan: Double) {
        guard yuan.isFinite, abs(yuan) < 1e12 else { return nil }
        count = Int64((yuan * 1_000_000).rounded())
    }

    public static let zero = MicroYuan(0)

    public static func < (a: Self, b: Self) -> Bool { a.count < b.count }

    /// In 1/10 000 yuan, rounded half away from zero.
    public var money: Money {
        let half: Int64 = count < 0 ? -50 : 50
        let (sum, overflow) = count.addingReportingOverflow(half)
        return Money(tenThousandths: (overflow ? count : sum) / 100)
    }

    public var yuan: Double { Double(count) / 1_000_000 }
}
