import Market
import Sim
import TestSupport
import Testing

@Suite(.rule("SSE-TR-01", "SSE-TR-04"))
struct `Chain listing` {
    static let directory = ChainListing.directory(for: .regularDay)

    @Test func `the regular day lists 2 ETFs x 4 expiries x 9 strikes x call and put`() {
        let directory = Self.directory
        #expect(directory.contracts.count == 144)
        #expect(directory.contracts.map(\.code) == (0..<144).map { UInt32(10_000_001 + $0) })
        #expect(directory.contracts.first?.tradingCode == "510050C2101M03100")
        #expect(directory.contracts.last?.tradingCode == "510300P2106M06250")
    }

    @Test func `expiries are the fourth Wednesdays`() {
        let expected: [(Int32, Int32)] = [
            (20_210_127, 23), (20_210_224, 51), (20_210_324, 79), (20_210_623, 170),
        ]
        for (rank, (day, days)) in expected.enumerated() {
            let contracts = Self.directory.contracts.filter { Int($0.expiryRank) == rank }
            #expect(contracts.count == 36)
            #expect(contracts.allSatisfy { $0.expiry.yyyymmdd == day && $0.daysToExpiry == days })
        }
    }

    @Test(
        arguments: [
            (0, [31_000, 32_000, 33_000, 34_000, 35_000, 36_000, 37_000, 38_000, 39_000]),
            (1, [47_000, 48_000, 49_000, 50_000, 52_500, 55_000, 57_500, 60_000, 62_500]),
        ] as [(Int, [Int64])])
    func `strikes follow the interval of the price they start from`(
        underlying: Int, strikes: [Int64]
    ) {
        let listed = Self.directory.contracts.filter {
            $0.underlying.int == underlying && $0.expiryRank == 0 && $0.type == .call
        }.map(\.strike.ticks)
        #expect(listed == strikes)
    }

    @Test func `a holiday postpones an expiry and a smaller chain lists less`() throws {
        var scenario = Scenario.regularDay
        scenario.chain.holidays = [try #require(TradingDay(yyyymmdd: 20_210_127))]
        scenario.chain.expiries = 2
        scenario.chain.strikesEachSide = 0
        let directory = ChainListing.directory(for: scenario)
        #expect(
            directory.contracts.map(\.tradingCode) == [
                "510050C2101M03500", "510050P2101M03500", "510050C2102M03500",
                "510050P2102M03500", "510300C2101M05250", "510300P2101M05250",
                "510300C2102M05250", "510300P2102M05250",
            ])
        #expect(directory.contracts[0].expiry.yyyymmdd == 20_210_128)
    }

    @Test func `previous settlements are at least a tick and inside the band`() {
        for contract in Self.directory.contracts {
            #expect(contract.previousSettlement.ticks >= 1)
            #expect(contract.band.contains(contract.previousSettlement))
        }
    }

    @Test
    func `a previous settlement is Black-Scholes with Friday's life and the scenario's smile`() {
        // By hand in another language: S = K = 3.5, T = 173/365, F = S·e^(0.01·T), r = 2.5 %.
        let pair = Self.directory.contracts.filter {
            $0.underlying.int == 0 && $0.expiryRank == 3 && $0.strike.ticks == 35_000
        }
        #expect(pair.map(\.previousSettlement.ticks) == [1_989, 1_825])
    }

    @Test(
        arguments: [
            (5_000, 20_210_127, 0.03), (500_000, 20_210_127, 2), (500_000, 20_991_231, 0.03),
            (5_000, 20_150_209, 2),
        ] as [(Int64, Int32, Double)])
    func `the ends of what a scenario may say still list`(
        close: Int64, day: Int32, volatility: Double
    ) throws {
        var scenario = Scenario.regularDay
        scenario.tradingDay = try #require(TradingDay(yyyymmdd: day))
        scenario.chain.strikesEachSide = 8
        for index in scenario.underlyings.indices {
            scenario.underlyings[index].previousClose = Price(ticks: close)
            scenario.underlyings[index].smile.volatility = volatility
        }
        let directory = ChainListing.directory(for: scenario)
        #expect(directory.contracts.count == 2 * 4 * 17 * 2)
        for contract in directory.contracts {
            #expect(contract.band.contains(contract.previousSettlement))
            #expect(ShanghaiTradingCode(contract.tradingCode) != nil)
        }
    }
}
