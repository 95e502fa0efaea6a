import ArgumentParser
import Glibc
import Runtime

/// `obligato surveil RUN`: our own flow under the exchange's rules of surveillance.
struct SurveillanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "surveil",
        abstract: "Watch a run's own flow as the exchange watches it; alerts with evidence. 异常交易监测",
        discussion: """
            Exit code 0 whatever is found; with --strict 1 when there is any alert. Numbers that \
            the exchange does not publish are configuration and are marked (docs/surveillance.md). \
            With --follow the run may still be running: each alert is printed as it comes.
            """)

    @Argument(help: "A run folder; none with --print-rules.")
    var folder: String?

    @Option(help: "A rules file; the bundled one if not given.")
    var rules: String?

    @Option(help: "Also write each table as CSV into this folder; it must exist.")
    var csv: String?

    @Flag(help: "JSON instead of text.")
    var json = false

    @Flag(help: "Print alerts as they come while the day runs, until it ends.")
    var follow = false

    @Flag(help: "Only the alerts as they came, as --follow prints them.")
    var raised = false

    @Flag(help: .hidden)
    var keep = false

    @Flag(help: "Exit 1 when there is any alert.")
    var strict = false

    @Flag(help: "Print the bundled rules file and end.")
    var printRules = false

    func run() throws {
        if printRules {
            print(SurveillanceRun.bundledRules, terminator: "")
            return
        }
        guard let folder else { throw CommandFailure.usage("a run folder, or --print-rules") }
        let found = try guarded {
            let run =
                try follow
                ? followed(folder) : SurveillanceRun(DayRecord.open(folder), rules: rules)
            if let csv { try run.writeCSV(to: csv) }
            return run
        }
        if follow {
            if json { print(found.json) }
        } else if raised {
            for line in found.raisedLines { print(line) }
        } else {
            print(json ? found.json : found.text)
        }
        if strict, found.hasAlerts { throw ExitCode(1) }
    }

    private func followed(_ folder: String) throws -> SurveillanceRun {
        let live = try LiveSurveillance(folder, rules: rules, keepsFile: keep)
        _ = try live.follow { line in
            guard !json else { return }
            print(line)
            fflush(nil)
        }
        return live.summary
    }
}
