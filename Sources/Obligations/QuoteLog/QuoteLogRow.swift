/// One row of a quote log: the maker's whole two-sided quote in a contract from `time` on.
///
/// 32 bytes, little-endian on disk: what a binary log holds can be mapped and passed as it is.
public struct QuoteLogRow: Hashable, Sendable, BitwiseCopyable {
    /// Nanoseconds since midnight, or since whatever the log's session counts from.
    public var time: Int64
    /// Dense index, as the pass was told the contracts.
    public var contract: Int32
    /// Ticks; 0 = no bid.
    public var bid: Int32
    /// Remaining; 0 = no bid.
    public var bidQuantity: Int32
    /// Ticks; 0 = no ask.
    public var ask: Int32
    /// Remaining; 0 = no ask.
    public var askQuantity: Int32
    /// Fills the record up to 32 bytes; not read.
    public var padding: Int32 = 0

    public init(
        time: Int64, contract: Int32, bid: Int32, bidQuantity: Int32, ask: Int32,
        askQuantity: Int32
    ) {
        self.time = time
        self.contract = contract
        self.bid = bid
        self.bidQuantity = bidQuantity
        self.ask = ask
        self.askQuantity = askQuantity
    }
}

/// Why a pass stopped before the end of the rows it was given.
public struct QuoteLogStop: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The row's time lies before the row above it.
        case outOfOrder
        /// The row's contract is none of those the pass was told.
        case unknownContract
    }

    /// Position of the row that was not taken, in the rows given; all before it were.
    public var index: Int
    public var reason: Reason

    public init(index: Int, reason: Reason) {
        self.index = index
        self.reason = reason
    }
}
