/// What a cash dividend or split does to a contract (合约调整, SSE-TR-10).
public struct ContractAdjustment: Hashable, Sendable {
    public let unit: Int32
    public let strike: Price

    /// newUnit = oldUnit·(1 + f)·C / (C − D), rounded half up; newStrike = oldStrike·oldUnit / newUnit,
    /// rounded half up to 0.001 yuan.
    /// - Parameters:
    ///   - close: the underlying's close before the ex-date, C.
    ///   - dividend: cash per share, D; less than `close`.
    ///   - shareRatioThousandths: f in thousandths: 1 000 is one new share for one old.
    public init(
        unit: Int32, strike: Price, close: Price, dividend: Price, shareRatioThousandths: Int64 = 0
    ) {
        precondition(dividend < close, "a dividend of \(dividend) on a close of \(close)")
        let numerator = Int64(unit) * (1_000 + shareRatioThousandths) * close.ticks
        let denominator = (close.ticks - dividend.ticks) * 1_000
        let newUnit = (2 * numerator + denominator) / (2 * denominator)
        let perThousandth = 2 * strike.ticks * Int64(unit) + 10 * newUnit
        self.unit = Int32(newUnit)
        self.strike = Price(ticks: perThousandth / (20 * newUnit) * 10)
    }
}
