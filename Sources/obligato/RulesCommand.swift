import ArgumentParser
import Runtime

/// `obligato rules`: rule packs.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Rule packs: list, show, explain, test. 规则包",
        subcommands: [List.self, Show.self, Explain.self, Test.self])

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

    /// `obligato rules explain`
    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain",
            abstract: "One pack as a document: every rule in sentences, every choice, every source."
        )
        @Argument(help: "A bundled name or a YAML file.")
        var pack: String
        @Option(help: "en or zh.")
        var lang = "en"
        func validate() throws {
            guard ["en", "zh"].contains(lang) else { throw ValidationError("--lang: en or zh") }
        }
        func run() throws {
            try guarded { print(try RuleListing.explain(pack, isChinese: lang == "zh")) }
        }
    }

    /// `obligato rules test`
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Play the packs' worked examples; exit 1 on a failure.")
        @Argument(help: "Bundled names or YAML files; all bundled packs if none is given.")
        var packs: [String] = []
        @Flag(help: "JSON instead of text.")
        var json = false
        func run() throws {
            var hasFailure = false
            try guarded {
                let listing = try RuleExampleListing(packs: packs)
                print(json ? try listing.json() : listing.text())
                hasFailure = listing.hasFailure
            }
            if hasFailure { throw ExitCode(1) }
        }
    }
}
