extension Table {
    /// Comma-separated values (RFC 4180): comment lines behind `# `, then the header, then the rows.
    public func csv(comments: [String] = []) -> String {
        var text = ""
        for comment in comments { text += "# \(comment.filter { !$0.isNewline })\n" }
        text += columns.map { Self.csv($0.name) }.joined(separator: ",") + "\n"
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index > 0 { text += "," }
                switch cell {
                case .integer(let value): text += String(value)
                case .text(let value): text += Self.csv(value)
                case .none: continue
                }
            }
            text += "\n"
        }
        return text
    }

    /// `[{"column": value, …}, …]`, one row a line, columns in their order.
    public var json: String {
        let names = columns.map { Self.json($0.name) + ":" }
        let lines = rows.map { row in
            "{"
                + zip(names, row).map { name, cell in
                    switch cell {
                    case .integer(let value): name + String(value)
                    case .text(let value): name + Self.json(value)
                    case .none: name + "null"
                    }
                }.joined(separator: ",") + "}"
        }
        return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
    }

    /// One object with a member for each table.
    public static func json(_ tables: [Table]) -> String {
        "{\n" + tables.map { json($0.name) + ":" + $0.json }.joined(separator: ",\n") + "\n}\n"
    }

    private static func csv(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func json(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 32:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
