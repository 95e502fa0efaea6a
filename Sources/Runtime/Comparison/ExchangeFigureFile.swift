import Market
import Obligations
import Settings

/// Reads the exchange's numbers out of a CSV file, columns by name, strictly.
enum ExchangeFigureFile {
    private static let columns = ["date", "contract", "rule", "value", "met_s", "obliged_s"]
    /// A year's seconds: nothing the exchange counts is longer.
    private static let nanosecondsMax: Int64 = 31_622_400_000_000_000

    static func read(_ path: String) throws(SettingsError) -> [ExchangeFigure] {
        try parse(try TextFile.read(path, bytesMax: 64 << 20), file: path)
    }

    static func parse(_ text: String, file: String) throws(SettingsError) -> [ExchangeFigure] {
        // Spreadsheets write a byte order mark and carriage returns.
        let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let lines = plain.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let header = try header(lines.first.map(String.init) ?? "", file)
        var figures: [ExchangeFigure] = []
        var seen: Set<String> = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let cells = fields(String(line))
            let row = Row(file: file, line: index + 1, header: header, cells: cells)
            guard cells.count == header.count else {
                throw row.error(
                    "", "\(cells.count) values",
                    "\(header.count): " + header.joined(separator: ", "))
            }
            let figure = try self.figure(row)
            let key = "\(figure.date ?? "") \(figure.contract) \(figure.rule ?? "")"
            guard seen.insert(key).inserted else {
                throw row.error(
                    "contract", "\(figure.contract) given twice",
                    "one line a day, contract and rule")
            }
            figures.append(figure)
        }
        guard !figures.isEmpty else {
            throw SettingsError(
                file: file, line: 0, path: "", problem: "no figures",
                accepted: "one line a contract under a header of "
                    + columns.joined(separator: ", "))
        }
        return figures
    }

    private static func header(_ line: String, _ file: String) throws(SettingsError) -> [String] {
        let names = fields(line)
        for (index, name) in names.enumerated() {
            guard columns.contains(name), !names[..<index].contains(name) else {
                throw SettingsError(
                    file: file, line: 1, path: "column \(name)",
                    problem: names[..<index].contains(name) ? "named twice" : "unknown column",
                    accepted: columns.joined(separator: ", "))
            }
        }
        guard names.contains("contract"), names.contains("value") || names.contains("met_s") else {
            throw SettingsError(
                file: file, line: 1, path: "", problem: "a column is missing",
                accepted: "contract, and value or met_s")
        }
        return names
    }

    /// Commas separate; quotation marks around a whole value are taken off.
    private static func fields(_ line: String) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
            let trimmed = cell.drop { $0 == " " }
            guard trimmed.count >= 2, trimmed.first == "\"", trimmed.last == "\"" else {
                return String(trimmed)
            }
            return String(trimmed.dropFirst().dropLast())
        }
    }

    private static func figure(_ row: Row) throws(SettingsError) -> ExchangeFigure {
        guard let contract = row["contract"] else {
            throw row.error("contract", "empty", "a trading code or an eight-digit code")
        }
        let figure = ExchangeFigure(
            date: try row["date"].map { text throws(SettingsError) in try date(text, row) },
            contract: contract, rule: row["rule"],
            value: try row["value"].map { text throws(SettingsError) in try share(text, row) },
            met: try row["met_s"].map { text throws(SettingsError) in
                try time(text, "met_s", row)
            },
            obliged: try row["obliged_s"].map { text throws(SettingsError) in
                try time(text, "obliged_s", row)
            }, line: row.line)
        guard figure.value != nil || figure.met != nil else {
            throw row.error("value", "neither value nor met_s", "one of them or both")
        }
        if let met = figure.met, let obliged = figure.obliged,
            met.nanoseconds > obliged.nanoseconds
        {
            throw row.error("met_s", "more than obliged_s", "at most obliged_s")
        }
        return figure
    }

    private static func date(_ text: String, _ row: Row) throws(SettingsError) -> String {
        let digits = text.filter { $0 != "-" }
        guard digits.utf8.count == 8, let number = Int32(digits),
            let day = TradingDay(yyyymmdd: number), text == day.description || text == digits
        else { throw row.error("date", "\"\(text)\" is not a date", "2021-01-04 or 20210104") }
        return day.description
    }

    /// `71.00`, `71.00%` or `10665/14220`.
    private static func share(_ text: String, _ row: Row) throws(SettingsError) -> WrittenShare {
        func refused() -> SettingsError {
            row.error(
                "value", "\"\(text)\" is not a share",
                "a percentage from 0 to 100 such as 71.00, or a fraction such as 10665/14220")
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard let num = DecimalText.value(parts[0], decimals: 0),
                let den = DecimalText.value(parts[1], decimals: 0), den > 0,
                den <= nanosecondsMax, num >= 0, num <= den
            else { throw refused() }
            return WrittenShare(Ratio(num, den))
        }
        let number = text.hasSuffix("%") ? text.dropLast().filter { $0 != " " } : text
        guard let (value, unit) = decimal(number, most: 9), value >= 0 else { throw refused() }
        let whole = 100 * unit
        guard value <= whole else { throw refused() }
        return WrittenShare(Ratio(value, whole), unitDenominator: whole)
    }

    private static func time(_ text: String, _ column: String, _ row: Row) throws(SettingsError)
        -> WrittenTime
    {
        guard let (value, unit) = decimal(text, most: 9), value >= 0,
            value <= nanosecondsMax / (1_000_000_000 / unit)
        else {
            throw row.error(
                column, "\"\(text)\" is not a length of time",
                "seconds from 0 with at most nine decimals")
        }
        let nanoseconds = 1_000_000_000 / unit
        return WrittenTime(nanoseconds: value * nanoseconds, unit: nanoseconds)
    }

    /// The number in units of its last digit, and how many of these make one.
    private static func decimal(_ text: String, most: Int) -> (value: Int64, unit: Int64)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1].utf8.count : 0
        guard decimals <= most, let value = DecimalText.value(text, decimals: decimals) else {
            return nil
        }
        return (value, (0..<decimals).reduce(Int64(1)) { unit, _ in unit * 10 })
    }

    private struct Row {
        let file: String
        let line: Int
        let header: [String]
        let cells: [String]

        /// Nil where the column is not there or empty.
        subscript(column: String) -> String? {
            guard let index = header.firstIndex(of: column), index < cells.count,
                !cells[index].isEmpty
            else { return nil }
            return cells[index]
        }

        func error(_ column: String, _ problem: String, _ accepted: String) -> SettingsError {
            SettingsError(
                file: file, line: line, path: column.isEmpty ? "" : "column \(column)",
                problem: problem, accepted: accepted)
        }
    }
}
