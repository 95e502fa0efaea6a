import Market

/// When resting orders may be entered and cancelled at will.
///
/// Left out: the auctions' no-cancel minutes 09:20–09:25 and 14:59–15:00 (SSE-TR-02), 09:25–09:30, lunch.
enum OrderWindows {
    private static let windows = [
        (TradingClock.opening, SessionTime(hour: 9, minute: 20)),
        (TradingClock.morning, TradingClock.lunch),
        (TradingClock.afternoon, SessionTime(hour: 14, minute: 59)),
    ]

    static func contains(_ time: SessionTime) -> Bool {
        windows.contains { $0.0 <= time && time < $0.1 }
    }

    /// `time` itself inside a window, else a moment up to `spread` after the next one opens; nil after
    /// the last.
    static func time(
        atOrAfter time: SessionTime, spread: TimeSpan, _ chance: inout SeededGenerator
    ) -> SessionTime? {
        for (start, end) in windows where time < end {
            if time >= start { return time }
            let delay = Double(spread.nanoseconds) * chance.uniform()
            return start + TimeSpan(nanoseconds: Int64(delay))
        }
        return nil
    }
}
