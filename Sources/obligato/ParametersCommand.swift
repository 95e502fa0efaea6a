import ArgumentParser
import Market
import Runtime

/// `obligato parameters RUN show|set|log`: a running strategy's parameters.
struct ParametersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parameters",
        abstract: "A running strategy's parameters: shown, changed with a time, told with reasons.",
        discussion: """
            A change is checked by the quoter: a value out of its range is refused with its name, \
            and nothing of the change is taken. It is journaled before it counts, and replay makes \
            it again. `log` works on finished days as well.
            """)

    enum Verb: String, ExpressibleByArgument, CaseIterable { case show, set, log }

    @Argument(help: "The run folder.")
    var folder: String

    @Argument(help: "show, set or log.")
    var verb = Verb.show

    @Option(
        name: .customLong("set"), parsing: .upToNextOption,
        help: "set: name=value, as on the command line of a backtest.")
    var parameters: [String] = []

    @Option(help: "set: session time from which it counts, HH:MM or HH:MM:SS; at once without it.")
    var effective: String?

    @Option(help: "set: who asks; goes into the record.")
    var person: String?

    @Option(help: "set: why; goes into the record.")
    var reason: String?

    @Flag(help: "log: JSON instead of text.")
    var json = false

    func run() throws {
        if verb == .log {
            let log = try guarded { try ParameterLog(folder: folder) }
            print(json ? try log.json() : log.text, terminator: json ? "" : "\n")
            return
        }
        let outcome = try guarded {
            let client = try ParameterClient(folder: folder)
            guard verb == .set else { return try client.show() }
            guard !parameters.isEmpty, let person, let reason else {
                throw CommandFailure.usage("parameters set takes --set, --person and --reason")
            }
            return try client.set(
                try AssignmentText.pairs(parameters), effective: try time(), person: person,
                reason: reason)
        }
        print(outcome.text)
        if !outcome.holds { throw ExitCode(1) }
    }

    private func time() throws -> SessionTime? {
        guard let effective else { return nil }
        let parts = effective.split(separator: ":", omittingEmptySubsequences: false).map {
            $0.count == 2 ? Int($0) : nil
        }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, (0..<24).contains(hour),
            (0..<60).contains(minute), (0..<60).contains(second)
        else {
            throw CommandFailure.usage(
                "--effective \(effective): accepted are HH:MM and HH:MM:SS")
        }
        return SessionTime(hour: hour, minute: minute, second: second)
    }
}
