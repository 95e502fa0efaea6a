public import Market

/// Trading days as the deadlines of filings count them: weekdays without the exchange's holidays.
public struct FilingCalendar: Hashable, Sendable {
    public let holidays: Set<TradingDay>

    public init(holidays: Set<TradingDay> = []) { self.holidays = holidays }

    public func isTradingDay(_ day: TradingDay) -> Bool {
        day.weekday <= 5 && !holidays.contains(day)
    }

    /// The `count`-th trading day after `day`.
    public func tradingDay(_ count: Int, after day: TradingDay) -> TradingDay {
        precondition(count > 0, "\(count) trading days")
        var left = count
        var next = day
        while left > 0 {
            next = next.following
            if isTradingDay(next) { left -= 1 }
        }
        return next
    }

    /// Trading days after `first` up to and with `last`.
    public func tradingDays(after first: TradingDay, through last: TradingDay) -> Int {
        var count = 0
        var day = first
        while day < last {
            day = day.following
            if isTradingDay(day) { count += 1 }
        }
        return count
    }

    /// The day before which a material change of `day` is reported: the fifth trading day of the next month, or
    /// of the next quarter (seed 001 art. 10).
    public func changeDeadline(of day: TradingDay, byQuarter: Bool = false) -> TradingDay {
        let months = byQuarter ? 3 - (day.month - 1) % 3 : 1
        let month = day.month + months
        let first = TradingDay(
            year: day.year + (month > 12 ? 1 : 0), month: month > 12 ? month - 12 : month, day: 1)
        guard let first else { return day }
        return isTradingDay(first) ? tradingDay(4, after: first) : tradingDay(5, after: first)
    }

    /// The last trading day on which a change of `day` may be reported: "before" the deadline excludes it.
    public func lastReportingDay(of day: TradingDay, byQuarter: Bool = false) -> TradingDay {
        let deadline = changeDeadline(of: day, byQuarter: byQuarter)
        var last = day
        var next = day
        while next < deadline {
            if isTradingDay(next) { last = next }
            next = next.following
        }
        return last
    }
}
