/// What is wrong with a tick file, and where (docs/tick-files.md lists every case).
public struct TickFileError: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// Line of the file from 1, the header being 1; nil when the whole file is meant.
    public let row: Int?
    public let column: String?
    /// The offending text, cut at 60 characters.
    public let value: String?
    public let problem: Problem

    public enum Problem: Hashable, Sendable {
        case notFound
        case notCompressed
        case damaged(reason: String)
        case tooLarge(bytesMax: Int)
        case tooManyRows(rowsMax: Int)
        case empty
        case noUsableRow
        case notUTF8
        case missingColumn(required: [String])
        case repeatedColumn
        case fieldCount(expected: Int)
        case wrongInstrument(expected: String)
        case wrongDay(expected: String)
        case badTime
        case timeNotIncreasing(previous: String)
        case badPrice
        case badQuantity
        case crossedBook
    }

    init(
        file: String, row: Int? = nil, column: String? = nil, value: String? = nil,
        problem: Problem
    ) {
        self.file = file
        self.row = row
        self.column = column
        self.value = value.map(PrintableText.cut)
        self.problem = problem
    }

    public var description: String {
        var text = file
        if let row { text += ":\(row)" }
        if let column { text += ": column " + column }
        if let value { text += ": \"" + value + "\"" }
        return text + ": " + problem.description
    }
}

extension TickFileError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound: "not found or not readable; accepted: a .csv or .csv.gz file"
        case .notCompressed: "not a gzip file; accepted: gzip content under a name ending in .gz"
        case .damaged(let reason):
            "unreadable (\(PrintableText.cut(reason))); accepted: a whole file"
        case .tooLarge(let bytesMax): "too large; accepted: at most \(bytesMax) bytes of text"
        case .tooManyRows(let rowsMax): "too many rows; accepted: at most \(rowsMax)"
        case .empty: "no rows; accepted: a header line and at least one row"
        case .noUsableRow: "no usable row; accepted: at least one from 09:15:00.000 to 15:00:00.000"
        case .notUTF8: "not UTF-8; accepted: UTF-8 text"
        case .missingColumn(let required):
            "missing column; accepted: all of " + required.joined(separator: ", ")
        case .repeatedColumn: "column named twice; accepted: each name once"
        case .fieldCount(let expected): "wrong field count; accepted: \(expected), as in the header"
        case .wrongInstrument(let expected): "wrong instrument; accepted: " + expected
        case .wrongDay(let expected): "wrong day; accepted: " + expected
        case .badTime: "bad time; accepted: HH:MM:SS or HH:MM:SS.mmm"
        case .timeNotIncreasing(let previous):
            "time goes back; accepted: \(previous) or later"
        case .badPrice:
            "bad price; accepted: a positive plain number up to 10000000 with at most 9 decimals"
        case .badQuantity: "bad quantity; accepted: a whole number from 0 to 1000000000"
        case .crossedBook: "crossed book; accepted: bid1 below ask1"
        }
    }
}
