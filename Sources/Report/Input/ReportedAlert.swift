public import Market

/// An alert of surveillance as it came while the day ran.
public struct ReportedAlert: Hashable, Sendable {
    public var time: SessionTime
    /// How grave, in English and Chinese.
    public var level: String
    public var levelChinese: String
    /// Near the bar, not at it.
    public var isNear: Bool
    /// The rule's name, `SSE-18-1`, and what it is called.
    public var rule: String
    public var title: String
    /// A number behind it is the desk's own configuration, not the exchange's.
    public var isConfigured: Bool
    /// Whose flow, and in which contract if one is meant.
    public var subject: String
    /// The numbers against their bars, in words.
    public var measures: String
    /// Rows of the logs that prove it, and the row that brought it.
    public var evidenceRows: Int
    public var row: String

    public init(
        time: SessionTime, level: String, levelChinese: String, isNear: Bool, rule: String,
        title: String, isConfigured: Bool, subject: String, measures: String, evidenceRows: Int,
        row: String
    ) {
        self.time = time
        self.level = level
        self.levelChinese = levelChinese
        self.isNear = isNear
        self.rule = rule
        self.title = title
        self.isConfigured = isConfigured
        self.subject = subject
        self.measures = measures
        self.evidenceRows = evidenceRows
        self.row = row
    }
}
