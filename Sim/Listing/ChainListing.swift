public import Market

/// Lists a scenario's contracts as the exchange would on that morning (SSE-TR-01, SSE-TR-04).
public enum ChainListing {
    /// Contracts by underlying, expiry, strike, call before put; codes from 10000001.
    public static func directory(for scenario: Scenario) -> InstrumentDirectory {
        let expiries = listedExpiries(of: scenario)
        var contracts: [OptionContract] = []
        var underlyings: [Underlying] = []
        for (position, underlying) in scenario.underlyings.enumerated() {
            underlyings.append(
                Underlying(
                    index: UnderlyingIndex(position), code: underlying.code,
                    previousClose: underlying.previousClose))
            let strikes = ShanghaiStrikeLadder.strikes(
                around: underlying.previousClose, each: scenario.chain.strikesEachSide)
            let adjusted = adjustedSeries(of: underlying, in: scenario.chain)
            for (rank, expiry) in expiries.enumerated() {
                for series in strikes.map({ Series(listed: $0) }) + adjusted {
                    for type in [OptionType.call, .put] {
                        contracts.append(
                            contract(
                                number: contracts.count, on: scenario.tradingDay,
                                underlying: underlying, position: position, type: type,
                                series: series, expiry: expiry, rank: rank,
                                limitPercent: scenario.chain.limitPercent))
                    }
                }
            }
        }
        do {
            return try InstrumentDirectory(
                day: scenario.tradingDay, underlyings: underlyings, contracts: contracts)
        } catch {
            preconditionFailure("a checked scenario lists a bad chain: \(error)")
        }
    }

    /// A strike of the ladder, or of yesterday's ladder after an adjustment (SSE-TR-10).
    private struct Series {
        /// What the trading code carries, before any adjustment.
        let listed: Price
        var strike: Price
        var unit: Int32 = 10_000
        var isAdjusted = false

        init(listed: Price) {
            self.listed = listed
            strike = listed
        }
    }

    /// Yesterday's ladder around the price with the dividend in it, adjusted for the dividend.
    private static func adjustedSeries(
        of underlying: ScenarioUnderlying, in chain: ScenarioChain
    ) -> [Series] {
        guard chain.dividend > .zero else { return [] }
        let close = underlying.previousClose + chain.dividend
        return ShanghaiStrikeLadder.strikes(around: close, each: chain.strikesEachSide).map {
            let adjustment = ContractAdjustment(
                unit: 10_000, strike: $0, close: close, dividend: chain.dividend)
            var series = Series(listed: $0)
            series.strike = adjustment.strike
            series.unit = adjustment.unit
            series.isAdjusted = true
            return series
        }
    }

    private static func listedExpiries(of scenario: Scenario) -> ArraySlice<TradingDay> {
        ShanghaiExpiries.listed(
            on: scenario.tradingDay, holidays: Set(scenario.chain.holidays)
        ).prefix(scenario.chain.expiries)
    }

    private static func contract(
        number: Int, on day: TradingDay, underlying: ScenarioUnderlying, position: Int,
        type: OptionType, series: Series, expiry: TradingDay, rank: Int, limitPercent: Int64
    ) -> OptionContract {
        let strike = series.strike
        let daysToExpiry = Int32(expiry.days(since: day))
        let settlement = previousSettlement(
            on: day, underlying: underlying, type: type, strike: strike, daysToExpiry: daysToExpiry)
        let code = ShanghaiTradingCode(
            underlying: underlying.code, type: type, year: expiry.year, month: expiry.month,
            flag: series.isAdjusted ? "A" : "M", strike: series.listed)
        return OptionContract(
            index: ContractIndex(number), code: UInt32(10_000_001 + number), tradingCode: code.text,
            underlying: UnderlyingIndex(position), type: type, strike: strike, unit: series.unit,
            expiry: expiry, expiryRank: UInt8(rank), daysToExpiry: daysToExpiry,
            previousSettlement: settlement,
            band: narrowed(
                ShanghaiPriceLimits.band(
                    type: type, strike: strike, underlyingPreviousClose: underlying.previousClose,
                    previousSettlement: settlement), around: settlement, to: limitPercent),
            isAdjusted: series.isAdjusted)
    }

    private static func narrowed(
        _ band: PriceBand, around settlement: Price, to percent: Int64
    ) -> PriceBand {
        guard percent < 100 else { return band }
        func part(_ limit: Price) -> Price {
            Price(ticks: settlement.ticks + (limit.ticks - settlement.ticks) * percent / 100)
        }
        return PriceBand(
            down: part(band.down), up: max(part(band.up), part(band.down) + Price(ticks: 1)))
    }

    /// Fair value at yesterday's close with yesterday's time to expiry, rounded to a tick, at least one.
    private static func previousSettlement(
        on day: TradingDay, underlying: ScenarioUnderlying, type: OptionType, strike: Price,
        daysToExpiry: Int32
    ) -> Price {
        let sinceYesterday: Int32 = day.weekday == 1 ? 3 : 1
        let fair = FairValue(
            type: type, strike: strike, daysToExpiry: daysToExpiry + sinceYesterday,
            smile: underlying.smile)
        let value = fair.value(spot: underlying.previousClose.yuan, level: 1).ticks
        return Price(ticks: max(1, Int64(value.rounded())))
    }
}
