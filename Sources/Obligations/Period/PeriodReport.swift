public import Market

/// A month's or quarter's figures over days on record, with the days that are not.
public struct PeriodReport: Hashable, Sendable {
    public var rulePack: ObligationReport.Pack
    /// Days on record, in order, and the pack each was measured with.
    public var days: [Day]
    /// Trading days without a record, in order.
    public var missing: [TradingDay]
    /// Whether holidays were given, so that the missing days are known to be trading days.
    public var isCalendarKnown: Bool
    public var figures: [PeriodFigure]
    public var scores: [ScoreFigure]

    /// Whether days were measured under more than one pack or version, or another than this report's.
    public var isMixed: Bool {
        days.contains { $0.pack != rulePack.id || $0.version != rulePack.version }
    }

    /// Whether a figure rests on a placeholder.
    public var restsOnPlaceholders: Bool {
        !rulePack.placeholders.isEmpty || days.contains { !$0.placeholders.isEmpty }
    }

    /// One day on record.
    public struct Day: Hashable, Sendable {
        public var date: TradingDay
        public var pack: String
        public var version: Int
        public var placeholders: [String]
        public var exchangeDifferenceNanoseconds: Int64?
    }
}

/// Why days cannot be put together.
public enum PeriodError: Error, Hashable, Sendable, CustomStringConvertible {
    case noDays
    case notADate(String)
    case twoReports(String)
    case badFigure(date: String, rule: String, problem: String)

    public var description: String {
        switch self {
        case .noDays: "no day to put together"
        case .notADate(let text): "\"\(text)\" is no date (accepted: 2021-01-04)"
        case .twoReports(let date): "two reports for \(date) (accepted: one run a day)"
        case .badFigure(let date, let rule, let problem): "\(date): \(rule): \(problem)"
        }
    }
}
