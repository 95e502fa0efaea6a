import ArgumentParser
import Runtime

/// `obligato close`: a forced close by our own hand, planned by one person and approved by another.
struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close what is held: plan, then another approves. 强行平仓",
        subcommands: [Plan.self, Approve.self])

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take down what the scope holds; nothing is sent.")
        @OptionGroup var options: ControlOptions
        func run() throws { try options.send(.planClose) }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "By another than the planner: halts the scope, closes it, and tells what was closed."
        )
        @OptionGroup var options: ControlOptions
        func run() throws { try options.send(.approveClose) }
    }
}
