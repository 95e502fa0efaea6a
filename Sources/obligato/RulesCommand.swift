import ArgumentParser
import Runtime

/// `obligato rules`: rule packs.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Rule packs: list and show. 规则包",
        subcommands: [List.self, Show.self])

    /// `obligato rules list`
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Bundled packs with the provenance of their numbers.")
        @Flag(help: "JSON instead of text.")
        var json = false
        func run() throws {
            try guarded { print(json ? try RuleListing.json() : try RuleListing.text()) }
        }
    }

    /// `obligato rules show`
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One pack as it is loaded: every number and its source.")
        @Argument(help: "A bundled name or a YAML file.")
        var pack: String
        func run() throws { try guarded { print(try RuleListing.show(pack)) } }
    }
}
