import ArgumentParser
import Runtime

/// `obligato exchange rebuild`: a recorded order-by-order day through the exchange's own book.
struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Rebuild a recorded day's book from its order and trade files. 逐笔还原",
        discussion: """
            Reads Shanghai order-by-order files (docs/order-files.md), .csv or .csv.gz. Exit code 0: nothing \
            impossible found, auctions and snapshots equal; 1: something differs; 2: a file cannot \
            be read.
            """)

    @Option(help: "Order file.")
    var orders: String

    @Option(help: "Trade file.")
    var trades: String

    @Option(help: "Snapshot file to compare the book with on five levels.")
    var snapshots: String?

    @Flag(help: "JSON instead of text.")
    var json = false

    func run() throws {
        let report = try guarded {
            try RebuildReport(orders: orders, trades: trades, snapshots: snapshots)
        }
        print(json ? try report.json() : report.text)
        if !report.holds { throw ExitCode(1) }
    }
}
