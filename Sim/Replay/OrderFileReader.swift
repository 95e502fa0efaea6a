import Market

/// The two published forms of Shanghai's order-by-order data, column by column.
private enum OrderFileLayout: Int {
    /// Common sequence `BizIndex`; letters for kinds and sides.
    case bizIndex
    /// Common sequence `ApplSeqNum`; numbers for kinds and sides.
    case applSeqNum

    static let orders: [RecordedTable.Layout] = [
        [
            "BizIndex", "OrderTime", "OrderType", "OrderNO", "OrderBSFlag", "OrderPrice",
            "Balance", "SecurityID", "OrderChannel",
        ],
        [
            "ApplSeqNum", "MDTime", "OrderType", "OrderNO", "OrderBSFlag", "OrderPrice",
            "OrderQty", "SecurityID", "ChannelNo", "MDDate",
        ],
    ]

    static let trades: [RecordedTable.Layout] = [
        [
            "BizIndex", "TradTime", "TradeBuyNo", "TradeSellNo", "TradeBSFlag", "TradPrice",
            "TradVolume", "SecurityID", "TradeChan",
        ],
        [
            "ApplSeqNum", "MDTime", "TradeBuyNo", "TradeSellNo", "TradeBSFlag", "TradePrice",
            "TradeQty", "SecurityID", "ChannelNo", "MDDate",
        ],
    ]

    var kinds: [(text: String, kind: OrderRecord.Kind)] {
        self == .bizIndex ? [("A", .add), ("D", .delete)] : [("2", .add), ("10", .delete)]
    }

    var sides: [(text: String, side: Side)] {
        self == .bizIndex ? [("B", .bid), ("S", .ask)] : [("1", .bid), ("2", .ask)]
    }

    var auction: String { self == .bizIndex ? "N" : "0" }
}

/// Reads an order file or a trade file: strictly, one row at a time, in ascending sequence.
final class OrderFileReader {
    private static let sequence = 0
    private static let time = 1
    private static let security = 7
    private static let channel = 8
    private static let day = 9
    private static let numberMax: Int64 = 1_000_000_000_000_000
    private static let quantityMax = Int64(Int32.max)

    let table: RecordedTable
    /// Rows read so far.
    private(set) var rowCount = 0
    /// Known once the first row was read.
    private(set) var subject: OrderFileSubject?
    private let layout: OrderFileLayout
    private let isOrders: Bool
    private var previous: Int64 = 0

    /// Opens an order file.
    static func orders(_ file: String) throws(OrderFileError) -> OrderFileReader {
        OrderFileReader(
            try RecordedTable(file: file, layouts: OrderFileLayout.orders), isOrders: true)
    }

    /// Opens a trade file.
    static func trades(_ file: String) throws(OrderFileError) -> OrderFileReader {
        OrderFileReader(
            try RecordedTable(file: file, layouts: OrderFileLayout.trades), isOrders: false)
    }

    /// Orders or trades already in memory.
    init(bytes: [UInt8], file: String, isOrders: Bool) throws(OrderFileError) {
        table = try RecordedTable(
            RecordedLines(bytes: bytes), file: file,
            layouts: isOrders ? OrderFileLayout.orders : OrderFileLayout.trades)
        layout = OrderFileLayout(rawValue: table.layout) ?? .bizIndex
        self.isOrders = isOrders
    }

    private init(_ table: RecordedTable, isOrders: Bool) {
        self.table = table
        layout = OrderFileLayout(rawValue: table.layout) ?? .bizIndex
        self.isOrders = isOrders
    }

    /// The next row's event; nil at the end of the file.
    func next() throws(OrderFileError) -> OrderFileEvent? {
        guard try table.next() else {
            guard rowCount > 0 else {
                throw OrderFileError(
                    file: table.file, "no rows", accepted: "a header line and at least one row")
            }
            return nil
        }
        rowCount += 1
        try checkSubject()
        let sequence = try table.integer(
            Self.sequence, in: 1...Self.numberMax, "sequence number")
        guard sequence > previous else {
            throw table.problem(
                Self.sequence, "sequence goes back", accepted: "more than \(previous)")
        }
        previous = sequence
        let time = try table.time(Self.time)
        return isOrders
            ? .order(try order(sequence, time)) : .trade(try trade(sequence, time))
    }

    private func order(
        _ sequence: Int64, _ time: SessionTime
    ) throws(OrderFileError) -> OrderRecord {
        let kind = table.text(2)
        guard let kind = layout.kinds.first(where: { $0.text == kind })?.kind else {
            throw table.problem(
                2, "bad order type", accepted: Self.list(layout.kinds.map(\.text)))
        }
        return OrderRecord(
            sequence: sequence, time: time, kind: kind, number: try number(3),
            side: try side(4, accepted: layout.sides.map(\.text)) ?? .bid,
            price: try table.price(5), quantity: try quantity(6))
    }

    private func trade(
        _ sequence: Int64, _ time: SessionTime
    ) throws(OrderFileError) -> TradeRecord {
        let buyNumber = try number(2)
        let sellNumber = try number(3)
        guard buyNumber != sellNumber else {
            throw table.problem(3, "the buyer's number", accepted: "two different order numbers")
        }
        return TradeRecord(
            sequence: sequence, time: time, buyNumber: buyNumber, sellNumber: sellNumber,
            aggressor: try side(4, accepted: layout.sides.map(\.text) + [layout.auction]),
            price: try table.price(5), quantity: try quantity(6))
    }

    private func side(_ column: Int, accepted: [String]) throws(OrderFileError) -> Side? {
        let text = table.text(column)
        guard accepted.contains(text) else {
            throw table.problem(column, "bad side", accepted: Self.list(accepted))
        }
        return layout.sides.first { $0.text == text }?.side
    }

    private func number(_ column: Int) throws(OrderFileError) -> UInt64 {
        UInt64(try table.integer(column, in: 1...Self.numberMax, "order number"))
    }

    private func quantity(_ column: Int) throws(OrderFileError) -> Quantity {
        Quantity(
            contracts: Int32(try table.integer(column, in: 1...Self.quantityMax, "quantity")))
    }

    private func checkSubject() throws(OrderFileError) {
        guard let subject else {
            self.subject = OrderFileSubject(
                security: table.text(Self.security), channel: table.text(Self.channel),
                day: layout == .applSeqNum ? table.text(Self.day) : nil)
            return
        }
        try expect(Self.security, subject.security, "another security")
        try expect(Self.channel, subject.channel, "another channel")
        if let day = subject.day { try expect(Self.day, day, "another day") }
    }

    private func expect(
        _ column: Int, _ expected: String, _ problem: String
    ) throws(OrderFileError) {
        guard table.text(column) == expected else {
            throw table.problem(column, problem, accepted: expected + ", as in the first row")
        }
    }

    private static func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }
}
