import ArgumentParser
import Runtime

/// `obligato seal DIR`: a finished record under one digest, chained and signed.
struct SealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Seal a finished run: head.json, chained and signed. 封存",
        discussion: """
            A day and a backtest seal themselves. An unsigned seal can be replaced by a signed one; a signed \
            seal, or one whose record has changed, is never replaced.
            """)

    @Argument(help: "A run folder.")
    var folder: String

    @OptionGroup var options: SealOptions

    func run() throws {
        try guarded {
            let sealer = try DaySealer(key: options.key, previous: options.previous)
            print(try sealer.seal(folder))
        }
    }
}

/// How a record is sealed.
struct SealOptions: ParsableArguments {
    @Option(help: "Run folder of the trading day before; else the latest one beside it.")
    var previous: String?

    @Option(help: "Secret key to sign with, a file of `obligato key new`; else unsigned.")
    var key: String?
}

/// `obligato verify DIR`: the record against its seal.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a sealed run: every byte, the day before, the signature. 验签",
        discussion:
            "Exit code 1 names the first file that differs, the break in the chain, or the key.")

    @Argument(help: "A run folder.")
    var folder: String

    @Option(help: "Run folder of the trading day before; else looked for beside it.")
    var previous: String?

    @Flag(help: "Exit code 1 unless the head of the day before was there and fits.")
    var requirePrevious = false

    @Option(help: "File with the public key you trust.")
    var publicKey: String?

    @Flag(help: "JSON instead of text.")
    var json = false

    func run() throws {
        let outcome = try guarded {
            try SealVerifier(
                folder: folder, previous: previous, requiresPrevious: requirePrevious,
                publicKey: publicKey
            ).run()
        }
        print(json ? outcome.json : outcome.text)
        if !outcome.holds { throw ExitCode(1) }
    }
}

/// `obligato key`: keys for seals.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Keys that seal a record. 密钥",
        subcommands: [New.self, Public.self])

    /// `obligato key new`
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Write a new secret key (0600), print its public half. Never overwrites.")
        @Argument(help: "A file that does not exist yet.")
        var file: String
        func run() throws { try guarded { print(try KeyFile.make(file), terminator: "") } }
    }

    /// `obligato key public`
    struct Public: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "public", abstract: "Print the public half of a secret key.")
        @Argument(help: "A file of `obligato key new`.")
        var file: String
        func run() throws {
            try guarded { print(try KeyFile.publicText(of: file), terminator: "") }
        }
    }
}
