import ArgumentParser
import Runtime

/// `obligato check`: rows of the requirements, proved; without a row, what the exchange takes and refuses.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Proves rows of the requirements; without one, the exchange's conformance suite.",
        discussion: """
            With rows or a group: each row's scenario on the real cores, its evidence, PASS, FAIL or NOT \
            BUILT (which counts as failing), and a total. A refusal is shown with its accepted twin.

            Without: phases × instructions × order types. A cell taken/REASON means: the sound \
            instruction was taken, its broken twin refused for REASON; a cell with one word is refused by \
            design.

            Exit code 1 when a row does not pass or a cell is otherwise.
            """)

    @Argument(help: "Rows, as H18.4 or P27.3a.")
    var rows: [String] = []

    @Option(help: "All rows of a group.")
    var group: String?

    @Flag(help: "List the rows instead of proving them.")
    var list = false

    @Flag(help: "JSON instead of text.")
    var json = false

    @Option(help: "Random commands of rows that run random days (H18.4, P19, Z30.1).")
    var commands = RequirementCheck.commandsByDefault

    @Option(help: "Seed of the random days.")
    var seed: UInt64 = 1

    func validate() throws {
        if !(1...100_000_000).contains(commands) {
            throw ValidationError("--commands is a number from 1 to 100000000")
        }
    }

    func run() throws {
        guard !rows.isEmpty || group != nil || list else {
            let outcome = ExchangeCheck.run(asJSON: json)
            print(outcome.text)
            if !outcome.holds { throw ExitCode(1) }
            return
        }
        let selection: RequirementCheck.Selection
        do {
            selection = try RequirementCheck.select(ids: rows, group: group)
        } catch {
            throw CommandFailure.usage(error.description)
        }
        if list {
            print(try RequirementCheck.list(selection, asJSON: json))
            return
        }
        let holds = try RequirementCheck.run(
            selection, commands: commands, seed: seed, asJSON: json
        ) { print($0) }
        if !holds { throw ExitCode(1) }
    }
}
