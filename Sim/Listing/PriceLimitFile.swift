public import Market

/// A day's contract table to which the price limits of SSE-TR-04 are added (docs/order-files.md).
public struct PriceLimitFile: Sendable, Equatable {
    /// One contract as the file tells it, and its limits.
    public struct Row: Sendable, Equatable {
        /// The row as it stands in the file.
        public let text: String
        public let contractID: String
        public let contractCode: String
        public let band: PriceBand
    }

    /// Columns a file must have, in any order among others.
    public static let requiredColumns = [
        "contract_id", "contract_code", "type", "strike", "underlying_prev_close", "prev_settle",
    ]

    /// The header line as it stands in the file.
    public let header: String
    public let rows: [Row]

    /// Reads a `.csv` or `.csv.gz` file.
    /// - Throws: the first thing wrong with it.
    public static func read(file: String) throws(OrderFileError) -> PriceLimitFile {
        try parse(RecordedTable(file: file, layouts: [requiredColumns]))
    }

    /// Reads text already in memory.
    public static func parse(
        _ bytes: [UInt8], file: String
    ) throws(OrderFileError) -> PriceLimitFile {
        try parse(
            RecordedTable(RecordedLines(bytes: bytes), file: file, layouts: [requiredColumns]))
    }

    private static func parse(_ table: RecordedTable) throws(OrderFileError) -> PriceLimitFile {
        let header = table.rowText
        var rows: [Row] = []
        while try table.next() { rows.append(try row(table)) }
        guard !rows.isEmpty else {
            throw OrderFileError(
                file: table.file, "no rows", accepted: "a header line and at least one row")
        }
        return PriceLimitFile(header: header, rows: rows)
    }

    private static func row(_ table: RecordedTable) throws(OrderFileError) -> Row {
        let type: OptionType
        switch table.text(2) {
        case "C": type = .call
        case "P": type = .put
        default: throw table.problem(2, "bad type", accepted: "C, P")
        }
        return Row(
            text: table.rowText, contractID: table.text(0), contractCode: table.text(1),
            band: ShanghaiPriceLimits.band(
                type: type, strike: try table.price(3),
                underlyingPreviousClose: try table.price(4),
                previousSettlement: try table.price(5)))
    }
}
