import ArgumentParser
import Runtime

/// `obligato exchange`: the exchange simulator as a process, and on files of anybody's.
struct ExchangeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "The exchange simulator: as one process (--config F), or on files. 交易所",
        subcommands: [
            ExchangeProcessCommand.self,
            RebuildCommand.self,
            MatchCommand.self,
        ],
        defaultSubcommand: ExchangeProcessCommand.self)
}
