import Market

/// A file of comma-separated rows under a header, read strictly and row by row; no quoting.
final class RecordedTable {
    /// What the columns are called, in the order in which the reader asks for them by number.
    typealias Layout = [String]

    let file: String
    /// Which of the accepted layouts the header has.
    private(set) var layout = 0
    /// Row of the file, the header being 1.
    private(set) var row = 0
    /// The header's names as they stand.
    private(set) var names: [String] = []
    private let lines: RecordedLines
    private var line: [UInt8] = []
    private var fields: [Range<Int>] = []
    private var positions: [Int] = []

    static let priceMax = Price(ticks: 1_000_000_000)

    /// Opens a file and finds the first layout all of whose columns its header names.
    convenience init(file: String, layouts: [Layout]) throws(OrderFileError) {
        let lines: RecordedLines
        do {
            lines = try RecordedLines(file: file)
        } catch {
            throw Self.error(error, file: file, row: nil)
        }
        try self.init(lines, file: file, layouts: layouts)
    }

    init(_ lines: RecordedLines, file: String, layouts: [Layout]) throws(OrderFileError) {
        self.file = file
        self.lines = lines
        guard try next() else {
            throw OrderFileError(
                file: file, "no rows", accepted: "a header line and at least one row")
        }
        try readHeader(layouts)
    }

    /// Moves on to the next row; false at the end of the file.
    func next() throws(OrderFileError) -> Bool {
        do {
            guard try lines.next(into: &line) else { return false }
        } catch {
            throw Self.error(error, file: file, row: row + 1)
        }
        row += 1
        split()
        if row > 1, fields.count != names.count {
            throw OrderFileError(
                file: file, row: row, value: String(fields.count), "wrong field count",
                accepted: "\(names.count) fields, as in the header")
        }
        return true
    }

    /// The row as it stands, without its line end.
    var rowText: String { String(decoding: line, as: UTF8.self) }

    func text(_ column: Int) -> String {
        String(decoding: line[fields[positions[column]]], as: UTF8.self)
    }

    func isEmpty(_ column: Int) -> Bool { fields[positions[column]].isEmpty }

    /// A whole number.
    func integer(
        _ column: Int, in range: ClosedRange<Int64>, _ what: String
    ) throws(OrderFileError) -> Int64 {
        let found = fields[positions[column]]
        var value: Int64 = 0
        guard (1...18).contains(found.count) else { throw problem(column, what, range) }
        for index in found {
            let byte = line[index]
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                throw problem(column, what, range)
            }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        guard range.contains(value) else { throw problem(column, what, range) }
        return value
    }

    /// A price in yuan; recorded through binary fractions, `1801.00999999999999` is 1801.01.
    func price(_ column: Int) throws(OrderFileError) -> Price {
        guard let billionths = billionths(fields[positions[column]]),
            case let ticks = (billionths + 50_000) / 100_000,
            abs(billionths - ticks * 100_000) <= 1_000, ticks > 0,
            ticks <= Self.priceMax.ticks
        else {
            throw problem(
                column, "bad price",
                accepted:
                    "a plain number above 0 up to 100000, within 0.000001 of a multiple of 0.0001"
            )
        }
        return Price(ticks: ticks)
    }

    /// `09:15:00.020` or `09:15:00`.
    func time(_ column: Int) throws(OrderFileError) -> SessionTime {
        let found = fields[positions[column]]
        let start = found.lowerBound
        guard found.count == 8 || found.count == 12,
            line[start + 2] == UInt8(ascii: ":"), line[start + 5] == UInt8(ascii: ":"),
            found.count == 8 || line[start + 8] == UInt8(ascii: "."),
            let hour = digits(start, 2), let minute = digits(start + 3, 2),
            let second = digits(start + 6, 2), hour < 24, minute < 60, second < 60,
            let milliseconds = found.count == 8 ? 0 : digits(start + 9, 3)
        else {
            throw problem(column, "bad time", accepted: "HH:MM:SS or HH:MM:SS.mmm")
        }
        return SessionTime(
            hour: hour, minute: minute, second: second, milliseconds: milliseconds)
    }

