import ArgumentParser
import Runtime

/// `obligato fault`: make a running simulated peer misbehave.
struct FaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault", abstract: "Faults on request, for drills. 故障注入",
        subcommands: [ExchangeFault.self])

    /// `obligato fault exchange`
    struct ExchangeFault: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exchange",
            abstract: "Order a fault, or an action of the venue, from a running exchange.",
            discussion: "Kinds: " + FaultClient.kinds.joined(separator: ", ") + ".")

        @Argument(help: "The run folder of a running desk.")
        var folder: String

        @Argument(help: "What happens; see the list below.")
        var kind: String

        @Option(help: "Scope: all, underlying:CODE or contract:CODE.")
        var scope = "all"

        @Option(help: "The member it happens to.")
        var participant: UInt16 = 1

        @Option(help: "How long, in session milliseconds.")
        var milliseconds: Int64 = 0

        @Option(help: "How many frames, contracts, messages or rounds.")
        var count: Int32 = 1

        @Option(help: "buy or sell, for trades.")
        var side = "buy"

        @Option(help: "open or close, for trades.")
        var effect = "open"

        @Option(help: "Price in ticks, for trades and corrections.")
        var priceTicks: Int64 = 0

        @Option(help: "Number of the trade that is taken back or corrected.")
        var execution: UInt64 = 0

        func validate() throws {
            guard ["buy", "sell"].contains(side) else {
                throw ValidationError("--side: buy or sell")
            }
            guard ["open", "close"].contains(effect) else {
                throw ValidationError("--effect: open or close")
            }
        }

        func run() throws {
            var order = FaultClient.Order(kind: kind)
            order.scope = scope
            order.participant = participant
            order.milliseconds = milliseconds
            order.count = count
            order.side = side
            order.effect = effect
            order.priceTicks = priceTicks
            order.execution = execution
            let outcome = try guarded { try FaultClient(folder: folder).send(order) }
            print(outcome.text)
            if !outcome.holds { throw ExitCode(1) }
        }
    }
}
