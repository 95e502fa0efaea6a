/// The rows of an order file and its trade file as one day, in their common sequence.
final class OrderFileMerge {
    let orders: OrderFileReader
    let trades: OrderFileReader
    private var nextOrder: OrderFileEvent?
    private var nextTrade: OrderFileEvent?

    /// Opens both files.
    /// - Throws: what is wrong with one of them, or that they are of different days, securities or channels.
    static func open(orders: String, trades: String) throws(OrderFileError) -> OrderFileMerge {
        try OrderFileMerge(orders: .orders(orders), trades: .trades(trades))
    }

    init(orders: OrderFileReader, trades: OrderFileReader) throws(OrderFileError) {
        self.orders = orders
        self.trades = trades
        nextOrder = try orders.next()
        nextTrade = try trades.next()
        if let ours = orders.subject, let theirs = trades.subject, !theirs.agrees(with: ours) {
            throw OrderFileError(
                file: trades.table.file, row: 2,
                value: [theirs.security, theirs.channel, theirs.day ?? ""]
                    .joined(separator: " "),
                "not of the same security, channel and day",
                accepted: [ours.security, ours.channel, ours.day ?? ""].joined(separator: " ")
                    + ", as in " + orders.table.file)
        }
    }

    var subject: OrderFileSubject? { orders.subject }

    /// The next event; nil at the end of both files.
    func next() throws(OrderFileError) -> OrderFileEvent? {
        guard let order = nextOrder else {
            guard let trade = nextTrade else { return nil }
            nextTrade = try trades.next()
            return trade
        }
        if let trade = nextTrade {
            guard trade.sequence != order.sequence else {
                throw OrderFileError(
                    file: trades.table.file, row: trades.table.row,
                    value: String(trade.sequence), "sequence number of an order",
                    accepted: "one sequence over orders and trades, each number once")
            }
            if trade.sequence < order.sequence {
                nextTrade = try trades.next()
                return trade
            }
        }
        nextOrder = try orders.next()
        return order
    }
}
