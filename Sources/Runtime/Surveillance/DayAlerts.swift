import Market
import Report
import Surveillance

/// The alerts that a day's own watch left in its record; nil for a run that nobody watched.
struct DayAlerts {
    private static let bytesMax = 256 << 20
    let lines: [AlertLine.Line]

    init?(_ folder: RunFolder) {
        guard TextFile.exists(folder.alerts),
            let text = try? TextFile.read(folder.alerts, bytesMax: Self.bytesMax)
        else { return nil }
        lines = AlertsFile.lines(of: text)
    }

    var reported: [ReportedAlert] { lines.map(\.reported) }
}

extension AlertLine.Line {
    var reported: ReportedAlert {
        let level = AlertLevel(rawValue: level)?.label ?? level
        let words = level.split(separator: " ").map(String.init)
        return ReportedAlert(
            time: SessionTime(nanoseconds: time), level: words.first ?? level,
            levelChinese: words.count > 1 ? words[1] : "", isNear: isNear, rule: rule,
            title: title, isConfigured: configured,
            subject: [subject, contract].compactMap { $0 }.joined(separator: " "),
            measures: measures.map { measure in
                "\(MeasureLabel.text(measure.name)) \(measure.value)"
                    + (measure.limit.map { " / \($0)" } ?? "")
            }.joined(separator: ", "), evidenceRows: evidenceRows, row: "\(log) \(sequence)")
    }

    /// One line for a terminal: when, how grave, which rule, who, the first number against its bar.
    var headline: String {
        let told = reported
        let first = measures.first.map { measure in
            "  \(measure.value)" + (measure.limit.map { " / \($0)" } ?? "")
        }
        return "\(told.time)  " + (isNear ? "near 接近, " : "") + told.level + " "
            + told.levelChinese + "  \(rule)" + (configured ? "*" : "")
            + "  \(title)  \(told.subject)" + (first ?? "")
    }
}
