import Market

/// A recorded picture of a book's five best levels on each side.
struct RecordedSnapshot: Hashable, Sendable {
    static let depth = 5

    let row: Int
    let time: SessionTime
    /// `TRADE` and not before 09:30: the book of continuous trading, or the one that waits over lunch.
    let isContinuous: Bool
    let bids: [CallAuction.Level]
    let asks: [CallAuction.Level]
}

/// Reads a snapshot file row by row.
final class SnapshotFileReader {
    private static let layout =
        ["UpdateTime", "SecurityID", "InstruStatus"]
        + ["Ask", "Bid"].flatMap { side in
            (1...RecordedSnapshot.depth).flatMap { ["\(side)Price\($0)", "\(side)Volume\($0)"] }
        }
    private static let quantityMax: Int64 = 1_000_000_000_000

    private let table: RecordedTable
    private let security: String
    private var previous = SessionTime(nanoseconds: 0)
    /// Rows read so far.
    private(set) var rowCount = 0

    /// - Parameter security: as the order file names it.
    convenience init(file: String, security: String) throws(OrderFileError) {
        self.init(try RecordedTable(file: file, layouts: [Self.layout]), security: security)
    }

    /// Snapshots already in memory.
    convenience init(bytes: [UInt8], file: String, security: String) throws(OrderFileError) {
        self.init(
            try RecordedTable(RecordedLines(bytes: bytes), file: file, layouts: [Self.layout]),
            security: security)
    }

    private init(_ table: RecordedTable, security: String) {
        self.table = table
        self.security = security
    }

    /// The next snapshot; nil at the end of the file.
    func next() throws(OrderFileError) -> RecordedSnapshot? {
        guard try table.next() else { return nil }
        rowCount += 1
        let time = try table.time(0)
        guard time >= previous else {
            throw table.problem(0, "time goes back", accepted: "\(previous) or later")
        }
        previous = time
        guard table.text(1) == security else {
            throw table.problem(
                1, "another security", accepted: security + ", as in the order file")
        }
        // Before and after, the first rows show what an auction would do, not the book.
        guard table.text(2) == "TRADE", time >= TradingClock.morning else {
            return RecordedSnapshot(
                row: table.row, time: time, isContinuous: false, bids: [], asks: [])
        }
        return RecordedSnapshot(
            row: table.row, time: time, isContinuous: true,
            bids: try levels(from: 3 + 2 * RecordedSnapshot.depth), asks: try levels(from: 3))
    }

    private func levels(from first: Int) throws(OrderFileError) -> [CallAuction.Level] {
        var levels: [CallAuction.Level] = []
        levels.reserveCapacity(RecordedSnapshot.depth)
        for level in 0..<RecordedSnapshot.depth {
            let column = first + 2 * level
            if isNothing(column), isNothing(column + 1) { continue }
            guard levels.count == level else {
                throw table.problem(column, "a level below an empty one", accepted: "nothing")
            }
            levels.append(
                CallAuction.Level(
                    price: try table.price(column),
                    quantity: try table.integer(
                        column + 1, in: 1...Self.quantityMax, "quantity")))
        }
        return levels
    }

    private func isNothing(_ column: Int) -> Bool {
        table.isEmpty(column) || table.text(column) == "0"
    }
}
