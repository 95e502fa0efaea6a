/// What changes about a contract during the day.
public struct ContractState: Hashable, Sendable, BitwiseCopyable {
    public var phase: TradingPhase
    /// The whole market, our own quote included.
    public var book: BookTop
    public var bookTime: SessionTime
    public var long: Quantity
    public var short: Quantity
    /// What stands of ours at the exchange; absent legs when nothing does.
    public var ownBid: QuoteLeg
    public var ownAsk: QuoteLeg
    /// Seconds of presence that may still be lost, when the tracker says.
    public var slackSeconds: Int64?

    public init() {
        phase = .starting
        book = .empty
        bookTime = SessionTime(nanoseconds: 0)
        long = .zero
        short = .zero
        ownBid = .absent
        ownAsk = .absent
        slackSeconds = nil
    }

    /// Long minus short, in contracts.
    public var net: Int64 { Int64(long.contracts) - Int64(short.contracts) }
}
