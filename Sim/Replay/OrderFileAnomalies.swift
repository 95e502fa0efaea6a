/// What a recorded day says that cannot be: all zero in a whole and true record.
public struct OrderFileAnomalies: Hashable, Sendable {
    /// Deletions and trades of an order that is not in the book.
    public var unknownOrders = 0
    /// Deletions and trades of more than an order or a price has left.
    public var negativeQuantities = 0
    /// Orders under a number that is still in the book; left out.
    public var repeatedOrders = 0
    /// Continuous trades that price-time priority would not have made, and auctions that it would have filled
    /// otherwise.
    public var outOfPriority = 0
    /// Orders left resting in continuous trading at or through the other side.
    public var crossedBooks = 0
    /// Steps whose time is before that of the step before.
    public var timesBack = 0
    /// Levels of the rebuilt book that differ from the records' own sums; checked after auctions and at the end.
    public var bookDifferences = 0

    /// Nothing found.
    public init() {}

    /// All of them together.
    public var total: Int {
        unknownOrders + negativeQuantities + repeatedOrders + outOfPriority + crossedBooks
            + timesBack + bookDifferences
    }
}
