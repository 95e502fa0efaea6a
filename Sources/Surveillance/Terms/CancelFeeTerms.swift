public import Market

/// The excess fee for many cancels and few trades on a contract (seed 003 art. 40).
public struct CancelFeeTerms: Hashable, Sendable {
    /// Strictly more cancels than this on a contract in a day…
    public var cancelsAbove: Int64
    /// …and traded over cancelled contracts strictly below this, basis points.
    public var ratioBelow: Int64
    /// The trading fee of one contract, for the forecast.
    public var feePerContract: Money
    /// Rate of the excess fee, millionths: 0.01 is 10 000.
    public var rateMillionths: Int64
    /// Market makers may be relieved (seed 003 art. 42); the fee without relief is told all the same.
    public var isExempt: Bool
    public var unit: FlowUnit

    public init(
        cancelsAbove: Int64 = 500, ratioBelow: Int64 = 1_000, feePerContract: Money = .zero,
        rateMillionths: Int64, isExempt: Bool = false, unit: FlowUnit = .legs
    ) {
        self.cancelsAbove = cancelsAbove
        self.ratioBelow = ratioBelow
        self.feePerContract = feePerContract
        self.rateMillionths = rateMillionths
        self.isExempt = isExempt
        self.unit = unit
    }

    /// Whether so many cancels and contracts bring the excess fee.
    public func applies(cancels: Int64, cancelled: Int64, traded: Int64) -> Bool {
        guard cancels > cancelsAbove else { return false }
        return isRatioBelow(cancelled: cancelled, traded: traded)
    }

    /// Whether traded ÷ cancelled is strictly below the bar; nothing cancelled is no ratio and not below.
    public func isRatioBelow(cancelled: Int64, traded: Int64) -> Bool {
        guard cancelled > 0 else { return false }
        let (left, leftOver) = traded.multipliedReportingOverflow(by: 10_000)
        let (right, rightOver) = cancelled.multipliedReportingOverflow(by: ratioBelow)
        return !leftOver && (rightOver || left < right)
    }

    /// Trading fees × rate ÷ (traded ÷ cancelled), rounded half up to 1/10 000 yuan.
    ///
    /// Nil where nothing was traded (the ratio is zero and the formula has no value), and where the amount
    /// does not fit.
    public func fee(cancelled: Int64, traded: Int64, tradingFees: Money) -> Money? {
        guard traded > 0, cancelled >= 0, tradingFees >= .zero else { return nil }
        let (scaled, overflow) = tradingFees.tenThousandths.multipliedReportingOverflow(
            by: rateMillionths)
        let (divisor, carry) = traded.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow, !carry, scaled >= 0 else { return nil }
        let product = UInt64(scaled).multipliedFullWidth(by: UInt64(cancelled))
        guard product.high < UInt64(divisor) else { return nil }
        let (quotient, rest) = UInt64(divisor).dividingFullWidth(product)
        let rounded = quotient + (rest >= UInt64(divisor) - rest ? 1 : 0)
        return Int64(exactly: rounded).map { Money(tenThousandths: $0) }
    }
}
