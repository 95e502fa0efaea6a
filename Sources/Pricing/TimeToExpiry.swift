public import Market

/// Years to expiry: (calendar days to the exercise day + the share of today's trading still ahead) / 365.
///
/// Overnight and weekends count as whole calendar days; within the day time runs only while the market trades,
/// so lunch costs no time value and the last instant of the exercise day is exactly zero.
public struct TimeToExpiry: Hashable, Sendable {
    public static let daysPerYear = 365.0

    public let calendar: SessionCalendar
    private let total: TimeSpan

    public init(calendar: SessionCalendar = .shanghaiOptions) {
        self.calendar = calendar
        total = TimeToExpiry.trading(in: calendar, after: SessionTime(nanoseconds: .min / 4))
    }

    /// Never negative; `days` is `OptionContract.daysToExpiry`.
    public func years(days: Int32, at time: SessionTime) -> Double {
        let whole = max(0, Double(days))
        guard days >= 0, total > .zero else { return whole / TimeToExpiry.daysPerYear }
        let left = TimeToExpiry.trading(in: calendar, after: time)
        let fraction = Double(left.nanoseconds) / Double(total.nanoseconds)
        return (whole + fraction) / TimeToExpiry.daysPerYear
    }

    /// Continuous trading and the closing auction that remain after `time`.
    private static func trading(in calendar: SessionCalendar, after time: SessionTime) -> TimeSpan {
        var left = TimeSpan.zero
        for segment in calendar.segments
        where segment.phase == .continuous || segment.phase == .closingAuction {
            if segment.end > time { left += segment.end - max(segment.start, time) }
        }
        return left
    }
}
