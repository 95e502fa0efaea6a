import Market
import Risk
import Testing

/// A small day: underlying 0 at 2.5 with calls and puts, underlying 1 likewise; every contract opens to 0.0001…0.5.
enum Fixture {
    /// A contract of the small day; premium unit 10 000.
    static func contract(
        _ index: Int, underlying: Int = 0, type: OptionType = .call, strike: Int64 = 26_000,
        settlement: Int64 = 500, days: Int32 = 23, unit: Int32 = 10_000,
        band: ClosedRange<Int64> = 1...5_000, quantityMax: Int32 = 50
    ) throws -> OptionContract {
        let expiry = try #require(TradingDay(yyyymmdd: 20_210_127))
        return OptionContract(
            index: ContractIndex(index), code: UInt32(10_000_001 + index),
            tradingCode: "51005\(underlying)\(type == .call ? "C" : "P")2101M0\(index)",
            underlying: UnderlyingIndex(underlying), type: type, strike: Price(ticks: strike),
            unit: unit, expiry: expiry, expiryRank: 0, daysToExpiry: days,
            previousSettlement: Price(ticks: settlement),
            band: PriceBand(
                down: Price(ticks: band.lowerBound), up: Price(ticks: band.upperBound)),
            orderQuantityMax: Quantity(contracts: quantityMax))
    }

    static func directory(_ contracts: [OptionContract], underlyings: Int = 2) throws
        -> InstrumentDirectory
    {
        let day = try #require(TradingDay(yyyymmdd: 20_210_104))
        return try InstrumentDirectory(
            day: day,
            underlyings: (0..<underlyings).map {
                Underlying(
                    index: UnderlyingIndex($0), code: "51005\($0)",
                    previousClose: Price(ticks: 25_000))
            }, contracts: contracts)
    }

    /// Calls 0 and 2 and put 1 on the first underlying, call 3 and put 4 on the second.
    static func directory() throws -> InstrumentDirectory {
        try directory([
            contract(0), contract(1, type: .put), contract(2, strike: 27_000),
            contract(3, underlying: 1), contract(4, underlying: 1, type: .put),
        ])
    }

    /// Every limit set and far away.
    static let wide = RiskLimits(
        positionPerContractMax: 1_000, directionPerUnderlyingMax: 10_000,
        totalPositionMax: 100_000, purchaseMax: Money(yuan: 1_000_000),
        quantityPerOrderMax: 100_000, valuePerOrderMax: Money(yuan: 1_000_000_000),
        collarBasisPoints: 100_000, collarTicksMin: 5_000, openingPerContractMax: 1_000_000,
        openingPerUnderlyingMax: 1_000_000, deltaSharesMax: 1 << 40, gammaSharesMax: 1 << 40,
        vegaMax: Money(yuan: 1_000_000_000_000),
        funds: Money(yuan: 1_000_000_000), messagesPerSecondMax: 10_000,
        withdrawalReservePerSecond: 100, messagesPerDayMax: 1_000_000)

    /// `wide` with one thing changed.
    static func limits(_ change: (inout RiskLimits) -> Void) -> RiskLimits {
        var limits = wide
        change(&limits)
        return limits
    }
}

/// SplitMix64: the same numbers from the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
