/// What matching must touch of a resting order: half a cache line, linked into the queue of its price.
struct BookNode: BitwiseCopyable {
    var id: UInt64
    /// The price as its side ranks it: higher is better. A bid's price, an ask's price negated.
    var rank: Int64
    var next: UInt32
    var previous: UInt32
    var remaining: Int32
    var place: Place

    /// Slots count from 1: slot 0 lies under every list and is never an order.
    static let none: Int32 = 0

    /// On which ladder an order rests, and whether it is the maker's.
    struct Place: BitwiseCopyable {
        private let bits: UInt32

        init(ladder: Int, isMaker: Bool) {
            bits = UInt32(ladder) << 1 | (isMaker ? 1 : 0)
        }

        var ladder: Int { Int(bits >> 1) }
        var isMaker: Bool { bits & 1 != 0 }
    }
}

/// All orders of one side at one price, first come first served; no order, all zero.
struct PriceLevel: BitwiseCopyable {
    var head: UInt32 = 0
    var tail: UInt32 = 0
    var total: Int64 = 0
}
