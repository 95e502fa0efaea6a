/// SSE option price limits (涨跌停, SSE-TR-04), exact against the exchange's own table.
public enum ShanghaiPriceLimits {
    /// The day's band for a contract.
    ///
    /// call up = max(0.5 %·S, min(2S − K, S)·10 %), call down = 10 %·S;
    /// put up = max(0.5 %·K, min(2K − S, S)·10 %), put down = 10 %·S; each limit is the previous settlement
    /// plus or minus that amount, rounded half up to a tick, and never below one tick.
    /// - Parameters:
    ///   - strike: K in ticks.
    ///   - underlyingPreviousClose: S in ticks.
    ///   - previousSettlement: the contract's, in ticks; on the listing day the opening reference price.
    public static func band(
        type: OptionType, strike: Price, underlyingPreviousClose: Price,
        previousSettlement: Price
    ) -> PriceBand {
        let spot = underlyingPreviousClose.ticks
        let near = type == .call ? spot : strike.ticks
        let far = type == .call ? strike.ticks : spot
        // In thousandths of a tick: 0.5 % is 5/1000, 10 % is 100/1000.
        let floorAmount = 5 * near
        let moneyness = min(2 * near - far, spot) * 100
        let up = max(floorAmount, moneyness)
        let down = 100 * spot
        let upPrice = roundedHalfUp(thousandths: previousSettlement.ticks * 1_000 + up)
        let downPrice = roundedHalfUp(thousandths: previousSettlement.ticks * 1_000 - down)
        return PriceBand(
            down: Price(ticks: max(1, downPrice)), up: Price(ticks: max(1, upPrice)))
    }

    private static func roundedHalfUp(thousandths value: Int64) -> Int64 {
        let shifted = value + 500
        return shifted >= 0 ? shifted / 1_000 : -((-shifted + 999) / 1_000)
    }
}
