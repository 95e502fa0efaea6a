/// A price, counted in 1/10 000 yuan (0.0001, the option's minimum price increment 最小报价单位).
///
/// ETF prices use the same unit: 3.512 yuan is 35 120. Range on the wire: any `Int64`; what a price
/// may be for a contract is `PriceBand`'s business.
public struct Price: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var ticks: Int64

    public init(ticks: Int64) { self.ticks = ticks }

    public static let zero = Price(ticks: 0)

    public static func < (a: Price, b: Price) -> Bool { a.ticks < b.ticks }
    public static func + (a: Price, b: Price) -> Price { Price(ticks: a.ticks + b.ticks) }
    public static func - (a: Price, b: Price) -> Price { Price(ticks: a.ticks - b.ticks) }

    /// The price in yuan; for pricing and for display only.
    public var yuan: Double { Double(ticks) / 10_000 }
}

extension Price: CustomStringConvertible {
    /// Yuan with four decimals, `-0.0500`.
    public var description: String { DecimalText.text(ticks, decimals: 4) }
}
