import Filing
import Market
import Settings
import Surveillance
import Tables
import Wire

/// `obligato surveil RUN`: a finished run's flow under the rules of surveillance.
public struct SurveillanceRun {
    private let rules: SurveillanceRules
    private let report: SurveillanceReport
    private let directory: InstrumentDirectory

    /// - Parameter path: a rules file; nil = the one that comes with the program.
    public init(_ record: DayRecord, rules path: String? = nil) throws {
        rules = try Self.declared(record, in: try Self.rules(path))
        directory = record.directory
        var surveillance = Surveillance(rules: rules, directory: record.directory)
        // Risk's refusals are few; the exchange's log is read as a stream beside them.
        var refusals: [FlowEvent] = []
        try record.forEachDecision { decision in
            if let row = FlowFeed.row(decision, account: ParticipantID.maker.value) {
                refusals.append(row)
            }
        }
        var next = 0
        func tell(before time: SessionTime?) {
            while next < refusals.count, time.map({ refusals[next].time < $0 }) ?? true {
                surveillance.take(refusals[next])
                next += 1
            }
        }
        var feed = FlowFeed(record.directory)
        try record.forEachEvent { event in
            tell(before: event.time)
            feed.rows(event) { surveillance.take($0) }
        }
        tell(before: nil)
        report = surveillance.report()
    }

    /// The text of the rules that come with the program.
    public static var bundledRules: String { SurveillanceRules.bundledText }

    private static func rules(_ path: String?) throws(SettingsError) -> SurveillanceRules {
        guard let path else {
            return try SurveillanceRules.load(
                yaml: SurveillanceRules.bundledText, file: "surveillance.yaml")
        }
        return try SurveillanceRules.load(yaml: try TextFile.read(path), file: path)
    }

    /// The filing's declared maxima as rules of their own (seed 001 art. 12): behaviour is what was reported.
    private static func declared(
        _ record: DayRecord, in rules: SurveillanceRules
    ) throws(SettingsError) -> SurveillanceRules {
        guard let path = record.desk.filing else { return rules }
        let filing = try Filing.load(yaml: try TextFile.read(path), file: path)
        func rule(_ id: String, _ title: String, _ kind: SurveillanceRule.Kind) -> SurveillanceRule
        {
            SurveillanceRule(
                id: id, title: title, basis: "seed 001 art. 9(3), 12", scope: .account, kind: kind)
        }
        return rules.adding([
            rule(
                "FILED-RATE", "Above the declared maximum rate 最高申报速率",
                .burst(BurstTerms(countMin: filing.ordersPerSecondMax + 1))),
            rule(
                "FILED-COUNT", "Above the declared maximum of a day 单日最高申报笔数",
                .dayCount(DayCountTerms(countMin: filing.ordersPerDayMax + 1))),
        ])
    }

    public var hasAlerts: Bool { !report.alerts.isEmpty }

    public var json: String { Table.json(tables) }

    /// Alerts, their measures and their rows, figures and fees: as tables.
    private var tables: [Table] {
        [
            SurveillanceTables.rules(rules), SurveillanceTables.alerts(report, rules, directory),
            SurveillanceTables.measures(report, rules),
            SurveillanceTables.evidence(report, directory),
            SurveillanceTables.figures(report), SurveillanceTables.fees(report, directory),
        ]
    }

    /// Writes each table as a CSV file into a folder that is there.
    public func writeCSV(to folder: String) throws {
        for table in tables { try TextFile.write(table.csv(), to: "\(folder)/\(table.name).csv") }
    }

    /// The day on one screen: alerts, figures, fees.
    public var text: String {
        SurveillanceText(rules: rules, report: report, directory: directory).text
    }
}
