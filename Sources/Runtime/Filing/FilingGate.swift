import Filing
import Market
import Settings

/// Lets a desk start only on a filing that is confirmed, in force, and agrees with the desk.
///
/// No `filing` in the desk's configuration is development mode, and the summary says so.
struct FilingGate {
    static let developmentMode = "none: development mode, nothing is held against a filing"
    static let softwareName = "obligato"

    private let text: String?
    /// One line for the summary.
    let standing: String

    /// - Throws: the first point that does not hold, with both values; all of them with `filing check`.
    init(
        path: String?, day: TradingDay, strategy: String, limits: LimitSettings
    ) throws(SettingsError) {
        guard let path else {
            text = nil
            standing = Self.developmentMode
            return
        }
        let text = try TextFile.read(path)
        let filing = try Filing.load(yaml: text, file: path)
        let live = Self.live(day: day, strategy: strategy, limits: limits)
        let found = FilingCheck.findings(filing, against: live)
        if let first = found.first(where: \.isBlocking) {
            throw SettingsError(
                file: path, line: 0, path: first.path,
                problem: "no quoting on this filing: \(first.problem): declared "
                    + "\(first.declared), running \(first.live)",
                accepted: "a filing that is confirmed and agrees; see `obligato filing check`")
        }
        self.text = text
        standing = Self.describe(filing, findings: found.count)
    }

    /// Keeps the filing with the record of what ran on it.
    func write(to folder: RunFolder) throws(SettingsError) {
        if let text { try TextFile.write(text, to: folder.filing) }
    }

    static func live(day: TradingDay, strategy: String, limits: LimitSettings) -> LiveFacts {
        LiveFacts(
            day: day, participant: ParticipantID.maker.value, strategy: strategy,
            softwareName: softwareName, softwareVersion: Version.text,
            messagesPerSecondMax: limits.messagesPerSecond,
            messagesPerDayMax: limits.messagesPerDay, fundsYuan: limits.fundsYuan)
    }

    private static func describe(_ filing: Filing, findings: Int) -> String {
        var text = "version \(filing.version), \(filing.authority.rawValue), "
        switch filing.state {
        case .draft: text += "draft"
        case .sent(let day): text += "sent \(day), no objection"
        case .confirmed(_, let day, let reference): text += "confirmed \(day) (\(reference))"
        }
        return findings == 0 ? text : text + "; \(findings) changes to report"
    }

    /// The standing of the filing a record was made on, read again from beside it.
    static func standing(of desk: DeskConfiguration) -> String {
        guard let path = desk.filing else { return developmentMode }
        guard let text = try? TextFile.read(path),
            let filing = try? Filing.load(yaml: text, file: path)
        else { return "named but not readable: \(path)" }
        return describe(filing, findings: 0)
    }
}

extension RunFolder {
    /// The filing the run was made on; missing in development mode.
    var filing: String { "\(path)/filing.yaml" }
}
