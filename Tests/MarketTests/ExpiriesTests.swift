import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-01"))
struct `Expiries` {
    @Test(
        arguments: [
            (20_210_104, [20_210_127, 20_210_224, 20_210_324, 20_210_623]),
            (20_210_127, [20_210_127, 20_210_224, 20_210_324, 20_210_623]),  // expiry day itself
            (20_210_128, [20_210_224, 20_210_324, 20_210_623, 20_210_922]),  // the day after: roll
            (20_210_225, [20_210_324, 20_210_428, 20_210_623, 20_210_922]),
            (20_210_527, [20_210_623, 20_210_728, 20_210_922, 20_211_222]),
            (20_211_223, [20_220_126, 20_220_223, 20_220_323, 20_220_622]),  // over the year's end
        ] as [(Int32, [Int32])])
    func `four expiries are listed: this month, the next, and two quarter months`(
        today: Int32, expiries: [Int32]
    ) throws {
        #expect(
            ShanghaiExpiries.listed(on: try #require(day(today))).map(\.yyyymmdd) == expiries)
    }

    @Test(arguments: [
        (2015, 11, 20_151_125), (2016, 3, 20_160_323), (2018, 6, 20_180_627),  // exchange records
        (2021, 9, 20_210_922), (2023, 2, 20_230_222), (2024, 5, 20_240_522),
    ])
    func `an option expires on the month's fourth Wednesday`(
        year: Int, month: Int, expiry: Int32
    ) {
        let found = ShanghaiExpiries.fourthWednesday(year: year, month: month)
        #expect(found.yyyymmdd == expiry)
        #expect(found.weekday == 3)
    }

    @Test func `a holiday postpones the expiry to the next trading day, over the weekend too`()
        throws
    {
        let wednesday = try #require(day(20_230_125))  // inside the spring festival
        let closed = Set((20_230_123...20_230_127).compactMap { day($0) })
        #expect(ShanghaiExpiries.fourthWednesday(year: 2023, month: 1) == wednesday)
        #expect(
            ShanghaiExpiries.fourthWednesday(year: 2023, month: 1, holidays: [wednesday]).yyyymmdd
                == 20_230_126)
        #expect(
            ShanghaiExpiries.fourthWednesday(year: 2023, month: 1, holidays: closed).yyyymmdd
                == 20_230_130)
    }

    @Test func `a postponed expiry is still listed on the Wednesday it was moved from`() throws {
        let wednesday = try #require(day(20_230_125))
        let listed = ShanghaiExpiries.listed(on: wednesday, holidays: [wednesday])
        #expect(listed.first?.yyyymmdd == 20_230_126)
    }
}
