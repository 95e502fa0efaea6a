import Glibc
import Settings

/// Writes rows as CSV with a header, or as one JSON object a line, through one buffer.
final class RowWriter {
    enum Cell {
        case number(Int64)
        case text(String)
    }

    private let columns: [String]
    private let format: RecordExport.Format
    private let path: String?
    private let file: UnsafeMutablePointer<FILE>
    private var buffer: [UInt8] = []

    init(columns: [String], format: RecordExport.Format, path: String?) throws(SettingsError) {
        self.columns = columns
        self.format = format
        self.path = path
        if let path {
            guard let opened = fopen(path + ".part", "w") else {
                throw SettingsError(
                    file: path, line: 0, path: "--out",
                    problem: "cannot be written: \(String(cString: strerror(errno)))",
                    accepted: "a file in a folder that exists")
            }
            file = opened
        } else {
            guard let opened = fdopen(dup(1), "w") else {
                throw SettingsError(
                    file: "standard output", line: 0, path: "",
                    problem: "cannot be written: \(String(cString: strerror(errno)))",
                    accepted: "--out FILE")
            }
            file = opened
        }
        buffer.reserveCapacity(1 << 16)
        if format == .csv { append(columns.joined(separator: ",") + "\n") }
    }

    func write(_ row: [Cell]) throws(SettingsError) {
        switch format {
        case .csv:
            for (index, cell) in row.enumerated() {
                if index > 0 { buffer.append(UInt8(ascii: ",")) }
                switch cell {
                case .number(let value): append(String(value))
                case .text(let text): append(Self.csv(text))
                }
            }
        case .ndjson:
            for (index, cell) in row.enumerated() {
                append(index == 0 ? "{\"" : ",\"")
                append(columns[index])
                append("\":")
                switch cell {
                case .number(let value): append(String(value))
                case .text(let text): append("\"" + Self.json(text) + "\"")
                }
            }
            append("}")
        }
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > 1 << 15 { try flush() }
    }

    /// Finishes the file; a named one appears whole or not at all.
    func close() throws(SettingsError) {
        try flush()
        guard fclose(file) == 0 else { throw failure() }
        guard let path else { return }
        guard rename(path + ".part", path) == 0 else { throw failure() }
    }

    private func flush() throws(SettingsError) {
        guard fwrite(buffer, 1, buffer.count, file) == buffer.count else { throw failure() }
        buffer.removeAll(keepingCapacity: true)
    }

    private func failure() -> SettingsError {
        SettingsError(
            file: path ?? "standard output", line: 0, path: "",
            problem: "cannot be written: \(String(cString: strerror(errno)))", accepted: "")
    }

    private func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

    private static func csv(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    private static func json(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case _ where scalar.value < 32: escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
