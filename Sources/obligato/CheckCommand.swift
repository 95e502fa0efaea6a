import ArgumentParser
import Runtime

/// `obligato check`: does the exchange take and refuse what the rules say?
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Conformance: phases × instructions × order types, each with its refused twin.",
        discussion: """
            A cell taken/REASON means: the sound instruction was taken, its broken twin refused for \
            REASON; a cell with one word is refused by design. Exit code 1 when a cell is otherwise.
            """)

    @Flag(help: "JSON instead of tables.")
    var json = false

    func run() throws {
        let outcome = ExchangeCheck.run(asJSON: json)
        print(outcome.text)
        if !outcome.holds { throw ExitCode(1) }
    }
}
