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

    /// The uncross price: most volume, then least left over at that price, then closest to `reference`, then lower.
    ///
    /// Between the levels every tick is a candidate, so an auction that many prices would satisfy ends at the
    /// reference itself. The tie-break below maximum volume is not in the public rule text (SSE-TR-03 `[M]`).
    /// - Returns: nil when no bid reaches an ask.
    public static func uncross(bids: [Level], asks: [Level], reference: Price) -> Outcome? {
        let bids = bids.filter { $0.quantity > 0 }
        let asks = asks.filter { $0.quantity > 0 }
        guard let highest = bids.map(\.price).max(), let lowest = asks.map(\.price).min(),
            lowest <= highest
        else { return nil }
        var best: Candidate?
        for price in candidates(bids, asks, from: lowest, to: highest, reference: reference) {
            let candidate = Candidate(price, bids: bids, asks: asks, reference: reference)
            guard let leader = best else {
                best = candidate
                continue
            }
            if candidate.beats(leader) { best = candidate }
        }
        return best.map { Outcome(price: $0.price, volume: $0.volume) }
    }

    /// Volume and imbalance only change at the levels and one tick beside them.
    private static func candidates(
        _ bids: [Level], _ asks: [Level], from lowest: Price, to highest: Price, reference: Price
    ) -> [Price] {
        let inside = [min(max(reference, lowest), highest)]
        let beside = (bids + asks).flatMap { level in
            [-1, 0, 1].map { Price(ticks: level.price.ticks + $0) }
        }
        return inside + beside.filter { $0 >= lowest && $0 <= highest }
    }

    private struct Candidate {
        let price: Price
        let volume: Int64
        let imbalance: Int64
        let distance: Int64

        init(_ price: Price, bids: [Level], asks: [Level], reference: Price) {
            let demand = bids.reduce(0) { $0 + ($1.price >= price ? $1.quantity : 0) }
            let supply = asks.reduce(0) { $0 + ($1.price <= price ? $1.quantity : 0) }
            self.price = price
            volume = min(demand, supply)
            imbalance = abs(demand - supply)
            distance = abs(price.ticks - reference.ticks)
        }

        func beats(_ other: Candidate) -> Bool {
            if volume != other.volume { return volume > other.volume }
            if imbalance != other.imbalance { return imbalance < other.imbalance }
            if distance != other.distance { return distance < other.distance }
            return price < other.price
        }
    }
}
