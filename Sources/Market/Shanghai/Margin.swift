/// SSE minimum margin for one short contract (SSE-TR-07); exact against the exchange's record of 2018-04-18.
public struct ShanghaiMargin: Hashable, Sendable {
    /// Basis points of the underlying's close (12 % in the 2018 file) and of the floor (7 %).
    public var firstBasisPoints: Int64
    public var secondBasisPoints: Int64

    public init(firstBasisPoints: Int64 = 1_200, secondBasisPoints: Int64 = 700) {
        self.firstBasisPoints = firstBasisPoints
        self.secondBasisPoints = secondBasisPoints
    }

    /// call = [P0 + max(12 %·S − max(K − S, 0), 7 %·S)]·unit;
    /// put = min[P0 + max(12 %·S − max(S − K, 0), 7 %·K), K]·unit. Rounded up to 1/10 000 yuan.
    public func perContract(
        type: OptionType, strike: Price, unit: Int32, settlement: Price, underlyingClose: Price
    ) -> Money {
        let spot = underlyingClose.ticks
        let outOfTheMoney =
            type == .call ? max(strike.ticks - spot, 0) : max(spot - strike.ticks, 0)
        let floorBase = type == .call ? spot : strike.ticks
        // In 1/10 000 of a tick, so that basis points are exact.
        let risk = max(
            firstBasisPoints * spot - outOfTheMoney * 10_000, secondBasisPoints * floorBase)
        var amount = settlement.ticks * 10_000 + risk
        if type == .put { amount = min(amount, strike.ticks * 10_000) }
        return Money(tenThousandths: (amount * Int64(unit) + 9_999) / 10_000)
    }
}
