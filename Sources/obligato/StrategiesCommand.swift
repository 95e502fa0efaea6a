import ArgumentParser
import Runtime

/// `obligato strategies`: what can be named after --strategy, with every parameter.
struct StrategiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strategies",
        abstract: "The strategies, their parameters, ranges and defaults.")

    @Argument(help: "One strategy; all when left out.")
    var name: String?

    @Flag(help: "JSON instead of text.")
    var json = false

    func run() throws {
        let list = try guarded { try StrategyList(name) }
        print(json ? try list.json() : list.text, terminator: json ? "" : "\n")
    }
}
