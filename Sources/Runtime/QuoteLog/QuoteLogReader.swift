import Obligations
import Settings

/// Reads the quotes of another system's log strictly: numbers, order of time, no row twice, known contracts.
struct QuoteLogReader {
    /// No day has a later time.
    static let timeMax: Int64 = 172_800_000_000_000
    static let ticksMax: Int64 = 1_000_000_000

    private let file: CSVFile
    private let names: ContractNames
    private let isLenient: Bool
    private let columns: [Int]
    private var latest: ContiguousArray<QuoteLogRow>
    private var lastTime: Int64 = 0
    /// Rows that were skipped.
    private(set) var skipped = 0
    /// What was wrong with the first of them.
    private(set) var firstSkipped: SettingsError?

    enum Entry {
        case row(QuoteLogRow)
        /// A row was skipped: what stands in this contract, or in any, is not known from here on.
        case hole(contract: Int?, time: Int64)
    }

    static func open(_ path: String) throws(SettingsError) -> CSVFile {
        try CSVFile(
            path,
            required: [
                ["ts_ns"], ["contract"], ["bid_ticks", "bid"], ["bid_qty"], ["ask_ticks", "ask"],
                ["ask_qty"],
            ])
    }

    init(_ path: String, names: ContractNames, isLenient: Bool) throws(SettingsError) {
        file = try Self.open(path)
        self.names = names
        self.isLenient = isLenient
        columns = [
            file.column("ts_ns"), file.column("contract"), file.column("bid_ticks", "bid"),
            file.column("bid_qty"), file.column("ask_ticks", "ask"), file.column("ask_qty"),
        ].compactMap(\.self)
        latest = ContiguousArray(
            repeating: QuoteLogRow(
                time: -1, contract: 0, bid: 0, bidQuantity: 0, ask: 0, askQuantity: 0),
            count: names.names.count)
    }

    /// Time of the last row taken or skipped.
    var time: Int64 { lastTime }

    /// The next row, or hole; nil at the end.
    mutating func next() throws(SettingsError) -> Entry? {
        do throws(CSVFile.Fault) {
            guard try file.next() else { return nil }
            let row = try read()
            let contract = Int(row.contract)
            lastTime = row.time
            latest[contract] = row
            return .row(row)
        } catch {
            let complaint = file.error(error)
            guard isLenient else { throw complaint }
            skipped += 1
            if firstSkipped == nil { firstSkipped = complaint }
            let contract = names.index(of: file[columns[1]])
            return .hole(contract: contract, time: lastTime)
        }
    }

    @inline(__always)
    private func read() throws(CSVFile.Fault) -> QuoteLogRow {
        let time = try file.number(columns[0], max: Self.timeMax)
        let contract = names.index(of: file[columns[1]])
        let bid = try file.number(columns[2], max: Self.ticksMax)
        let bidQuantity = try file.number(columns[3], max: Self.ticksMax)
        let ask = try file.number(columns[4], max: Self.ticksMax)
        let askQuantity = try file.number(columns[5], max: Self.ticksMax)
        guard let contract else { throw unknownContract }
        let row = QuoteLogRow(
            time: time, contract: Int32(truncatingIfNeeded: contract),
            bid: Int32(truncatingIfNeeded: bid),
            bidQuantity: Int32(truncatingIfNeeded: bidQuantity),
            ask: Int32(truncatingIfNeeded: ask),
            askQuantity: Int32(truncatingIfNeeded: askQuantity))
        guard time >= lastTime else {
            throw CSVFile.Fault(
                column: "ts_ns", problem: "\(time) lies before the row above, \(lastTime)",
                accepted: "rows in order of time")
        }
        guard latest[contract] != row else {
            throw CSVFile.Fault(
                column: "", problem: "the contract's row above once more",
                accepted: "each row once")
        }
        return row
    }

    private var unknownContract: CSVFile.Fault {
        CSVFile.Fault(
            column: "contract", problem: "\"\(file.text(columns[1]).prefix(40))\" is not listed",
            accepted: "a contract of the instruments file: "
                + names.names.prefix(3).joined(separator: ", ") + ", …")
    }
}
