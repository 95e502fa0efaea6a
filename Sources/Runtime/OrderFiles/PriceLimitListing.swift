import Market
import Sim

/// `obligato contracts limits`: a contract table with the day's price limits appended (SSE-TR-04).
public struct PriceLimitListing {
    private let file: PriceLimitFile

    /// - Throws: the first thing wrong with the file, with row, column and value.
    public init(file: String) throws { self.file = try PriceLimitFile.read(file: file) }

    /// The file's own columns, then `limit_up,limit_down` in yuan.
    public var csv: String {
        let rows = file.rows.map { "\($0.text),\($0.band.up),\($0.band.down)" }
        return ([file.header + ",limit_up,limit_down"] + rows).joined(separator: "\n")
    }

    public func json() throws -> String {
        try JSONText.text(
            file.rows.map {
                Line(
                    contract_id: $0.contractID, contract_code: $0.contractCode,
                    limit_up: $0.band.up.description, limit_down: $0.band.down.description)
            })
    }

    /// Prices are yuan as text, so that no reader rounds them.
    private struct Line: Encodable {
        let contract_id: String
        let contract_code: String
        let limit_up: String
        let limit_down: String
    }
}
