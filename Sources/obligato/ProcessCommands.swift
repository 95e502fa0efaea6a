import ArgumentParser
import Runtime

/// Options of a single process.
struct ProcessOptions: ParsableArguments {
    @Option(help: "The desk's settings, desk.yaml of a run folder.")
    var config: String
}

/// `obligato exchange --config F`: the simulated exchange; `--replay`: a recorded day through it.
struct ExchangeProcessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "process", abstract: "One process: the exchange simulator.",
        discussion: """
            With --replay no process: a recorded order-by-order day (docs/order-files.md) is sent \
            through the whole exchange, order by order, and compared with the record; exit code 1 \
            if it differs. A maker takes part with market: replay in a scenario.
            """)

    @Option(help: "The desk's settings, desk.yaml of a run folder.")
    var config: String?

    @Flag(help: "Play a recorded day: --orders and --trades.")
    var replay = false

    @Option(help: "Order file of the recorded day.")
    var orders: String?

    @Option(help: "Trade file of the recorded day.")
    var trades: String?

    @Flag(help: "The comparison as JSON instead of text.")
    var json = false

    func run() throws {
        if let config, !replay, orders == nil, trades == nil, !json {
            return try guarded { try DeskProcess.run(.exchange, config: config) }
        }
        guard replay, config == nil, let orders, let trades else {
            throw CommandFailure.usage(
                "exchange needs --config F, or --replay --orders F --trades F")
        }
        let report = try guarded { try ReplayReport(orders: orders, trades: trades) }
        print(json ? try report.json() : report.text)
        if !report.holds { throw ExitCode(1) }
    }
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

    @Option(help: "The month's earlier days; kept in the run folder, the same at every restart.")
    var monthSoFar: String?

    func run() throws {
        try guarded {
            try DeskProcess.run(.tracker, config: options.config, monthSoFar: monthSoFar)
        }
    }
}
