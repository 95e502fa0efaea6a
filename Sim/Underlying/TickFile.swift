public import Market

/// A recorded day of an index future or ETF in CTP columns, turned into an underlying's ticks.
public struct TickFile: Sendable, Equatable {
    /// From 09:15:00.000 to 15:00:00.000, strictly ascending.
    public let ticks: [UnderlyingTick]
    /// Rows after the header, good and bad.
    public let rowCount: Int
    public let rowsBeforeOpening: Int
    public let rowsAfterClosing: Int
    /// Rows replaced by the next one, whose time was the same.
    public let rowsReplaced: Int
    /// Rows left out because of `onBadRow: skip`.
    public let rowsSkipped: Int
    /// The first of the skipped rows' problems, at most `problemsMax`.
    public let firstProblems: [TickFileError]

    public static let problemsMax = 10
    public static let bytesMax = 256 * 1_024 * 1_024
    public static let rowsMax = 2_000_000
    /// Columns a file must have, in any order among others.
    public static let requiredColumns = [
        "instrument", "trading_day", "update_time", "last", "bid1", "bid1_qty", "ask1", "ask1_qty",
    ]

    /// Reads a `.csv` or `.csv.gz` file.
    /// - Throws: the first problem of the file, or of a row when the source says `fail`.
    public static func read(
        file: String, source: TickSource, day: TradingDay
    ) throws(TickFileError) -> TickFile {
        let bytes: [UInt8]
        do {
            bytes = try RecordedBytes.read(file: file, bytesMax: bytesMax)
        } catch {
            throw TickFileError(file: file, problem: problem(of: error))
        }
        return try parse(bytes, file: file, source: source, day: day)
    }

    /// Reads text already in memory.
    public static func parse(
        _ bytes: [UInt8], file: String, source: TickSource, day: TradingDay
    ) throws(TickFileError) -> TickFile {
        var reader = TickFileReader(file: file, source: source, day: day)
        var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            var lineEnd = end
            if lineEnd > start, bytes[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
            try reader.line(bytes[start..<lineEnd])
            start = end + 1
        }
        return try reader.finished()
    }

    /// The underlying's day: what was recorded, with the first values standing at 09:15 as the opening.
    var path: UnderlyingPath {
        guard let first = ticks.first, first.time > TradingClock.opening else {
            return UnderlyingPath(ticks: ticks)
        }
        let opening = UnderlyingTick(
            time: TradingClock.opening, last: first.last, bid: first.bid, ask: first.ask,
            bidQuantity: first.bidQuantity, askQuantity: first.askQuantity)
        return UnderlyingPath(ticks: [opening] + ticks)
    }

    private static func problem(of failure: RecordedBytes.Failure) -> TickFileError.Problem {
        switch failure {
        case .notFound: .notFound
        case .notCompressed: .notCompressed
        case .damaged(let reason): .damaged(reason: reason)
        case .tooLarge(let bytesMax): .tooLarge(bytesMax: bytesMax)
        }
    }
}
