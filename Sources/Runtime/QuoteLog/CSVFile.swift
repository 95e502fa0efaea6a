import Glibc
import Settings

/// A mapped CSV file, read row by row without a copy: a header that names the columns, then rows of as many
/// fields; commas, line feeds with or without carriage return, fields in quotes without quotes inside.
final class CSVFile {
    let path: String
    private let bytes: UnsafeRawBufferPointer
    private let columns: [String]
    private let accepted: [String]
    private var position = 0
    /// Of the row that was read last; the header is line 1.
    private(set) var line = 0
    /// First and past-the-last byte of each field of the row read last.
    private let fields: UnsafeMutableBufferPointer<Range<Int>>
    private var fieldCount = 0
    /// Wider rows are no rows of any file here.
    private static let fieldsMax = 64

    /// What is wrong with a row; the row itself has been read past.
    struct Fault: Error {
        var column: String
        var problem: String
        var accepted: String
    }

    /// - Parameters:
    ///   - required: column names, each as the names it may have.
    ///   - optional: further names that may occur.
    init(_ path: String, required: [[String]], optional: [String] = []) throws(SettingsError) {
        self.path = path
        bytes = try Self.map(path)
        fields = .allocate(capacity: Self.fieldsMax)
        fields.initialize(repeating: 0..<0)
        accepted = required.map { $0.joined(separator: "|") } + optional
        var names: [String] = []
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if position < bytes.count {
            line = 1
            let end = Self.endOfLine(in: bytes, from: position)
            let count = Self.split(bytes, from: position, to: end, into: fields)
            names = Self.texts(fields.prefix(max(count, 0)), in: bytes)
            position = min(end + 1, bytes.count)
        }
        columns = names
        let known = required.flatMap { $0 } + optional
        for (index, name) in names.enumerated() {
            guard known.contains(name) else { throw error("unknown column \"\(name)\"", name) }
            guard names.firstIndex(of: name) == index else {
                throw error("column \(name) listed twice", name)
            }
        }
        for choice in required {
            let found = choice.filter(names.contains)
            guard found.count == 1 else {
                throw error(
                    found.isEmpty ? "column \(choice[0]) is missing" : "\(found) mean the same",
                    choice[0])
            }
        }
    }

    deinit {
        fields.deallocate()
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }

    private func error(_ problem: String, _ column: String) -> SettingsError {
        SettingsError(
            file: path, line: 1, path: column, problem: problem,
            accepted: accepted.joined(separator: ", "))
    }

    /// A row's fault with its place.
    func error(_ fault: Fault) -> SettingsError {
        SettingsError(
            file: path, line: line, path: fault.column, problem: fault.problem,
            accepted: fault.accepted)
    }

    /// Position of the first of these columns that the file has.
    func column(_ names: String...) -> Int? {
        names.lazy.compactMap { self.columns.firstIndex(of: $0) }.first
    }

    func name(of column: Int) -> String { columns[column] }

    // MARK: Rows

    /// Reads the next row's fields; false at the end of the file.
    func next() throws(Fault) -> Bool {
        let start = position
        guard start < bytes.count else { return false }
        line += 1
        let end = Self.endOfLine(in: bytes, from: start)
        let count = Self.split(bytes, from: start, to: end, into: fields)
        fieldCount = max(count, 0)
        position = min(end + 1, bytes.count)
        guard end < bytes.count else {
            throw Fault(
                column: "", problem: "the file ends inside a row",
                accepted: "a line feed at the end of every row")
        }
        guard count == columns.count else {
            throw Fault(
                column: "",
                problem: count < 0 ? "too many fields, or an open quote" : "\(count) fields",
                accepted: "\(columns.count): \(columns.joined(separator: ","))")
        }
        return true
    }

    /// One field of each row to come, without a look at the others.
    func forEachField(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        var start = position
        while start < bytes.count {
            let end = Self.endOfLine(in: bytes, from: start)
            let count = Self.split(
                bytes, from: start, to: end,
                into: UnsafeMutableBufferPointer(rebasing: fields[...column]))
            // -1: the row goes on behind the field.
            if count < 0 || count > column {
                body(UnsafeRawBufferPointer(rebasing: bytes[fields[column]]))
            }
            start = end + 1
        }
    }

    func text(_ column: Int) -> String { String(decoding: self[column], as: UTF8.self) }

    subscript(column: Int) -> UnsafeRawBufferPointer {
        guard column < fieldCount else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(rebasing: bytes[fields[column]])
    }

    /// A plain decimal integer; nothing else is a number here.
    @inline(__always)
    func number(_ column: Int, max: Int64) throws(Fault) -> Int64 {
        let range = fields[column]
        var value: Int64 = 0
        var index = range.lowerBound
        let end = range.upperBound
        guard end > index, end - index <= 18 else { throw noNumber(column, max) }
        while index < end {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { throw noNumber(column, max) }
            value = value &* 10 &+ Int64(digit)
            index += 1
        }
        guard value <= max else { throw noNumber(column, max) }
        return value
    }

    @inline(never)
    private func noNumber(_ column: Int, _ max: Int64) -> Fault {
        Fault(
            column: columns[column], problem: "\"\(text(column).prefix(40))\" is no such number",
            accepted: "an integer from 0 to \(max)")
    }

    // MARK: Bytes

    private static func texts(
        _ fields: Slice<UnsafeMutableBufferPointer<Range<Int>>>, in bytes: UnsafeRawBufferPointer
    ) -> [String] {
        fields.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private static func endOfLine(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let base = bytes.baseAddress,
            let found = memchr(base + start, 0x0A, bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }

    /// The number of fields; -1 when a quote is not closed, or closed inside a field, or there are too many.
    private static func split(
        _ bytes: UnsafeRawBufferPointer, from start: Int, to lineEnd: Int,
        into fields: UnsafeMutableBufferPointer<Range<Int>>
    ) -> Int {
        var end = lineEnd
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        var index = start
        var count = 0
        while count < fields.count {
            var next = index
            if next < end, bytes[next] == 0x22 {
                next += 1
                while next < end, bytes[next] != 0x22 { next += 1 }
                guard next < end else { return -1 }
                fields[count] = index + 1..<next
                next += 1
                guard next == end || bytes[next] == 0x2C else { return -1 }
            } else {
                while next < end, bytes[next] != 0x2C { next += 1 }
                fields[count] = index..<next
            }
            count += 1
            guard next < end else { return count }
            index = next + 1
        }
        return -1
    }

    private static func map(_ path: String) throws(SettingsError) -> UnsafeRawBufferPointer {
        func failure(_ problem: String) -> SettingsError {
            SettingsError(
                file: path, line: 0, path: "", problem: problem, accepted: "a readable CSV file")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("is no file")
        }
        let count = Int(status.st_size)
        guard count > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let address, address != MAP_FAILED else {
            throw failure(String(cString: strerror(errno)))
        }
        madvise(address, count, Int32(MADV_SEQUENTIAL))
        return UnsafeRawBufferPointer(start: address, count: count)
    }
}
