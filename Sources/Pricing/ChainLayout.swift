public import Market

/// One underlying's contracts in pricing order: by expiry, then strike, call before put.
///
/// A contract's place in this order is its *chain position*; every array of the chain is indexed by it.
public struct ChainLayout: Sendable, Equatable {
    /// A strike with its call and put; an absent twin has the position `count`, one past the last.
    public struct Pair: Sendable, Hashable {
        public let strike: Price
        public let call: Int
        public let put: Int
    }

    /// One expiry's days, and where its pairs stand.
    public struct Expiry: Sendable, Hashable {
        public let day: TradingDay
        public let daysToExpiry: Int32
        public let pairs: Range<Int>
    }

    public let underlying: UnderlyingIndex
    /// The contract at each chain position.
    public let contracts: [ContractIndex]
    public let pairs: [Pair]
    public let expiries: [Expiry]
    /// The expiry's rank in `expiries` for each chain position.
    public let expiryOfPosition: [Int]

    /// Contracts in the chain.
    public var count: Int { contracts.count }

    public init(of underlying: UnderlyingIndex, in directory: InstrumentDirectory) {
        let ordered = directory.contracts.filter { $0.underlying == underlying }
            .sorted(by: ChainLayout.precedes)
        var pairs: [Pair] = []
        var expiries: [Expiry] = []
        var expiryOfPosition: [Int] = []
        var position = 0
        while position < ordered.count {
            let first = ordered[position]
            if expiries.last?.day != first.expiry {
                expiries.append(
                    Expiry(
                        day: first.expiry, daysToExpiry: first.daysToExpiry,
                        pairs: pairs.count..<pairs.count))
            }
            let hasTwin =
                position + 1 < ordered.count && first.type == .call
                && ChainLayout.areTwins(first, ordered[position + 1])
            let absent = ordered.count
            pairs.append(
                Pair(
                    strike: first.strike, call: first.type == .call ? position : absent,
                    put: first.type == .put ? position : hasTwin ? position + 1 : absent))
            let taken = hasTwin ? 2 : 1
            expiryOfPosition += Array(repeating: expiries.count - 1, count: taken)
            position += taken
            let open = expiries[expiries.count - 1]
            expiries[expiries.count - 1] = Expiry(
                day: open.day, daysToExpiry: open.daysToExpiry,
                pairs: open.pairs.lowerBound..<pairs.count)
        }
        self.underlying = underlying
        contracts = ordered.map(\.index)
        self.pairs = pairs
        self.expiries = expiries
        self.expiryOfPosition = expiryOfPosition
    }

    private static func precedes(_ a: OptionContract, _ b: OptionContract) -> Bool {
        if a.expiry != b.expiry { return a.expiry < b.expiry }
        if a.strike != b.strike { return a.strike < b.strike }
        // An adjusted and a standard contract can share a strike (SSE-TR-10).
        if a.isAdjusted != b.isAdjusted { return b.isAdjusted }
        if a.unit != b.unit { return a.unit < b.unit }
        if a.type != b.type { return a.type == .call }
        return a.index < b.index
    }

    private static func areTwins(_ a: OptionContract, _ b: OptionContract) -> Bool {
        b.type == .put && a.expiry == b.expiry && a.strike == b.strike && a.unit == b.unit
            && a.isAdjusted == b.isAdjusted
    }
}
