public import Market

/// Which days had to have a record: weekdays without holidays.
public struct TradingDays: Hashable, Sendable {
    /// Weekdays on which the exchange was closed.
    public var holidays: Set<TradingDay>
    /// Whether the holidays are known: then whole months and quarters are expected, else only the days between
    /// the first record and the last.
    public var isKnown: Bool

    public init(holidays: Set<TradingDay>, isKnown: Bool = true) {
        self.holidays = holidays
        self.isKnown = isKnown
    }

    /// No calendar at hand: every weekday between the first record and the last is expected.
    public static let weekdays = TradingDays(holidays: [], isKnown: false)

    /// Trading days without a record, in order; `recorded` in rising order.
    public func missing(recorded: [TradingDay], length: PeriodRule.Length) -> [TradingDay] {
        guard let first = recorded.first, let last = recorded.last else { return [] }
        let present = Set(recorded)
        var day = isKnown ? Self.start(of: first, length) : first
        let stop = isKnown ? Self.label(of: last, length) : ""
        var missing: [TradingDay] = []
        while day <= last || Self.label(of: day, length) == stop {
            if day.weekday <= 5, !holidays.contains(day), !present.contains(day) {
                missing.append(day)
            }
            day = day.following
        }
        return missing
    }

    /// `2021-01` or `2021Q1`; a day's rule is gathered by the month.
    public static func label(of day: TradingDay, _ length: PeriodRule.Length) -> String {
        switch length {
        case .day, .month: String(day.description.prefix(7))
        case .quarter: "\(day.description.prefix(4))Q\((day.month + 2) / 3)"
        }
    }

    private static func start(of day: TradingDay, _ length: PeriodRule.Length) -> TradingDay {
        let month = length == .quarter ? (day.month - 1) / 3 * 3 + 1 : day.month
        return TradingDay(year: day.year, month: month, day: 1) ?? day
    }
}
