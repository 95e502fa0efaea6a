import ArgumentParser
import Runtime

/// `obligato filing`: what the exchange was told of our programme trading.
struct FilingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filing",
        abstract: "Programme-trading filings: check, export, diff. 程序化交易报告",
        subcommands: [Check.self, Export.self, Diff.self])

    /// `obligato filing check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "A filing against a desk's configuration; exit 1 when quoting may not begin.")
        @Argument(help: "A filing, YAML (docs/surveillance.md).")
        var file: String
        @Option(help: "The desk's configuration, desk.yaml.")
        var desk: String
        @Option(help: "Trading day, 2021-01-04; the desk's own if not given.")
        var on: String?
        @Flag(help: "JSON instead of text.")
        var json = false
        func run() throws {
            let found = try guarded {
                try FilingView.check(file, desk: desk, on: on, asJSON: json)
            }
            print(found.text)
            if !found.holds { throw ExitCode(1) }
        }
    }

    /// `obligato filing export`
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Every declared value with the article that asks for it.")
        @Argument(help: "A filing, YAML.")
        var file: String
        @Flag(help: "JSON.")
        var json = false
        @Flag(help: "CSV, the default.")
        var csv = false
        func run() throws {
            if json, csv { throw CommandFailure.usage("--json or --csv, not both") }
            print(
                try guarded { try FilingView.export(file, asJSON: json) }, terminator: "")
        }
    }

    /// `obligato filing diff`
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "What changed between two versions, and which material change that is.")
        @Argument(help: "The older version.")
        var old: String
        @Argument(help: "The newer version.")
        var new: String
        @Option(help: "Day of the change, 2021-01-04: adds the last day to report it.")
        var on: String?
        @Flag(help: "JSON instead of text.")
        var json = false
        func run() throws {
            let found = try guarded {
                try FilingView.difference(old, new, on: on, asJSON: json)
            }
            print(found.text)
            if !found.holds { throw ExitCode(1) }
        }
    }
}
