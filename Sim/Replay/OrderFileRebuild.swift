import Market

/// A recorded day put together again from its order file and trade file (docs/order-files.md).
public struct OrderFileRebuild: Hashable, Sendable {
    public let subject: OrderFileSubject
    /// Rows of the order file.
    public let ordersRead: Int
    /// Rows of the trade file.
    public let tradesRead: Int
    /// Trades outside auctions.
    public let continuousTrades: Int
    /// Those of them that our matching made by itself: same order, price and quantity.
    public let matchedTrades: Int
    public let auctions: [RebuiltAuction]
    public let anomalies: OrderFileAnomalies
    /// Orders still resting at the end.
    public let ordersLeft: Int
    /// Nil without a snapshot file.
    public let snapshots: SnapshotTally?

    /// Nothing impossible found, every auction and every snapshot equal.
    public var holds: Bool {
        anomalies.total == 0 && auctions.allSatisfy(\.isEqual)
            && (snapshots.map { $0.equal == $0.compared } ?? true)
    }

    /// Reads the files from start to end, once and in step.
    /// - Throws: the first thing wrong with a file.
    public static func run(
        orders: String, trades: String, snapshots: String? = nil
    ) throws(OrderFileError) -> OrderFileRebuild {
        let merge = try OrderFileMerge.open(orders: orders, trades: trades)
        var reader: SnapshotFileReader?
        if let snapshots {
            reader = try SnapshotFileReader(
                file: snapshots, security: merge.subject?.security ?? "")
        }
        return try run(merge, snapshots: reader)
    }

    /// The same of texts in memory, for tests.
    package static func run(
        orders: [UInt8], trades: [UInt8], snapshots: [UInt8]? = nil
    ) throws(OrderFileError) -> OrderFileRebuild {
        let merge = try OrderFileMerge(
            orders: OrderFileReader(bytes: orders, file: "orders.csv", isOrders: true),
            trades: OrderFileReader(bytes: trades, file: "trades.csv", isOrders: false))
        var reader: SnapshotFileReader?
        if let snapshots {
            reader = try SnapshotFileReader(
                bytes: snapshots, file: "snapshots.csv",
                security: merge.subject?.security ?? "")
        }
        return try run(merge, snapshots: reader)
    }

    private static func run(
        _ merge: OrderFileMerge, snapshots: SnapshotFileReader?
    ) throws(OrderFileError) -> OrderFileRebuild {
        var book = RebuiltBook()
        var comparison = snapshots.map { SnapshotComparison($0) }
        while let event = try merge.next() {
            if book.settle(before: event) { try comparison?.show(book) }
            book.apply(event)
            try comparison?.show(book)
        }
        book.finish()
        try comparison?.finish()
        guard let subject = merge.subject else {
            preconditionFailure("a file without rows is refused when it is opened")
        }
        return OrderFileRebuild(
            subject: subject, ordersRead: merge.orders.rowCount,
            tradesRead: merge.trades.rowCount, continuousTrades: book.continuousTrades,
            matchedTrades: book.matchedTrades, auctions: book.auctions,
            anomalies: book.anomalies, ordersLeft: book.count, snapshots: comparison?.tally)
    }
}
