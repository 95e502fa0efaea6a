import ArgumentParser
import Runtime

/// `obligato obligations DIR`: figures, down to intervals and the acknowledgements under them.
struct ObligationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obligations",
        abstract: "Obligation figures of a run; with --explain down to the evidence. 义务履行情况")

    @Argument(help: "A run folder; none with --quotes.")
    var folder: String?

    @OptionGroup(title: "Another system's record")
    var log: QuoteLogOptions

    @OptionGroup(title: "Beside other rules, or the exchange's numbers")
    var comparison: ComparisonOptions

    @Option(help: "One contract: trading code, eight-digit code, or #index.")
    var contract: String?

    @Flag(help: "The intervals behind the figure, each with its evidence.")
    var explain = false

    @Flag(help: "Every request for quote, what became of it, and why. 询价")
    var requests = false

    @Flag(help: "JSON instead of text.")
    var json = false

    func run() throws {
        if explain, contract == nil {
            throw CommandFailure.usage("--explain needs --contract")
        }
        if explain, requests { throw CommandFailure.usage("--explain or --requests, not both") }
        if log.quotes != nil,
            requests || !comparison.settings.isEmpty || comparison.reconcile != nil
        {
            throw CommandFailure.usage(
                "--quotes goes with --rules, not --set, --reconcile, --requests")
        }
        if try log.run(
            rules: comparison.rules, contract: contract, explain: explain, json: json)
        {
            return
        }
        guard let folder else { throw CommandFailure.usage("a run folder, or --quotes FILE") }
        if try comparison.run(
            folder: folder, contract: contract, explain: explain || requests, json: json)
        {
            return
        }
        try guarded {
            let record = try DayRecord.open(folder)
            if requests {
                let view = try RequestView(record, contract: contract)
                print(json ? try view.json() : view.text)
                return
            }
            let view = try ObligationView(record, contract: contract)
            print(json ? try view.json(explained: explain) : try view.text(explained: explain))
        }
    }
}

/// `obligato report DIR`: the report again, from the journals.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write report.html of a run from its journals; print the summary. 报告")

    @Argument(help: "A run folder.")
    var folder: String

    @Option(name: .customLong("out"), help: "Where to write the HTML; report.html in the folder.")
    var out: String?

    @Option(help: "Figures and evidence as CSV: a folder, or FILE.csv for the figures.")
    var csv: String?

    @Option(help: "Figures and evidence as one JSON file.")
    var json: String?

    @Option(help: "Figures and evidence as a SQLite database (docs/compliance.md).")
    var sqlite: String?

    @Option(help: "The compliance report, print-ready; large evidence goes beside it.")
    var html: String?

    @Option(help: "Its labels: en, zh or both. 语言")
    var lang = "both"

    func run() throws {
        try guarded {
            let record = try DayRecord.open(folder)
            let targets = ComplianceTargets(csv: csv, json: json, sqlite: sqlite)
            if targets.isEmpty && html == nil || out != nil {
                print(try record.writeReport(to: out))
            }
            if let html {
                for path in try record.writeCompliancePage(to: html, language: lang) { print(path) }
            }
            for path in try record.writeCompliance(to: targets) { print(path) }
        }
    }
}

/// `obligato replay DIR --verify`: rebuild everything from journals and compare.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Rebuild every figure from a run's journals.",
        discussion: """
            With --verify each process's decisions, state hashes and figures are compared with the \
            record; exit code 1 names the journal segment and byte offset that does not hold.
            """)

    @Argument(help: "A run folder.")
    var folder: String

    @Flag(help: "Compare with the record; exit 1 on any difference.")
    var verify = false

    @Flag(help: "JSON instead of text.")
    var json = false

    func run() throws {
        let outcome = try guarded { try ReplayVerifier(folder: folder).run() }
        print(json ? outcome.json : outcome.text)
        if verify, !outcome.holds { throw ExitCode(1) }
    }
}

/// `obligato export DIR --stream …`: the record, for any other tool.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write one stream of a run as CSV or NDJSON. Times: ns since midnight.")

    @Argument(help: "A run folder.")
    var folder: String

    @Option(help: "\(RecordExport.Stream.names).")
    var stream: String

    @Option(help: "csv or ndjson.")
    var format = "csv"

    @Option(name: .customLong("out"), help: "File to write; standard output if not given.")
    var out: String?

    func run() throws {
        guard let stream = RecordExport.Stream(rawValue: stream) else {
            throw CommandFailure.usage(
                "--stream \(stream): accepted are \(RecordExport.Stream.names)")
        }
        guard let format = RecordExport.Format(rawValue: format) else {
            throw CommandFailure.usage("--format \(format): accepted are csv, ndjson")
        }
        try guarded {
            let record = try DayRecord.open(folder)
            try RecordExport(record).write(stream, as: format, to: out)
        }
    }
}
