import ArgumentParser
import Runtime

/// `obligato backtest`: the same cores on the virtual clock, as fast as possible.
struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract:
            "Run the same day in one process on a virtual clock: byte-identical for one seed.",
        discussion: """
            With several --rules, or --set RULE/path=value, the same seeded day is run under each \
            pack and set side by side; --out is then the folder of these runs. The first pack is \
            taken as it is; --set applies to the others, or to a second run of the only one.
            With --sweep or --seeds every combination is run, in processes of their own, and told in \
            a table, CSV files and one page (docs/backtest.md).
            """)

    @OptionGroup var day: DayOptions

    @Flag(help: "Only the last line.")
    var quiet = false

    @Flag(help: "The comparison as JSON instead of text.")
    var json = false

    @Flag(help: "Hold theoretical values against the simulated public's (docs/pricing.md).")
    var truth = false

    @OptionGroup(title: "Many backtests")
    var sweep: SweepOptions

    func run() throws {
        if try sweep.run(day, isQuiet: quiet) { return }
        if json || day.rules.count > 1 || !day.ruleSettings.isEmpty {
            let settings = try day.settings
            let holds = try guarded {
                try BacktestComparison(
                    settings, rules: day.rules, settings: day.ruleSettings
                ).run(asJSON: json)
            }
            if !holds { throw ExitCode(1) }
            return
        }
        var settings = try day.settings
        settings.isQuiet = quiet
        settings.figuresFile = sweep.figures
        settings.htmlFile = sweep.html
        settings.measuresTruth = truth
        let outcome = try guarded { try Backtest(settings).run() }
        if !outcome.holds { throw ExitCode(1) }
    }
}
