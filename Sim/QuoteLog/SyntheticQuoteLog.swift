/// A made-up quote log of one market maker, the same to the bit on every machine: for measurements and tests
/// of whatever reads quote logs.
///
/// Integer arithmetic only. Each number is the splitmix64 finaliser of seed + (contract << 40) + (event << 3) + k.
/// Most quotes are valid under `maximumSpread` and ten contracts a side; 6 % are too wide, 4 % a side too
/// small, some one-sided or withdrawn for up to twenty seconds.
public struct SyntheticQuoteLog: Sendable {
    /// A quote from `time` on; price 0 = no such side.
    public struct Row: Hashable, Sendable, BitwiseCopyable {
        /// Nanoseconds since the session's start.
        public var time: Int64
        public var contract: Int32
        public var bid: Int32
        public var bidQuantity: Int32
        public var ask: Int32
        public var askQuantity: Int32
    }

    public var seed: UInt64
    public var contracts: Int
    public var seconds: Int64

    public init(seed: UInt64 = 20_240_611, contracts: Int = 200, seconds: Int64 = 14_400) {
        self.seed = seed
        self.contracts = contracts
        self.seconds = seconds
    }

    /// The session's end in nanoseconds.
    public var end: Int64 { seconds * 1_000_000_000 }

    /// The widest spread the rule of the log allows, in ticks, by the price.
    public static func maximumSpread(_ price: Int64) -> Int64 {
        price < 200 ? 20 : price < 500 ? 40 : price < 1_000 ? 80 : price < 2_000 ? 120 : 200
    }

    /// Gives every row in order of time, then contract; what is kept is one row a contract.
    public func forEachRow(_ body: (Row) throws -> Void) rethrows {
        var streams = (0..<contracts).map { Stream(seed: seed, contract: Int32($0)) }
        let end = end
        var heap = Array(streams.indices)
        func isBefore(_ a: Int, _ b: Int) -> Bool {
            let (first, second) = (streams[a].row, streams[b].row)
            return first.time != second.time
                ? first.time < second.time : first.contract < second.contract
        }
        func sink(from position: Int) {
            var parent = position
            while true {
                var least = 2 * parent + 1
                guard least < heap.count else { return }
                if least + 1 < heap.count, isBefore(heap[least + 1], heap[least]) { least += 1 }
                guard isBefore(heap[least], heap[parent]) else { return }
                heap.swapAt(least, parent)
                parent = least
            }
        }
        for position in heap.indices.reversed() { sink(from: position) }
        while let first = heap.first, streams[first].row.time < end {
            try body(streams[first].row)
            streams[first].advance()
            sink(from: 0)
        }
    }

    /// One contract's rows, one after the other.
    private struct Stream {
        let base: UInt64
        let start: Int64
        var walk: Int64 = 0
        var event: UInt64 = 0
        var pause: Int64 = 0
        var row: Row

        init(seed: UInt64, contract: Int32) {
            base = seed &+ (UInt64(contract) << 40)
            start = 30 + Int64(Self.mixed(base &+ (1 << 33)) % 3_000)
            row = Row(time: 0, contract: contract, bid: 0, bidQuantity: 0, ask: 0, askQuantity: 0)
            advance()
        }

        mutating func advance() {
            func hash(_ k: UInt64) -> UInt64 { Self.mixed(base &+ (event << 3) &+ k) }
            row.time += 1_000_000 + Int64(hash(0) % 578_000_000) + pause
            walk += Int64(hash(1) % 3) - 1
            let middle = max(4, start + walk)
            let limit = SyntheticQuoteLog.maximumSpread(middle)
            let part = 1 + Int64(hash(2) % UInt64(limit))
            let spread = hash(3) % 100 < 6 ? limit + part : part
            let bid = max(1, middle - spread / 2)
            let (sizes, smalls) = (hash(4), hash(5))
            let kind = hash(6) % 1_000
            pause = kind < 2 ? Int64(hash(7) % 20_000_000_000) : 0
            row.bid = Int32(truncatingIfNeeded: bid)
            row.ask = Int32(truncatingIfNeeded: bid + spread)
            row.bidQuantity = Self.size(sizes, isSmall: smalls % 100 < 4)
            row.askQuantity = Self.size(sizes >> 32, isSmall: (smalls >> 32) % 100 < 4)
            if kind < 17 { (row.bid, row.bidQuantity) = (0, 0) }
            if kind < 2 || 17..<32 ~= kind { (row.ask, row.askQuantity) = (0, 0) }
            event += 1
        }

        private static func size(_ random: UInt64, isSmall: Bool) -> Int32 {
            Int32(truncatingIfNeeded: isSmall ? random % 10 : 10 + random % 50)
        }

        private static func mixed(_ value: UInt64) -> UInt64 {
            var mixed = value &+ 0x9E37_79B9_7F4A_7C15
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
