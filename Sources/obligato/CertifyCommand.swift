import ArgumentParser
import Glibc
import Runtime

/// `obligato certify`: may a strategy be promoted?
struct CertifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract:
            "Play the standard days with a strategy; a table of what holds, and a certificate.",
        discussion: """
            Open, lunch, breaker, limit-lock, dividend adjustment, expiry, feed loss, reject storm: \
            each twice through the same cores on the virtual clock, two or more days at a time. Exit \
            code 0 when every day is passed. A day takes the certificate with --certificate (docs/strategies.md).
            """)

    @Argument(help: "Strategy name.")
    var name: String?

    @Flag(help: "Every bundled strategy, each with its defaults.")
    var all = false

    @Option(
        name: .customLong("set"), parsing: .upToNextOption,
        help: "Strategy parameters, name=value.")
    var parameters: [String] = []

    @Option(help: "Rule pack; by default that of the strategy's duty.")
    var rules: String?

    @Option(help: "Volatilities the days are priced with: curve, svi or wing (docs/pricing.md).")
    var surface: String?

    @Option(help: "One standard day, for a quick look; certifies nothing.")
    var day: String?

    @Option(help: "Folder for the evidence and certificate.json; must not exist yet.")
    var out: String?

    @Flag(help: "The certificate as JSON instead of the table.")
    var json = false

    func run() throws {
        guard all != (name != nil), !all || parameters.isEmpty && out == nil else {
            throw CommandFailure.usage("certify takes a strategy name, or --all alone")
        }
        var pass = true
        for name in all ? StrategyList.names : [name ?? ""] {
            let outcome = try guarded {
                var certification = try Certification(
                    strategy: name, parameters: try AssignmentText.pairs(parameters),
                    rules: rules, surface: surface, day: day, out: out)
                if isatty(1) == 1, !json {
                    certification.willPlay = { day in
                        print("\r\(name): \(day)                ", terminator: "")
                        fflush(nil)
                    }
                }
                return try certification.run()
            }
            if isatty(1) == 1, !json { print("\r", terminator: "") }
            print(json ? try outcome.json() : outcome.text, terminator: json ? "" : "\n")
            if !outcome.pass { pass = false }
        }
        if !pass { throw ExitCode(1) }
    }
}

/// `name=value` on the command line.
enum AssignmentText {
    static func pairs(_ texts: [String]) throws -> [(key: String, value: String)] {
        try texts.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw CommandFailure.usage("--set \(text): accepted is name=value")
            }
            return (key: parts[0], value: parts[1])
        }
    }
}
