import Market

/// Takes a tick file line by line.
struct TickFileReader {
    private let file: String
    private let source: TickSource
    private let dayText: String
    private var lineNumber = 0
    private var fieldCount = 0
    /// Position of each required column, in the order of `TickFile.requiredColumns`.
    private var positions: [Int] = []
    private var fields: [Range<Int>] = []
    private var ticks: [UnderlyingTick] = []
    private var previous: (time: SessionTime, text: String)?
    private var rowCount = 0
    private var beforeOpening = 0
    private var afterClosing = 0
    private var replaced = 0
    private var skipped = 0
    private var firstProblems: [TickFileError] = []

    init(file: String, source: TickSource, day: TradingDay) {
        self.file = file
        self.source = source
        dayText = String(day.yyyymmdd)
    }

    mutating func line(_ bytes: ArraySlice<UInt8>) throws(TickFileError) {
        lineNumber += 1
        split(bytes)
        guard lineNumber > 1 else { return try header(bytes) }
        rowCount += 1
        guard rowCount <= TickFile.rowsMax else {
            throw problem(.tooManyRows(rowsMax: TickFile.rowsMax))
        }
        do {
            try row(bytes)
        } catch {
            guard source.onBadRow == .skip else { throw error }
            skipped += 1
            if firstProblems.count < TickFile.problemsMax { firstProblems.append(error) }
        }
    }

    func finished() throws(TickFileError) -> TickFile {
        guard rowCount > 0 else { throw TickFileError(file: file, problem: .empty) }
        guard !ticks.isEmpty else {
            throw firstProblems.first ?? TickFileError(file: file, problem: .noUsableRow)
        }
        return TickFile(
            ticks: ticks, rowCount: rowCount, rowsBeforeOpening: beforeOpening,
            rowsAfterClosing: afterClosing, rowsReplaced: replaced, rowsSkipped: skipped,
            firstProblems: firstProblems)
    }

    private mutating func split(_ bytes: ArraySlice<UInt8>) {
        fields.removeAll(keepingCapacity: true)
        var start = bytes.startIndex
        for position in bytes.indices where bytes[position] == UInt8(ascii: ",") {
            fields.append(start..<position)
            start = position + 1
        }
        fields.append(start..<bytes.endIndex)
    }

    private mutating func header(_ bytes: ArraySlice<UInt8>) throws(TickFileError) {
        var names: [String] = []
        for field in fields {
            guard let name = String(validating: bytes[field], as: UTF8.self) else {
                throw problem(.notUTF8)
            }
            guard !names.contains(name) else {
                throw problem(.repeatedColumn, column: name)
            }
            names.append(name)
        }
        for required in TickFile.requiredColumns {
            guard let position = names.firstIndex(of: required) else {
                throw problem(
                    .missingColumn(required: TickFile.requiredColumns), column: required)
            }
            positions.append(position)
        }
        fieldCount = names.count
    }

    private mutating func row(_ bytes: ArraySlice<UInt8>) throws(TickFileError) {
        guard fields.count == fieldCount else {
            throw problem(.fieldCount(expected: fieldCount), value: String(fields.count))
        }
        try expect(source.symbol, in: 0, of: bytes, .wrongInstrument(expected: source.symbol))
        try expect(dayText, in: 1, of: bytes, .wrongDay(expected: dayText))
        let timeText = text(2, of: bytes)
        guard let time = TickFileReader.time(timeText) else {
            throw problem(.badTime, column: TickFile.requiredColumns[2], value: timeText)
        }
        if let previous, time < previous.time {
            throw problem(
                .timeNotIncreasing(previous: previous.text),
                column: TickFile.requiredColumns[2], value: timeText)
        }
        let tick = UnderlyingTick(
            time: time, last: try price(3, of: bytes), bid: try price(4, of: bytes),
            ask: try price(6, of: bytes), bidQuantity: try shares(5, of: bytes),
            askQuantity: try shares(7, of: bytes))
        guard tick.bid < tick.ask else {
            throw problem(
                .crossedBook, column: "bid1, ask1",
                value: text(4, of: bytes) + ", " + text(6, of: bytes))
        }
        previous = (time, timeText)
        take(tick)
    }

    private mutating func take(_ tick: UnderlyingTick) {
        if tick.time < TradingClock.opening {
            beforeOpening += 1
        } else if tick.time > TradingClock.closing {
            afterClosing += 1
        } else if ticks.last?.time == tick.time {
            // A second snapshot within the same millisecond is the newer one.
            ticks[ticks.count - 1] = tick
            replaced += 1
        } else {
            ticks.append(tick)
        }
    }

    private func expect(
        _ expected: String, in column: Int, of bytes: ArraySlice<UInt8>,
        _ wrong: TickFileError.Problem
    ) throws(TickFileError) {
        let found = text(column, of: bytes)
        guard found == expected else {
            throw problem(wrong, column: TickFile.requiredColumns[column], value: found)
        }
    }

    /// Points over the divisor, in 1/10 000 yuan, rounded half up.
    private func price(_ column: Int, of bytes: ArraySlice<UInt8>) throws(TickFileError) -> Price {
        let found = text(column, of: bytes)
        let levelMax: Int64 = 10_000_000_000_000_000
        let unit = source.levelDivisor * 100_000
        guard let level = DecimalText.value(found, decimals: 9), level > 0, level <= levelMax,
            case let ticks = (level + unit / 2) / unit, ticks > 0
        else {
            throw problem(.badPrice, column: TickFile.requiredColumns[column], value: found)
        }
        return Price(ticks: ticks)
    }

    private func shares(_ column: Int, of bytes: ArraySlice<UInt8>) throws(TickFileError) -> Int64 {
        let found = text(column, of: bytes)
        guard let lots = DecimalText.value(found, decimals: 0), (0...1_000_000_000).contains(lots)
        else {
            throw problem(.badQuantity, column: TickFile.requiredColumns[column], value: found)
        }
        return lots * source.sharesPerLot
    }

    private func text(_ column: Int, of bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes[fields[positions[column]]], as: UTF8.self)
    }

    private func problem(
        _ problem: TickFileError.Problem, column: String? = nil, value: String? = nil
    ) -> TickFileError {
        TickFileError(file: file, row: lineNumber, column: column, value: value, problem: problem)
    }

    /// `09:29:00.400` or `09:29:00`, digits only, a real time of day.
    private static func time(_ text: String) -> SessionTime? {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 12, bytes[2] == UInt8(ascii: ":"),
            bytes[5] == UInt8(ascii: ":"), bytes.count == 8 || bytes[8] == UInt8(ascii: "."),
            let hour = number(bytes[0..<2]), let minute = number(bytes[3..<5]),
            let second = number(bytes[6..<8]), hour < 24, minute < 60, second < 60
        else { return nil }
        guard bytes.count == 12 else {
            return SessionTime(hour: hour, minute: minute, second: second)
        }
        guard let milliseconds = number(bytes[9..<12]) else { return nil }
        return SessionTime(
            hour: hour, minute: minute, second: second, milliseconds: milliseconds)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
