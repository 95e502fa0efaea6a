public import Market
public import Settings

/// What `obligato obligations --quotes` was asked: the files, the rules, the session.
public struct QuoteLogSettings: Sendable {
    public var quotes: String
    public var phases: String?
    public var bbo: String?
    public var rfqs: String?
    public var fills: String?
    public var instruments: String?
    public var rules: String
    public var session = SessionCalendar.shanghaiOptions
    /// The record says how things stood until then.
    public var until: SessionTime?
    /// The record runs to the session's end.
    public var isComplete = false
    /// Bad rows are skipped, and what they leave open is unknown.
    public var isLenient = false
    public var outageOver = TimeSpan.seconds(5)
    public var day: TradingDay?

    public init(quotes: String, rules: String) {
        self.quotes = quotes
        self.rules = rules
    }

    /// Spans of continuous trading: `0-14400s`, `09:30:00-11:30:00,13:00:00-14:57:00`; half-open, in order.
    public static func session(_ text: String) throws(SettingsError) -> SessionCalendar {
        func refused() -> SettingsError {
            SettingsError(
                file: text, line: 0, path: "--session", problem: "no spans of a session",
                accepted: "0-14400s, or 09:30:00-11:30:00,13:00:00-14:57:00")
        }
        var segments: [SessionCalendar.Segment] = []
        for span in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let start = instant(ends[0]), let end = instant(ends[1]) else {
                throw refused()
            }
            if let last = segments.last, last.end < start {
                segments.append(
                    SessionCalendar.Segment(phase: .pause, start: last.end, end: start))
            }
            segments.append(SessionCalendar.Segment(phase: .continuous, start: start, end: end))
        }
        guard let calendar = SessionCalendar(segments: segments) else { throw refused() }
        return calendar
    }

    /// Seconds (`14400`, `14400s`) or a time of day (`09:30:00`).
    public static func instant(_ text: some StringProtocol) -> SessionTime? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 3 {
            let values = parts.compactMap { part in
                part.count == 2 ? DecimalText.value(part, decimals: 0) : nil
            }
            guard values.count == 3, 0...47 ~= values[0], 0...59 ~= values[1], 0...59 ~= values[2]
            else { return nil }
            return SessionTime(
                hour: Int(values[0]), minute: Int(values[1]), second: Int(values[2]))
        }
        let digits = text.hasSuffix("s") ? String(text.dropLast()) : String(text)
        guard let seconds = DecimalText.value(digits, decimals: 0), 0...172_800 ~= seconds else {
            return nil
        }
        return SessionTime(nanoseconds: seconds * 1_000_000_000)
    }
}
