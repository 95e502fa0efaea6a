import CFloor

/// The published synthetic feed: a million books a millisecond apart, integer arithmetic alone, so that any
/// language makes the same one.
enum FeedMoments {
    static let count = 1_000_000

    /// The finaliser of SplitMix64.
    private static func mix(_ seed: UInt64) -> UInt64 {
        var mixed = seed &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    static func make() throws -> [obl_feed_moment] {
        var middle: Int32 = 10_000
        var half: Int32 = 1
        var moments: [obl_feed_moment] = []
        moments.reserveCapacity(count)
        for index in 0..<UInt64(count) {
            func draw(_ number: UInt64) -> UInt64 { mix(7 &+ (index << 3) &+ number) }
            let step = draw(0) % 10
            middle += step == 0 ? -1 : step == 1 ? 1 : 0
            if draw(1) % 50 == 0 { half = 3 - half }
            moments.append(
                obl_feed_moment(
                    bid: middle - half, ask: middle + half,
                    bid_quantity: UInt16(1 + draw(2) % 50), ask_quantity: UInt16(1 + draw(3) % 50),
                    trade_quantity: UInt16(1 + draw(5) % 20), trades: draw(4) % 10 == 0 ? 1 : 0,
                    seller_hits: draw(6) & 1 == 0 ? 1 : 0))
        }
        let trades = moments.count { $0.trades != 0 }
        guard trades == 100_403 else {
            throw BenchmarkFailure(description: "\(trades) trades in the feed, not 100403")
        }
        return moments
    }

    /// The same as events in time order: books and trades, nanoseconds from 1 ms on.
    static func events(_ moments: [obl_feed_moment]) -> [FeedEvent] {
        var events: [FeedEvent] = []
        events.reserveCapacity(moments.count + moments.count / 8)
        for (index, moment) in moments.enumerated() {
            let time = Int64(index + 1) * 1_000_000
            events.append(
                FeedEvent(
                    time: time, kind: .book, bid: moment.bid, ask: moment.ask,
                    bidQuantity: Int32(moment.bid_quantity),
                    askQuantity: Int32(moment.ask_quantity)))
            guard moment.trades != 0 else { continue }
            let isSell = moment.seller_hits != 0
            events.append(
                FeedEvent(
                    time: time + 500_000, kind: isSell ? .sellTrade : .buyTrade, bid: moment.bid,
                    ask: moment.ask, bidQuantity: Int32(moment.trade_quantity), askQuantity: 0))
        }
        return events
    }
}

/// One row of the feed: a new top of the book, or a trade at one side of it.
struct FeedEvent: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable { case book, sellTrade, buyTrade }

    let time: Int64
    let kind: Kind
    let bid: Int32
    let ask: Int32
    /// Of the level; for a trade its own quantity.
    let bidQuantity: Int32
    let askQuantity: Int32
}
