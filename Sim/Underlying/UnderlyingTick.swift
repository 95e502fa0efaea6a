public import Market

/// The ETF's own market at one instant; prices in 1/10 000 yuan, quantities in shares.
public struct UnderlyingTick: Hashable, Sendable {
    public let time: SessionTime
    public let last: Price
    public let bid: Price
    public let ask: Price
    public let bidQuantity: Int64
    public let askQuantity: Int64

    public init(
        time: SessionTime, last: Price, bid: Price, ask: Price, bidQuantity: Int64,
        askQuantity: Int64
    ) {
        self.time = time
        self.last = last
        self.bid = bid
        self.ask = ask
        self.bidQuantity = bidQuantity
        self.askQuantity = askQuantity
    }

    /// Middle of bid and ask in yuan.
    var midYuan: Double { Double(bid.ticks + ask.ticks) / 20_000 }
}
