import ArgumentParser
import Runtime

/// Options of a single process.
struct ProcessOptions: ParsableArguments {
    @Option(help: "The desk's settings, desk.yaml of a run folder.")
    var config: String
}

/// `obligato exchange --config F`: the simulated exchange.
struct ExchangeProcessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "process", abstract: "One process: the exchange simulator.")
    @OptionGroup var options: ProcessOptions
    func run() throws { try guarded { try DeskProcess.run(.exchange, config: options.config) } }
}

/// `obligato risk --config F`: pre-trade risk, owner of the order session.
struct RiskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk", abstract: "One process: pre-trade risk; it owns the order session.")
    @OptionGroup var options: ProcessOptions
    func run() throws { try guarded { try DeskProcess.run(.risk, config: options.config) } }
}

/// `obligato quoter --config F`: pricing and quoting.
struct QuoterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quoter", abstract: "One process: pricing and quoting.")
    @OptionGroup var options: ProcessOptions
    func run() throws { try guarded { try DeskProcess.run(.quoter, config: options.config) } }
}

/// `obligato tracker --config F`: the obligation record.
struct TrackerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tracker", abstract: "One process: the obligation tracker.")
    @OptionGroup var options: ProcessOptions
    func run() throws { try guarded { try DeskProcess.run(.tracker, config: options.config) } }
}
