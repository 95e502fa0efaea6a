import Market
import TestSupport
import Testing

@Suite(.rule("SSE-TR-01"))
struct `Trading day` {
    @Test(arguments: [
        (20_000_229, 2), (20_150_209, 1), (20_180_418, 3), (20_191_223, 1), (20_200_229, 6),
        (20_210_104, 1), (20_240_229, 4), (20_251_231, 3), (19_700_101, 4), (19_000_301, 4),
    ])
    func `a date knows its weekday`(date: Int32, weekday: Int) throws {
        #expect(try #require(day(date)).weekday == weekday)
    }

    @Test(arguments: [
        (20_210_104, 20_210_127, 23), (20_201_231, 20_210_101, 1), (20_200_228, 20_200_301, 2),
        (20_210_228, 20_210_301, 1), (19_700_101, 20_000_101, 10_957),
        (20_210_127, 20_210_104, -23),
    ])
    func `days between dates are calendar days`(from: Int32, to: Int32, days: Int) throws {
        #expect(try #require(day(to)).days(since: try #require(day(from))) == days)
    }

    @Test func `the day after is one day number and one weekday on, for four hundred years`() throws
    {
        var today = try #require(day(18_991_231))
        let last = try #require(day(23_000_101))
        while today < last {
            let next = today.following
            guard next.dayNumber == today.dayNumber + 1, next.weekday == today.weekday % 7 + 1,
                next > today, TradingDay(yyyymmdd: next.yyyymmdd) == next
            else {
                Issue.record("\(today) is followed by \(next)")
                return
            }
            today = next
        }
        #expect(today == last)
    }

    @Test(arguments: [
        0, -1, .min, .max, 20_210_100, 20_210_001, 20_211_301, 20_210_132, 20_210_431, 20_210_229,
        19_000_229, 100_000_101, -20_210_104,
    ])
    func `a date that does not exist is not a day`(date: Int32) {
        #expect(day(date) == nil)
    }

    @Test func `29 February exists in leap years only`() {
        #expect([2000, 2020, 2024].allSatisfy { TradingDay(year: $0, month: 2, day: 29) != nil })
        #expect([1900, 2021, 2100].allSatisfy { TradingDay(year: $0, month: 2, day: 29) == nil })
    }

    @Test func `a day prints as year, month, day`() {
        #expect(day(20_210_104)?.description == "2021-01-04")
        #expect(day(00_010_203)?.description == "0001-02-03")
    }
}
