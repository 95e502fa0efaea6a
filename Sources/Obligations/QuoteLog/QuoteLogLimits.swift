import Market

/// The widest ask that counts, for every small bid: a spread table turned into one load and one compare.
///
/// Filled by asking `SpreadTable` itself, so that the two cannot differ; contracts with the same ladder
/// share a table. A bid beyond the bound is left to `SpreadTable`.
struct QuoteLogLimits: Sendable {
    /// Bids `0 ..< bound` are in the tables: 1.6384 yuan, above nearly every option's price.
    static let bound = 1 << 14

    private(set) var asks: ContiguousArray<Int32> = []
    private var starts: [Int: Int32] = [:]

    /// Where a contract's table begins in `asks`.
    mutating func start(for contract: Int, in table: SpreadTable, quantity: Quantity) -> Int32 {
        let ladder = table.ladder(of: contract)
        if let known = starts[ladder] { return known }
        let start = Int32(asks.count)
        starts[ladder] = start
        asks.reserveCapacity(asks.count + Self.bound)
        var last: Int64 = 0
        for bid in 0..<Int64(Self.bound) {
            last = Self.widestAsk(bid, near: last) { ask in
                table.verdict(
                    LiveQuote(
                        bid: Price(ticks: bid), bidRemaining: quantity,
                        ask: Price(ticks: ask), askRemaining: quantity), of: contract) == .valid
            }
            asks.append(Int32(last))
        }
        return start
    }

    /// The largest ask above the bid that counts, 0 if none does; a wider spread never counts more.
    private static func widestAsk(_ bid: Int64, near guess: Int64, _ counts: (Int64) -> Bool)
        -> Int64
    {
        guard counts(bid + 1) else { return 0 }
        var low = bid + 1
        var high = Int64(Int32.max) + 1
        var step: Int64 = 2
        var next = max(low + 1, guess)
        while next < high {
            guard counts(next) else {
                high = next
                break
            }
            low = next
            next += step
            step *= 2
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if counts(middle) { low = middle } else { high = middle }
        }
        return low
    }
}
