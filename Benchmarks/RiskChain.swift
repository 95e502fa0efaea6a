import Market

/// Contracts for the gate alone, as many as asked for: 40 an expiry, call and put in turn, up to 8 underlyings.
enum RiskChain {
    static func directory(contracts count: Int) throws -> InstrumentDirectory {
        guard let day = TradingDay(yyyymmdd: 20_210_104),
            let expiry = TradingDay(yyyymmdd: 20_210_127)
        else { throw BenchmarkFailure(description: "no such day") }
        let perUnderlying = max(40, (count + 7) / 8)
        let underlyings = (count + perUnderlying - 1) / perUnderlying
        return try InstrumentDirectory(
            day: day,
            underlyings: (0..<underlyings).map {
                Underlying(
                    index: UnderlyingIndex($0), code: "51005\($0)",
                    previousClose: Price(ticks: 35_000))
            },
            contracts: (0..<count).map { contract($0, of: $0 / perUnderlying, expiry) })
    }

    private static func contract(_ index: Int, of underlying: Int, _ expiry: TradingDay)
        -> OptionContract
    {
        let isCall = index % 2 == 0
        let step = Int64(index / 2 % 20)
        return OptionContract(
            index: ContractIndex(index), code: UInt32(10_000_001 + index),
            tradingCode: "51005\(underlying)\(isCall ? "C" : "P")\(10_000 + index)",
            underlying: UnderlyingIndex(underlying), type: isCall ? .call : .put,
            strike: Price(ticks: 33_000 + 200 * step), unit: 10_000, expiry: expiry, expiryRank: 0,
            daysToExpiry: 23,
            previousSettlement: Price(ticks: isCall ? 2_600 - 100 * step : 600 + 100 * step),
            band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 6_000)),
            orderQuantityMax: Quantity(contracts: 50))
    }
}
