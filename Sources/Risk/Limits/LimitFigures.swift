public import Market
public import Wire

/// What a day's flow did under the limits that held, and what it does under others.
public struct LimitFigures: Hashable, Sendable {
    /// One side of the comparison.
    public struct Side: Hashable, Sendable {
        /// Instructions that passed, and that were refused by code, in the order of the codes.
        public var accepted: UInt64 = 0
        public var refused: [Refusals] = []
        /// The furthest any underlying came, at worst over all that works: shares, shares for 1 %, yuan a point.
        public var deltaShares: Int64 = 0
        public var gammaShares: Int64 = 0
        public var vegaYuan: Int64 = 0
        /// The furthest one contract, one underlying's direction and all contracts came, at worst, in contracts.
        public var positionPerContract: Int64 = 0
        public var positionPerDirection: Int64 = 0
        public var positionTotal: Int64 = 0
        /// The furthest one underlying's hedge came: shares bought less sold, or the mirror, orders under way counted as filled.
        public var hedgeShares: Int64 = 0

        /// Refusals over all codes.
        public var refusedTotal: UInt64 { refused.reduce(0) { $0 + $1.count } }
        /// Refusals with a code.
        public func refused(_ code: RefusalCode) -> UInt64 {
            refused.first { $0.code == code }?.count ?? 0
        }
    }

    /// Refusals with one code.
    public struct Refusals: Hashable, Sendable {
        public var code: RefusalCode
        public var count: UInt64

        public init(code: RefusalCode, count: UInt64) {
            self.code = code
            self.count = count
        }
    }

    /// One contract's time without the quote it had.
    public struct Loss: Hashable, Sendable {
        public var contract: ContractIndex
        public var lost: TimeSpan
        /// Quotes that had passed and are refused.
        public var refused: UInt64
    }

    public var old = Side()
    public var new = Side()
    /// Quotes that had passed and are refused, and the other way round.
    public var newlyRefused: UInt64 = 0
    public var newlyPassed: UInt64 = 0
    /// The same of orders in the underlyings.
    public var newlyRefusedHedges: UInt64 = 0
    public var newlyPassedHedges: UInt64 = 0
    /// Contracts that lose presence, by index.
    public var losses: [Loss] = []

    /// Presence lost over all contracts.
    public var lost: TimeSpan { losses.reduce(.zero) { $0 + $1.lost } }
}
