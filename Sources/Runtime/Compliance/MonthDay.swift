import Market
import Obligations
import Settings
import Tracker

/// One run folder as a month sees it.
struct MonthDay {
    let record: DayRecord
    let report: ObligationReport
    /// Rebuilt from the journals; nil when the figures were only read.
    let tracker: TrackerCore?
    /// Whether the figures on file equal those of the journals; nil when not compared.
    let holds: Bool?

    /// Reads obligations.json, or computes it anew from the journals and compares.
    init(_ record: DayRecord, isRecomputed: Bool) throws {
        self.record = record
        let text = try record.obligationsText()
        guard isRecomputed else {
            report = try Self.read(text, record)
            tracker = nil
            holds = nil
            return
        }
        let tracker = try record.trackerCore()
        report = tracker.report()
        holds = try report.json() == text
        self.tracker = tracker
    }

    private static func read(_ text: String, _ record: DayRecord) throws -> ObligationReport {
        let report: ObligationReport
        do {
            report = try ObligationReport.read(json: text)
        } catch {
            throw SettingsError(
                file: record.folder.obligations, line: 0, path: "",
                problem: "is no obligation report",
                accepted: "the file as it was written, or --recompute")
        }
        guard report.date == record.directory.day.description else {
            throw SettingsError(
                file: record.folder.obligations, line: 0, path: "date",
                problem: "\(report.date) is not the day of this run",
                accepted: record.directory.day.description)
        }
        return report
    }
}
