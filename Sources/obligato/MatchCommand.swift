import ArgumentParser
import Runtime

/// `obligato exchange match`: an order file through the simulator's book.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Match an order file on an empty book by price and time. 撮合",
        discussion: """
            Columns type,side,ioc,quantity,order_id,price_ticks (docs/simulator.md). Prints counts, \
            messages a second of the matching alone, and the SHA-256 of the report text. Exit code 2 \
            names the line and column that cannot be taken.
            """)

    @Argument(help: "A .csv or .csv.gz file.")
    var orders: String

    @Option(help: "Write the report text here; an existing file is replaced.")
    var reports: String?

    @Flag(help: "JSON instead of text.")
    var json = false

    func run() throws {
        let outcome = try guarded { try MatchRun(orders: orders, reports: reports).run() }
        print(json ? outcome.json : outcome.text)
    }
}
