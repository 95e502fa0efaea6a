public import Market

/// The single price of a call auction (集合竞价, SSE-TR-03).
public enum CallAuction {
    /// What one side wants at one price.
    public struct Level: Hashable, Sendable, BitwiseCopyable {
        public let price: Price
        public let quantity: Int64

        public init(price: Price, quantity: Int64) {
            self.price = price
            self.quantity = quantity
        }
    }

    /// The price at which everything trades and how much trades.
    public struct Outcome: Hashable, Sendable, BitwiseCopyable {
        public let price: Price
        public let volume: Int64

        public init(price: Price, volume: Int64) {
            self.price = price
            self.volume = volume
        }
    }

    /// The uncross price: most volume, then least left over at that price, then closest to `reference`.
    ///
    /// Candidates are prices at which somebody has an order, every better order on either side can trade whole, and
    /// at least one side at the price can too: with more demand than supply that is the highest price that still
    /// takes all supply. Real auctions of 600519, 600761 and 605580 agree. Two candidates left have nothing between
    /// them; the price is then the reference kept between them, or without one their middle, rounded up to a `tick`
    /// (stocks; for options the last step is not in the public rule text, SSE-TR-03 `[M]`).
    /// - Returns: nil when no bid reaches an ask.
    public static func uncross(
        bids: [Level], asks: [Level], reference: Price?, tick: Int64 = 1
    ) -> Outcome? {
        precondition(tick > 0, "a price step")
        var best: Candidate?
        var last: Candidate?
        for candidate in candidates(bids, asks) {
            guard let leader = best, !candidate.beats(leader) else {
                best = candidate
                last = candidate
                continue
            }
            if !leader.beats(candidate) { last = candidate }
        }
        guard let best, let last else { return nil }
        return Outcome(
            price: price(from: best.price, to: last.price, reference: reference, tick: tick),
            volume: best.volume)
    }

    private static func price(
        from low: Price, to high: Price, reference: Price?, tick: Int64
    ) -> Price {
        if let reference { return min(max(reference, low), high) }
        let steps = (high.ticks - low.ticks) / tick
        return Price(ticks: low.ticks + (steps + 1) / 2 * tick)
    }

    /// Every order price at which the rule's conditions hold and something trades, ascending.
    private static func candidates(_ bids: [Level], _ asks: [Level]) -> [Candidate] {
        let bids = bids.filter { $0.quantity > 0 }.sorted { $0.price < $1.price }
        let asks = asks.filter { $0.quantity > 0 }.sorted { $0.price < $1.price }
        var demandAbove = bids.reduce(0) { $0 + $1.quantity }
        var supplyBelow: Int64 = 0
        var bid = 0
        var ask = 0
        var found: [Candidate] = []
        while bid < bids.count || ask < asks.count {
            let price =
                bid == bids.count
                ? asks[ask].price
                : ask == asks.count
                    ? bids[bid].price : min(bids[bid].price, asks[ask].price)
            let demandBefore = demandAbove
            var supply = supplyBelow
            while bid < bids.count, bids[bid].price == price {
                demandAbove -= bids[bid].quantity
                bid += 1
            }
            while ask < asks.count, asks[ask].price == price {
                supply += asks[ask].quantity
                ask += 1
            }
            let volume = min(demandBefore, supply)
            // The third condition follows: the smaller side trades whole.
            if volume > 0, demandAbove <= volume, supplyBelow <= volume {
                found.append(
                    Candidate(
                        price: price, volume: volume, imbalance: abs(demandBefore - supply)))
            }
            supplyBelow = supply
        }
        return found
    }

    private struct Candidate {
        let price: Price
        let volume: Int64
        let imbalance: Int64

        func beats(_ other: Candidate) -> Bool {
            if volume != other.volume { return volume > other.volume }
            return imbalance < other.imbalance
        }
    }
}
