import ArgumentParser
import Runtime

/// `obligato contracts`: what can be said of contracts from their terms alone.
struct ContractsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contracts", abstract: "Contract tables. 合约",
        subcommands: [Limits.self])

    /// `obligato contracts limits`
    struct Limits: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "limits",
            abstract: "Append each contract's price limits to a contract table. 涨跌停价",
            discussion: """
                Columns contract_id, contract_code, type (C or P), strike, underlying_prev_close, \
                prev_settle in any order among others; limit_up and limit_down are appended.
                """)

        @Argument(help: "A .csv or .csv.gz file.")
        var file: String

        @Flag(help: "JSON instead of CSV.")
        var json = false

        func run() throws {
            let listing = try guarded { try PriceLimitListing(file: file) }
            print(json ? try listing.json() : listing.csv)
        }
    }
}