    func problem(_ column: Int, _ text: String, accepted: String) -> OrderFileError {
        OrderFileError(
            file: file, row: row, column: names[positions[column]], value: self.text(column), text,
            accepted: accepted)
    }

    private func problem(
        _ column: Int, _ what: String, _ range: ClosedRange<Int64>
    ) -> OrderFileError {
        problem(
            column, "bad " + what,
            accepted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }

    private func readHeader(_ layouts: [Layout]) throws(OrderFileError) {
        if line.starts(with: [0xef, 0xbb, 0xbf]) {
            line.removeFirst(3)
            split()
        }
        for field in fields {
            guard let name = String(validating: line[field], as: UTF8.self) else {
                throw OrderFileError(file: file, row: 1, "not UTF-8", accepted: "UTF-8 text")
            }
            guard !names.contains(name) else {
                throw OrderFileError(
                    file: file, row: 1, column: name, "column named twice",
                    accepted: "each name once")
            }
            names.append(name)
        }
        for (number, layout) in layouts.enumerated() {
            let found = layout.compactMap { names.firstIndex(of: $0) }
            guard found.count == layout.count else { continue }
            self.layout = number
            positions = found
            return
        }
        throw missing(layouts)
    }

    /// Names the column that the nearest layout lacks.
    private func missing(_ layouts: [Layout]) -> OrderFileError {
        let lacks = layouts.map { layout in layout.filter { !names.contains($0) } }
        let nearest = lacks.min { $0.count < $1.count } ?? []
        return OrderFileError(
            file: file, row: 1, column: nearest.first, "missing column",
            accepted: layouts.map { $0.joined(separator: ",") }.joined(separator: "; or "))
    }

    private func split() {
        fields.removeAll(keepingCapacity: true)
        var start = 0
        for position in line.indices where line[position] == UInt8(ascii: ",") {
            fields.append(start..<position)
            start = position + 1
        }
        fields.append(start..<line.count)
    }

    private func digits(_ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<(start + count) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(line[index]) else { return nil }
            value = value * 10 + Int(line[index] - UInt8(ascii: "0"))
        }
        return value
    }

    /// Plain decimal text cut at nine decimals, in 10⁻⁹; nil for anything else.
    private func billionths(_ field: Range<Int>) -> Int64? {
        guard field.count <= 40 else { return nil }
        var whole: Int64 = 0
        var fraction: Int64 = 0
        var decimals = -1
        var count = 0
        for index in field {
            let byte = line[index]
            if byte == UInt8(ascii: "."), decimals < 0 {
                decimals = 0
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            count += 1
            let digit = Int64(byte - UInt8(ascii: "0"))
            if decimals < 0 {
                guard whole < 1_000_000 else { return nil }
                whole = whole * 10 + digit
            } else if decimals < 9 {
                fraction = fraction * 10 + digit
                decimals += 1
            }
        }
        guard count > 0 else { return nil }
        for _ in max(0, decimals)..<9 { fraction *= 10 }
        return whole * 1_000_000_000 + fraction
    }

    private static func error(
        _ failure: RecordedLines.Failure, file: String, row: Int?
    ) -> OrderFileError {
        switch failure {
        case .notFound:
            OrderFileError(
                file: file, "not found or not readable", accepted: "a .csv or .csv.gz file")
        case .notCompressed:
            OrderFileError(
                file: file, "not a gzip file",
                accepted: "gzip content under a name ending in .gz")
        case .damaged(let reason):
            OrderFileError(file: file, "unreadable (\(reason))", accepted: "a whole file")
        case .lineTooLong:
            OrderFileError(
                file: file, row: row, "line too long",
                accepted: "lines of at most \(RecordedLines.lineBytesMax) bytes")
        }
    }
}
