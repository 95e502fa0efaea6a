import ArgumentParser
import Runtime

/// `obligato month DIR…`: many days as one month or quarter.
struct MonthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "month",
        abstract: "Days of run folders as a month's or quarter's figures. 月度义务统计",
        discussion: """
            Reads obligations.json of each folder. A trading day without a folder counts as not met, in \
            the best case as met. With --recompute every figure comes from the journals; exit code 1 if \
            a file differs from them. With --rules every day's record is measured anew under that pack.
            """)

    @Argument(help: "Run folders, one a trading day.")
    var folders: [String]

    @Option(
        help:
            "Measure every day anew under this pack: a bundled name or a YAML file; else the days' own."
    )
    var rules: String?

    @Option(help: "Days the exchange was closed, one date a line: then whole months are expected.")
    var holidays: String?

    @Flag(help: "Figures and evidence anew from the journals, compared with the files.")
    var recompute = false

    @Flag(help: "JSON instead of text.")
    var json = false

    @Option(help: "A folder, or FILE.csv for the figures with other tables beside it.")
    var csv: String?

    @Option(help: "A SQLite database with tables and views (docs/compliance.md).")
    var sqlite: String?

    @Option(help: "Write the period's sums so far, for the next day's --month-so-far.")
    var soFar: String?

    @Option(help: "The compliance report, print-ready, with a page for each day beside it.")
    var html: String?

    @Option(help: "Its labels: en, zh or both. 语言")
    var lang = "both"

    func run() throws {
        let month = try guarded {
            try MonthRecord(
                folders: folders, rules: rules, holidays: holidays, isRecomputed: recompute)
        }
        let targets = ComplianceTargets(csv: csv, sqlite: sqlite)
        let written = try guarded {
            try month.write(to: targets)
                + (try html.map { try month.writeCompliancePages(to: $0, language: lang) } ?? [])
        }
        let handed = try guarded { try soFar.map { try month.writeSoFar(to: $0) } }
        print(json ? month.json : month.text, terminator: json ? "" : "\n")
        if !json { for path in written + [handed].compactMap(\.self) { print(path) } }
        if !month.holds { throw ExitCode(1) }
    }
}
