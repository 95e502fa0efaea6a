import Market

/// Continuous-trading time with the pauses taken out, and how busy each part of the day is.
enum TradingClock {
    static let morning = SessionTime(hour: 9, minute: 30)
    static let lunch = SessionTime(hour: 11, minute: 30)
    static let afternoon = SessionTime(hour: 13, minute: 0)
    static let closingAuction = SessionTime(hour: 14, minute: 57)
    static let opening = SessionTime(hour: 9, minute: 15)
    static let closing = SessionTime(hour: 15, minute: 0)
    /// 14 220 s: 09:30–11:30 and 13:00–14:57 (SSE-TR-02).
    static let length = 14_220_000_000_000.0

    /// 09:30–11:30 and 13:00–14:57.
    static func isContinuous(_ time: SessionTime) -> Bool {
        time >= morning && time < lunch || time >= afternoon && time < closingAuction
    }

    /// Nanoseconds of continuous trading before `time`.
    static func elapsed(at time: SessionTime) -> Double {
        if time <= morning { return 0 }
        if time <= lunch { return Double((time - morning).nanoseconds) }
        if time <= afternoon { return Double((lunch - morning).nanoseconds) }
        let beforeLunch = Double((lunch - morning).nanoseconds)
        return min(length, beforeLunch + Double((time - afternoon).nanoseconds))
    }

    /// The time at which this much continuous trading has passed; nil at the end of it.
    static func time(atElapsed elapsed: Double) -> SessionTime? {
        guard elapsed < length else { return nil }
        let whole = TimeSpan(nanoseconds: Int64(elapsed))
        let beforeLunch = lunch - morning
        return whole < beforeLunch ? morning + whole : afternoon + (whole - beforeLunch)
    }

    /// U-shaped busyness with mean exactly 1 over the day: 1 + 2·strength at both ends, 1 − strength at
    /// the middle.
    static func busyness(atElapsed elapsed: Double, strength: Double) -> Double {
        let fromMiddle = min(elapsed, length) / length - 0.5
        return 1 + strength * (12 * fromMiddle * fromMiddle - 1)
    }
}
