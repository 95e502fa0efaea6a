/// A comma-separated file read by column names; a mistake has its line and column.
public struct PricingTable: Sendable {
    /// What is wrong, and where; line 1 is the header.
    public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
        public let line: Int
        public let column: String?
        public let reason: String

        init(line: Int, column: String? = nil, _ reason: String) {
            self.line = line
            self.column = column
            self.reason = reason
        }

        public var description: String {
            "line \(line)" + (column.map { ", column \($0)" } ?? "") + ": \(reason)"
        }
    }

    /// One line of values.
    public struct Row: Sendable {
        public let line: Int
        /// As it stands in the file.
        public let text: String
        public let fields: [String]
    }

    /// The header as it stands in the file.
    public let header: String
    public let columns: [String]
    public let rows: [Row]

    /// Reads the text; throws a `Mistake` for an empty file, a doubled column, or a row of another length.
    public init(_ text: String) throws {
        var lines = text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }
        ).map(String.init)
        if let first = lines.first, first.hasPrefix("\u{FEFF}") {
            lines[0] = String(first.unicodeScalars.dropFirst())
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        guard let first = lines.first else { throw Mistake(line: 1, "the file is empty") }
        header = first
        columns = try PricingTable.fields(first, line: 1).map(PricingTable.trimmed)
        for (index, name) in columns.enumerated() {
            if name.isEmpty { throw Mistake(line: 1, "column \(index + 1) has no name") }
            if columns[..<index].contains(name) {
                throw Mistake(line: 1, column: name, "stands twice")
            }
        }
        var rows: [Row] = []
        rows.reserveCapacity(lines.count)
        for (index, line) in lines.enumerated().dropFirst() {
            if line.isEmpty { throw Mistake(line: index + 1, "the line is empty") }
            let fields = try PricingTable.fields(line, line: index + 1)
            guard fields.count == columns.count else {
                throw Mistake(
                    line: index + 1,
                    "\(fields.count) fields where the header has \(columns.count)")
            }
            rows.append(Row(line: index + 1, text: line, fields: fields))
        }
        self.rows = rows
    }

    /// The place of the first of these names that is there.
    public func place(_ names: [String]) -> Int? {
        for name in names {
            if let place = columns.firstIndex(of: name) { return place }
        }
        return nil
    }

    /// Likewise; a `Mistake` when none is there.
    public func required(_ names: [String]) throws -> Int {
        guard let place = place(names) else {
            throw Mistake(line: 1, column: names[0], "missing")
        }
        return place
    }

    /// The number in a field, nil when it is empty or there is no such column; `nan` and `inf` are numbers here.
    public func number(_ row: Row, _ place: Int?) throws -> Double? {
        guard let place else { return nil }
        let text = PricingTable.trimmed(row.fields[place])
        guard !text.isEmpty else { return nil }
        guard let value = Double(text) else {
            throw Mistake(line: row.line, column: columns[place], "'\(text)' is not a number")
        }
        return value
    }

    /// The number in a field that must not be empty.
    public func requiredNumber(_ row: Row, _ place: Int) throws -> Double {
        guard let value = try number(row, place) else {
            throw Mistake(line: row.line, column: columns[place], "empty")
        }
        return value
    }

    /// The text in a field, without surrounding spaces.
    public func text(_ row: Row, _ place: Int?) -> String {
        place.map { PricingTable.trimmed(row.fields[$0]) } ?? ""
    }

    private static func trimmed(_ text: String) -> String {
        var part = text[...]
        while part.first == " " || part.first == "\t" { part.removeFirst() }
        while part.last == " " || part.last == "\t" { part.removeLast() }
        return String(part)
    }

    /// Splits at commas outside quotes; a doubled quote inside quotes is one.
    private static func fields(_ line: String, line number: Int) throws -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var wasQuote = false
        for character in line {
            if character == "\"" {
                if isQuoted {
                    isQuoted = false
                    wasQuote = true
                } else {
                    if wasQuote { field.append(character) }
                    isQuoted = true
                    wasQuote = false
                }
            } else if character == ",", !isQuoted {
                fields.append(field)
                field = ""
                wasQuote = false
            } else {
                field.append(character)
                wasQuote = false
            }
        }
        guard !isQuoted else { throw Mistake(line: number, "a quote is not closed") }
        return fields + [field]
    }
}
