/// One side of one contract's book: a window of consecutive ticks that holds the best price, and the far
/// levels below it.
///
/// Prices are ranks (see `BookNode.rank`), so both sides run the same code with the best on top. What always
/// holds: the best level is inside the window; far levels lie below it; an empty window is an empty side;
/// an unoccupied level is all zero. The pointers are the ladder's own, made by `init`, ended by `free`;
/// `BookQueues`, which cannot be copied, is the only owner.
struct BookLadder: BitwiseCopyable {
    /// Of the best level; `.min` with nobody here.
    private(set) var bestRank = Int64.min
    /// The rank of the window's first level.
    private(set) var base: Int64 = 0
    /// In ticks: a power of two from 64 to 4 096.
    private(set) var width: Int
    private(set) var levels: UnsafeMutablePointer<PriceLevel>
    /// Occupied levels, a bit each; unused in the narrowest window, whose only word is `summary` itself.
    private var words: UnsafeMutablePointer<UInt64>
    /// A bit for each word that is not zero.
    private var summary: UInt64 = 0
    private var far: UnsafeMutablePointer<BookFarLevels>
    /// Whether the window is this ladder's to free: the first one lies in a piece with its neighbours'.
    /// With it a ladder is a cache line.
    private var ownsWindow: Bool
    private var unused: (UInt8, UInt16, UInt32) = (0, 0, 0)

    static let widthMin = 64
    static let widthMax = 4_096
    /// Ranks stay so far from the ends of Int64 that a window never overflows.
    static let rankMax: Int64 = 1 << 60

    private static let levelBytes =
        MemoryLayout<PriceLevel>.stride + MemoryLayout<Int64>.stride

    /// Bytes of a first window.
    static var firstWindowBytes: Int { bytes(widthMin) }

    /// - Parameter window: `firstWindowBytes` of zeroes that outlive the ladder.
    init(window: UnsafeMutableRawPointer) {
        width = Self.widthMin
        (levels, words) = Self.parts(of: window, width)
        ownsWindow = false
        far = .allocate(capacity: 1)
        far.initialize(to: BookFarLevels())
    }

    /// A ladder of its own with the same levels.
    init(copying other: BookLadder) {
        self = other
        (levels, words) = Self.storage(width)
        ownsWindow = true
        UnsafeMutableRawPointer(levels).copyMemory(
            from: other.levels, byteCount: Self.bytes(width))
        far = .allocate(capacity: 1)
        far.initialize(to: other.far.pointee)
    }

    func free() {
        if ownsWindow { UnsafeMutableRawPointer(levels).deallocate() }
        far.deinitialize(count: 1)
        far.deallocate()
    }

    /// What of each level is the maker's.
    private var makerTotals: UnsafeMutablePointer<Int64> {
        UnsafeMutableRawPointer(levels + width).assumingMemoryBound(to: Int64.self)
    }

    var isEmpty: Bool { bestRank == .min }

    /// The best level, which the window always holds; only of a side that is not empty.
    @inline(__always)
    var best: UnsafeMutablePointer<PriceLevel> { levels + Int(bestRank &- base) }

    /// The level of `rank` when the window has it.
    @inline(__always)
    func windowLevel(_ rank: Int64) -> UnsafeMutablePointer<PriceLevel>? {
        let offset = UInt64(bitPattern: rank &- base)
        return offset < UInt64(width) ? levels + Int(offset) : nil
    }

    /// A level of the window has got its first order.
    @inline(__always)
    mutating func occupy(_ rank: Int64) {
        let offset = UInt64(bitPattern: rank &- base)
        if width == Self.widthMin {
            summary |= 1 &<< offset
        } else {
            words[Int(offset &>> 6)] |= 1 &<< (offset & 63)
            summary |= 1 &<< (offset &>> 6)
        }
        if rank > bestRank { bestRank = rank }
    }

    /// A level of the window has lost its last order.
    @inline(__always)
    mutating func vacate(_ rank: Int64) {
        let offset = UInt64(bitPattern: rank &- base)
        if width == Self.widthMin {
            summary &= ~(1 &<< offset)
        } else {
            let word = words[Int(offset &>> 6)] & ~(1 &<< (offset & 63))
            words[Int(offset &>> 6)] = word
            if word == 0 { summary &= ~(1 &<< (offset &>> 6)) }
        }
        if rank == bestRank { findBest() }
    }

    @inline(__always)
    private mutating func findBest() {
        guard summary != 0 else { return descend() }
        let top = 63 - summary.leadingZeroBitCount
        if width == Self.widthMin {
            bestRank = base &+ Int64(top)
        } else {
            bestRank = base &+ Int64(top << 6 | (63 - words[top].leadingZeroBitCount))
        }
    }

    // MARK: Levels anywhere

    /// Changes the maker's part of a level.
    mutating func changeMakerTotal(_ rank: Int64, by quantity: Int64) {
        if windowLevel(rank) != nil {
            makerTotals[Int(rank - base)] += quantity
        } else if let position = far.pointee.position(of: rank) {
            far.pointee[position].makerTotal += quantity
        }
    }

    /// Lets `body` change a far level, made if there was none; one left without orders goes.
    @inline(never)
    mutating func changeFar(_ rank: Int64, _ body: (inout PriceLevel) -> Void) {
        let position = far.pointee.positionMade(of: rank)
        body(&far.pointee[position].level)
        if far.pointee[position].level.head == 0 { far.pointee.remove(at: position) }
    }

