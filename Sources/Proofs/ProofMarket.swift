import Market
import Risk

/// The small market of the proofs: made-up contracts worth 0.1 yuan on ETFs at 2.5 yuan, unit 10 000.
enum ProofMarket {
    /// Every limit set and far away, so that a row's own limit is the only one near.
    static let wide = RiskLimits(
        positionPerContractMax: 100_000, directionPerUnderlyingMax: 1_000_000,
        totalPositionMax: 10_000_000, purchaseMax: Money(yuan: 1_000_000_000),
        quantityPerOrderMax: 100_000, valuePerOrderMax: Money(yuan: 1_000_000_000),
        collarBasisPoints: 100_000, collarTicksMin: 5_000, openingPerContractMax: 1_000_000,
        openingPerUnderlyingMax: 100_000_000, deltaSharesMax: 1 << 50, gammaSharesMax: 1 << 50,
        vegaMax: Money(yuan: 1_000_000_000_000), funds: Money(yuan: 1_000_000_000_000),
        messagesPerSecondMax: 1_000_000, withdrawalReservePerSecond: 100,
        messagesPerDayMax: 100_000_000)

    static func contract(
        _ index: Int, underlying: Int = 0, type: OptionType = .call, strike: Int64 = 25_000
    ) -> OptionContract {
        OptionContract(
            index: ContractIndex(index), code: UInt32(10_000_001 + index),
            tradingCode: "51005\(underlying)\(type == .call ? "C" : "P")2101M0\(strike / 10)",
            underlying: UnderlyingIndex(underlying), type: type, strike: Price(ticks: strike),
            unit: 10_000, expiry: expiry, expiryRank: 0, daysToExpiry: 23,
            previousSettlement: Price(ticks: 1_000),
            band: PriceBand(down: Price(ticks: 1), up: Price(ticks: 5_000)),
            orderQuantityMax: Quantity(contracts: 50))
    }

    /// Calls 0 and 2 and put 1 on the first underlying, call 3 and put 4 on the second.
    static let five: [OptionContract] = [
        contract(0), contract(1, type: .put), contract(2, strike: 26_000),
        contract(3, underlying: 1), contract(4, underlying: 1, type: .put),
    ]

    /// Calls and puts in turn on two underlyings, half each.
    static func many(_ count: Int) -> [OptionContract] {
        (0..<count).map { index in
            contract(
                index, underlying: index < count / 2 ? 0 : 1, type: index % 2 == 0 ? .call : .put,
                strike: 25_000 + Int64(index / 2 % 500) * 10)
        }
    }

    static func directory(_ contracts: [OptionContract]) -> InstrumentDirectory {
        do {
            return try InstrumentDirectory(
                day: day,
                underlyings: (0..<2).map {
                    Underlying(
                        index: UnderlyingIndex($0), code: "51005\($0)",
                        previousClose: Price(ticks: 25_000))
                }, contracts: contracts)
        } catch {
            preconditionFailure("the proofs' own market is bad: \(error)")
        }
    }

    private static let day = date(20_210_104)
    private static let expiry = date(20_210_127)

    private static func date(_ yyyymmdd: Int32) -> TradingDay {
        guard let day = TradingDay(yyyymmdd: yyyymmdd) else {
            preconditionFailure("no day: \(yyyymmdd)")
        }
        return day
    }
}
