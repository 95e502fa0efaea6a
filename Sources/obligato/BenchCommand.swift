import ArgumentParser
import Runtime

/// `obligato bench path`: tick to acknowledgement through the real processes.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure this machine.",
        subcommands: [Path.self, Kill.self, Relay.self])

    /// `obligato bench path`
    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "path",
            abstract: "Tick to acknowledgement: quoter, risk, exchange, risk, quoter over ZeroMQ.",
            discussion: """
                Runs three processes with their real cores, sessions and journals, and in the same \
                run a bare relay that passes frames of the same sizes over the same hops.
                """)

        @Option(help: "Contracts requoted per tick, 1…200.")
        var quotes = 1

        @Option(help: "Ticks per repetition.")
        var iterations = 2_000

        @Option(help: "Repetitions; the relay runs before each.")
        var repetitions = 5

        @Flag(help: "JSON instead of text.")
        var json = false

        func run() throws {
            guard (1...200).contains(quotes) else {
                throw CommandFailure.usage("--quotes \(quotes): accepted are 1 to 200")
            }
            guard (100...1_000_000).contains(iterations), (1...100).contains(repetitions) else {
                throw CommandFailure.usage(
                    "accepted are --iterations 100 to 1000000, --repetitions 1 to 100")
            }
            try guarded {
                print(
                    try PathBenchmark(
                        quotes: quotes, iterations: iterations, repetitions: repetitions
                    ).run(json: json))
            }
        }
    }

    /// `obligato bench kill`
    struct Kill: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "kill",
            abstract:
                "From a kill to the exchange's confirmation that none of 1 000 quotes is live.")

        @Option(help: "Live quotes, 1…1088.")
        var quotes = 1_000

        @Option(help: "Kills.")
        var repetitions = 200

        func run() throws {
            guard (1...1_088).contains(quotes), (1...100_000).contains(repetitions) else {
                throw CommandFailure.usage(
                    "accepted are --quotes 1 to 1088, --repetitions 1 to 100000")
            }
            try guarded {
                print(try KillBenchmark(quotes: quotes, repetitions: repetitions).run())
            }
        }
    }

    /// `obligato bench relay`, started by `bench path`.
    struct Relay: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "relay", abstract: "The bare libzmq relay.", shouldDisplay: false)

        @Option var folder: String
        @Option var up: Int
        @Option var down: Int
        @Option var iterations: Int

        func run() throws {
            guard (1...1_000_000).contains(iterations), (1...1 << 20).contains(up),
                (1...1 << 20).contains(down)
            else { throw CommandFailure.usage("relay: lengths are 1 to 1048576") }
            try guarded {
                print(
                    try RelayBenchmark(
                        folder: folder, upBytes: up, downBytes: down, iterations: iterations
                    ).run())
            }
        }
    }
}