    /// Calls `body` with rank, level and the maker's part of it, best first, until it answers false.
    func forEachLevel(_ body: (Int64, PriceLevel, Int64) -> Bool) {
        for word in stride(from: width / 64 - 1, through: 0, by: -1) {
            var bits = width == Self.widthMin ? summary : words[word]
            while bits != 0 {
                let bit = 63 - bits.leadingZeroBitCount
                bits &= ~(1 << UInt64(bit))
                let offset = word << 6 | bit
                guard body(base + Int64(offset), levels[offset], makerTotals[offset]) else {
                    return
                }
            }
        }
        far.pointee.descend { body($0.rank, $0.level, $0.makerTotal) }
    }
}

// MARK: Moving the window

extension BookLadder {
    /// Where the window starts when `rank` is the best: most of it behind, some of it ahead.
    private static func base(under rank: Int64, width: Int) -> Int64 {
        rank - Int64(width - width / 4)
    }

    /// Makes room in the window for an order at a rank outside it; false when it belongs to the far levels.
    @inline(never)
    mutating func reach(_ rank: Int64) -> Bool {
        precondition(abs(rank) <= Self.rankMax, "a price beyond every market")
        if isEmpty {
            base = Self.base(under: rank, width: width)
            return true
        }
        if rank > base {
            raise(to: Self.base(under: rank, width: width))
            return true
        }
        let ideal = Self.base(under: bestRank, width: width)
        if rank >= ideal, base - ideal >= Int64(width / 8) {
            lower(to: ideal)
            return true
        }
        // A side that keeps several levels just out of the window deserves a wider one.
        if width < Self.widthMax, far.pointee.count >= width / 16,
            rank >= Self.base(under: bestRank, width: width * 2)
        {
            widen()
            return true
        }
        return false
    }

    /// The best level went and took the window's last with it: the far ones come up.
    @inline(never)
    private mutating func descend() {
        bestRank = far.pointee.highest
        guard bestRank != .min else { return }
        base = Self.base(under: bestRank, width: width)
        pullUp()
    }

    private mutating func raise(to newBase: Int64) {
        let step = newBase - base
        let leaving = Int(min(step, Int64(width)))
        for offset in 0..<leaving where levels[offset].head != 0 {
            far.pointee.append(
                BookFarLevels.Entry(
                    rank: base + Int64(offset), level: levels[offset],
                    makerTotal: makerTotals[offset]))
        }
        let staying = width - leaving
        levels.update(from: levels + leaving, count: staying)
        (levels + staying).update(repeating: PriceLevel(), count: leaving)
        makerTotals.update(from: makerTotals + leaving, count: staying)
        (makerTotals + staying).update(repeating: 0, count: leaving)
        base = newBase
        recount()
    }

    private mutating func lower(to newBase: Int64) {
        let step = Int(base - newBase)
        let staying = width - step
        (levels + step).update(from: levels, count: staying)
        levels.update(repeating: PriceLevel(), count: step)
        (makerTotals + step).update(from: makerTotals, count: staying)
        makerTotals.update(repeating: 0, count: step)
        base = newBase
        recount()
        pullUp()
    }

    /// A window of at least so many ticks, as far as windows go.
    mutating func reserve(_ ticks: Int) {
        while width < min(ticks, Self.widthMax) { widen() }
    }

    private mutating func widen() {
        let old = self
        width *= 2
        guard !isEmpty else {
            (levels, words) = Self.storage(width)
            if old.ownsWindow { UnsafeMutableRawPointer(old.levels).deallocate() }
            ownsWindow = true
            return
        }
        (levels, words) = Self.storage(width)
        base = Self.base(under: bestRank, width: width)
        let shift = Int(old.base - base)
        // What would end up beyond the top is above the best, and empty.
        let count = min(old.width, width - shift)
        (levels + shift).update(from: old.levels, count: count)
        (makerTotals + shift).update(from: old.makerTotals, count: count)
        if old.ownsWindow { UnsafeMutableRawPointer(old.levels).deallocate() }
        ownsWindow = true
        recount()
        pullUp()
    }

    /// Takes the far levels that the window has come to cover.
    private mutating func pullUp() {
        while far.pointee.highest >= base {
            let entry = far.pointee.removeHighest()
            let offset = Int(entry.rank - base)
            levels[offset] = entry.level
            makerTotals[offset] = entry.makerTotal
            occupy(entry.rank)
        }
    }

    private mutating func recount() {
        summary = 0
        for word in 0..<width / 64 {
            var bits: UInt64 = 0
            for bit in 0..<64 where levels[word << 6 | bit].head != 0 { bits |= 1 << UInt64(bit) }
            if width == Self.widthMin {
                summary = bits
            } else {
                words[word] = bits
                if bits != 0 { summary |= 1 << UInt64(word) }
            }
        }
    }

    /// Levels, the maker's parts, then the words, in one zeroed piece.
    private static func storage(
        _ width: Int
    ) -> (UnsafeMutablePointer<PriceLevel>, UnsafeMutablePointer<UInt64>) {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes(width), alignment: 64)
        raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes(width))
        return parts(of: raw, width)
    }

    private static func parts(
        of window: UnsafeMutableRawPointer, _ width: Int
    ) -> (UnsafeMutablePointer<PriceLevel>, UnsafeMutablePointer<UInt64>) {
        (
            window.bindMemory(to: PriceLevel.self, capacity: width),
            (window + width * levelBytes).assumingMemoryBound(to: UInt64.self)
        )
    }

    /// The narrowest window has no words.
    private static func bytes(_ width: Int) -> Int {
        width * levelBytes + (width == widthMin ? 0 : width / 8)
    }
}
