import Market
import Surveillance
import Tables

/// `obligato surveil RUN`: a finished run's flow under the rules of surveillance.
public struct SurveillanceRun {
    private let rules: SurveillanceRules
    private let report: SurveillanceReport
    private let directory: InstrumentDirectory

    /// - Parameter path: a rules file; nil = the run's own, or the one that comes with the program.
    public init(_ record: DayRecord, rules path: String? = nil) throws {
        let source = try SurveillanceSource(record, rules: path)
        var watch = source.watch()
        // Risk's rows are few and wait; the exchange's log is read as a stream beside them.
        try record.forEachRecord(of: .risk) { try watch.take(risk: $0) }
        watch.end(.risk)
        try record.forEachRecord(of: .exchange) { try watch.take(exchange: $0) }
        watch.end(.exchange)
        self = source.summary(of: watch.surveillance)
    }

    init(rules: SurveillanceRules, report: SurveillanceReport, directory: InstrumentDirectory) {
        self.rules = rules
        self.report = report
        self.directory = directory
    }

    /// The text of the rules that come with the program.
    public static var bundledRules: String { SurveillanceRules.bundledText }

    /// Reads a rules file; throws the one mistake in it.
    public static func check(rules path: String) throws { _ = try SurveillanceSource.rules(path) }

    public var hasAlerts: Bool { !report.alerts.isEmpty }

    public var json: String { Table.json(tables) }

    /// Alerts, their measures and their rows, figures and fees: as tables.
    private var tables: [Table] {
        [
            SurveillanceTables.rules(rules), SurveillanceTables.alerts(report, rules, directory),
            SurveillanceTables.measures(report, rules),
            SurveillanceTables.evidence(report, directory),
            SurveillanceTables.raised(report, rules, directory),
            SurveillanceTables.figures(report), SurveillanceTables.fees(report, directory),
        ]
    }

    /// Writes each table as a CSV file into a folder that is there.
    public func writeCSV(to folder: String) throws {
        for table in tables { try TextFile.write(table.csv(), to: "\(folder)/\(table.name).csv") }
    }

    /// The alerts as they came while the day ran, each with its evidence: what `--follow` prints.
    public var raisedLines: [String] {
        report.raised.map { AlertLine($0, rules: rules, directory: directory).text }
    }

    /// The day on one screen: alerts, figures, fees.
    public var text: String {
        SurveillanceText(rules: rules, report: report, directory: directory).text
    }
}
