import Market

/// One member of a recorded chain: headerless rows of a minute each (LEAN's format for options and indices).
enum ChainMinutes {
    /// The close of a minute's bid and ask in ticks; a side that nobody quoted is zero.
    struct Quote: Hashable, Sendable {
        /// Whole minutes of regular trading that have passed when the bar closes, from 1.
        let minute: Int
        let bid: Int64
        let bidQuantity: Int64
        let ask: Int64
        let askQuantity: Int64
    }

    struct Level: Hashable, Sendable {
        let minute: Int
        let open: Int64
        let close: Int64
    }

    /// When the recorded day of options begins, New York's time.
    private static let opening = SessionTime(hour: 9, minute: 30)
    private static let dayMilliseconds: Int64 = 390 * 60_000
    private static let rowsMax = 1_500

    /// Quote rows: ms, bid open high low close, size, ask open high low close, size; prices × 10 000. Bids are
    /// rounded down, asks up. Rows outside 09:30–16:00 are checked and left out; a minute that closed locked or
    /// crossed has no quote.
    static func quotes(
        _ bytes: [UInt8], file: String, member: String, levelDivisor: Int64
    ) throws(ChainFileError) -> [Quote] {
        var quotes: [Quote] = []
        try forEachRow(bytes, columns: 11, from: opening, file: file, member: member) {
            (row: Row) throws(ChainFileError) in
            let bid = try row.price(4, decimals: 0)
            let ask = try row.price(9, decimals: 0)
            for column in [1, 2, 3, 6, 7, 8] { _ = try row.price(column, decimals: 0) }
            let sizes = (try row.size(5), try row.size(10))
            guard let minute = row.minute else { return }
            let isUsable = bid == 0 || ask == 0 || bid < ask
            quotes.append(
                Quote(
                    minute: minute, bid: isUsable ? bid / levelDivisor : 0,
                    bidQuantity: sizes.0,
                    ask: isUsable ? (ask + levelDivisor - 1) / levelDivisor : 0,
                    askQuantity: sizes.1))
        }
        guard !quotes.isEmpty else {
            throw ChainFileError(
                file: file, member: member, found: "no row from 09:30 to 16:00",
                accepted: "at least one")
        }
        return quotes
    }

    /// Index rows: ms, open, high, low, close in points, volume; ticks of 1/10 000 yuan, rounded half up.
    ///
    /// - Parameter opening: when the recorded day begins by the file's clock.
    static func levels(
        _ bytes: [UInt8], opening: SessionTime, file: String, member: String, levelDivisor: Int64
    ) throws(ChainFileError) -> [Level] {
        var levels: [Level] = []
        try forEachRow(bytes, columns: 6, from: opening, file: file, member: member) {
            (row: Row) throws(ChainFileError) in
            let open = try row.price(1, decimals: 4)
            let close = try row.price(4, decimals: 4)
            _ = try row.size(5)
            guard let minute = row.minute else { return }
            guard open > 0, close > 0 else {
                throw row.problem("a price of nothing", "positive points")
            }
            levels.append(
                Level(
                    minute: minute, open: (open + levelDivisor / 2) / levelDivisor,
                    close: (close + levelDivisor / 2) / levelDivisor))
        }
        guard !levels.isEmpty else {
            throw ChainFileError(
                file: file, member: member, found: "no row in the 390 minutes from the opening",
                accepted: "at least one")
        }
        return levels
    }

    struct Row {
        let file: String
        let member: String
        let number: Int
        let cells: [Substring]
        let time: Int64
        let opening: Int64

        /// Counted at the bar's end; nil outside the regular day.
        var minute: Int? {
            guard time >= opening, time < opening + dayMilliseconds else { return nil }
            return Int((time - opening) / 60_000) + 1
        }

        /// The text times 10^decimals; an empty cell is 0, and so is a price of nothing.
        func price(_ column: Int, decimals: Int) throws(ChainFileError) -> Int64 {
            let text = cells[column]
            if text.isEmpty { return 0 }
            guard let value = DecimalText.value(text, decimals: decimals),
                (0...1_000_000_000_000).contains(value)
            else {
                throw problem("\"\(text)\" in column \(column + 1)", "a price from 0 to 10^12")
            }
            return value
        }

        func size(_ column: Int) throws(ChainFileError) -> Int64 {
            let text = cells[column]
            if text.isEmpty { return 0 }
            guard let value = DecimalText.value(text, decimals: 0),
                (0...1_000_000_000).contains(value)
            else {
                throw problem("\"\(text)\" in column \(column + 1)", "a size from 0 to 10^9")
            }
            return value
        }

        func problem(_ found: String, _ accepted: String) -> ChainFileError {
            ChainFileError(
                file: file, member: member, row: number, found: found, accepted: accepted)
        }
    }

    private static func forEachRow(
        _ bytes: [UInt8], columns: Int, from opening: SessionTime, file: String, member: String,
        _ body: (Row) throws(ChainFileError) -> Void
    ) throws(ChainFileError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ChainFileError(
                file: file, member: member, found: "not UTF-8", accepted: "UTF-8 text")
        }
        var previous: Int64 = -1
        let start = opening.nanoseconds / 1_000_000
        var lines = text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let blank = Row(
                file: file, member: member, number: index + 1, cells: cells, time: previous,
                opening: start)
            guard index < rowsMax else { throw blank.problem("more rows", "at most \(rowsMax)") }
            guard cells.count == columns else {
                throw blank.problem("\(cells.count) columns", "\(columns)")
            }
            guard let time = DecimalText.value(cells[0], decimals: 0), time > previous,
                time < 86_400_000, time % 60_000 == 0
            else {
                throw blank.problem(
                    "time \"\(cells[0])\"",
                    "whole minutes in ms since midnight, each later than the one before")
            }
            previous = time
            try body(
                Row(
                    file: file, member: member, number: index + 1, cells: cells, time: time,
                    opening: start))
        }
    }
}
