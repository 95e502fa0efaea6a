/// SSE expiries: current month, next month, next two quarter months; the fourth Wednesday (SSE-TR-01).
public enum ShanghaiExpiries {
    /// The four listed expiries on a trading day, ascending.
    /// - Parameter holidays: weekdays on which the exchange is closed; an expiry on one is postponed.
    public static func listed(on day: TradingDay, holidays: Set<TradingDay> = []) -> [TradingDay] {
        var year = day.year
        var month = day.month
        var first = fourthWednesday(year: year, month: month, holidays: holidays)
        if first < day {
            (year, month) = next(year, month)
            first = fourthWednesday(year: year, month: month, holidays: holidays)
        }
        var result = [first]
        (year, month) = next(year, month)
        result.append(fourthWednesday(year: year, month: month, holidays: holidays))
        while result.count < 4 {
            (year, month) = next(year, month)
            if month % 3 == 0 {
                result.append(fourthWednesday(year: year, month: month, holidays: holidays))
            }
        }
        return result
    }

    /// The month's fourth Wednesday, postponed past weekends and holidays.
    public static func fourthWednesday(
        year: Int, month: Int, holidays: Set<TradingDay> = []
    ) -> TradingDay {
        guard let firstDay = TradingDay(year: year, month: month, day: 1) else {
            preconditionFailure("no such month: \(year)-\(month)")
        }
        let offset = (3 - firstDay.weekday + 7) % 7 + 21
        var day = firstDay
        for _ in 0..<offset { day = day.following }
        while day.weekday > 5 || holidays.contains(day) { day = day.following }
        return day
    }

    private static func next(_ year: Int, _ month: Int) -> (Int, Int) {
        month == 12 ? (year + 1, 1) : (year, month + 1)
    }
}
