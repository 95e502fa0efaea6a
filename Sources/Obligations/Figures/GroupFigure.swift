/// Ratios joined into one, contracts without a denominator left out.
struct GroupFigure {
    private let operation: GroupRule.Operation
    private var num: Int128 = 0
    private var den: Int128
    private var count: Int64 = 0
    /// Set when the exact mean no longer fits: then each ratio is rounded down to 10⁻¹².
    private static let coarse: Int128 = 1_000_000_000_000

    init(_ operation: GroupRule.Operation) {
        self.operation = operation
        den = operation == .meanOfRatios ? 1 : 0
    }

    mutating func add(_ ratio: Ratio) {
        guard ratio.den > 0 else { return }
        count += 1
        switch operation {
        case .ratioOfSums:
            num += Int128(ratio.num)
            den += Int128(ratio.den)
        case .meanOfRatios: addExactly(Int128(ratio.num), Int128(ratio.den))
        }
    }

    /// 0/0 when nothing had a denominator.
    var value: Ratio {
        guard count > 0 else { return Ratio(0, 0) }
        let whole = operation == .meanOfRatios ? den * Int128(count) : den
        let divisor = max(1, Self.divisor(num, whole))
        if let num = Int64(exactly: num / divisor), let den = Int64(exactly: whole / divisor) {
            return Ratio(num, den)
        }
        return Ratio(
            Int64(clamping: Self.scaled(num, whole)), Int64(clamping: Self.coarse))
    }

    private mutating func addExactly(_ num: Int128, _ den: Int128) {
        let own = max(1, Self.divisor(num, den))
        let (num, den) = (num / own, den / own)
        let shared = self.den / Self.divisor(self.den, den)
        let (common, overflow) = shared.multipliedReportingOverflow(by: den)
        if !overflow, common < 1 << 62 {
            self.num = self.num * (common / self.den) + num * (common / den)
            self.den = common
        } else {
            self.num = Self.scaled(self.num, self.den) + Self.scaled(num, den)
            self.den = Self.coarse
        }
    }

    private static func scaled(_ num: Int128, _ den: Int128) -> Int128 {
        let (product, overflow) = num.multipliedReportingOverflow(by: coarse)
        return overflow ? num / den * coarse : product / den
    }

    private static func divisor(_ a: Int128, _ b: Int128) -> Int128 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
