import Market
import Obligations
import Settings
import Tracker

/// One run folder as a month sees it.
struct MonthDay {
    /// A pack and the text it was read from.
    struct Rules {
        /// A bundled name or a path.
        let name: String
        let pack: RulePack
        let source: SettingsNode

        init(named name: String) throws {
            self.name = name
            let text = try RulePackShelf.text(named: name)
            source = try SettingsFile.load(yaml: text.text, file: text.file)
            pack = try RulePack.load(source)
        }

        /// The single value at a provenance's path as the pack has it; nil where it is a whole part.
        ///
        /// - Parameter rule: whose path it is; nil = the pack's own.
        func text(at path: String, of rule: String? = nil) -> String? {
            var node = source
            if let rule {
                guard let items = try? source["rules"]?.items(),
                    let found = items.first(where: { (try? $0["id"]?.text()) == rule })
                else { return nil }
                node = found
            }
            for key in path.dropFirst().split(separator: "/") {
                guard let next = node[String(key)] else { return nil }
                node = next
            }
            return try? node.text()
        }
    }

    let record: DayRecord
    /// What the figures were measured under.
    let rules: Rules
    let report: ObligationReport
    /// Rebuilt from the journals; nil when the figures were only read.
    let tracker: TrackerCore?
    /// Whether the figures on file equal those of the journals; nil when not compared.
    let holds: Bool?

    /// Reads obligations.json, or computes it anew from the journals and compares.
    ///
    /// `other`: rules the record is measured under instead of its own; the file is not read then, but with
    /// `isRecomputed` compared all the same.
    init(_ record: DayRecord, rules other: Rules? = nil, isRecomputed: Bool) throws {
        self.record = record
        rules = try other ?? Rules(named: record.desk.rules)
        if let other {
            let own = isRecomputed ? [record.plan.pack] : []
            let cores = try record.trackerCores(under: own + [other.pack])
            let tracker = cores[cores.count - 1]
            report = tracker.report()
            self.tracker = isRecomputed ? tracker : nil
            holds = isRecomputed ? try cores[0].report().json() == record.obligationsText() : nil
            return
        }
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
