import ArgumentParser
import Runtime

/// `obligato backtest`: the same cores on the virtual clock, as fast as possible.
struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Run the same day in one process on a virtual clock: byte-identical for one seed."
    )

    @OptionGroup var day: DayOptions

    @Flag(help: "Only the last line.")
    var quiet = false

    func run() throws {
        var settings = try day.settings
        settings.isQuiet = quiet
        let outcome = try guarded { try Backtest(settings).run() }
        if !outcome.holds { throw ExitCode(1) }
    }
}
