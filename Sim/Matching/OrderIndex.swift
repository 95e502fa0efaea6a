import CPrefetch

/// The slot in which an order rests, by the order's own number.
///
/// Small numbers are a plain table; large ones, which may be anything up to 64 bits, an open-addressed one.
/// Slot 0 means: not resting. The memory behind the pointers is this value's alone.
struct OrderIndex: ~Copyable {
    private struct Entry: BitwiseCopyable {
        var order: UInt64
        var slot: UInt32
    }

    /// Orders below this have a place of their own, at most 64 MiB of them.
    private static let directMax: UInt64 = 1 << 24

    private var direct: UnsafeMutablePointer<UInt32>
    private var directCount: UInt64
    private var sparse: [Entry] = []
    private var sparseCount = 0

    init(directCount: Int = 1 << 10) {
        self.directCount = min(Self.directMax, UInt64(max(1, directCount)))
        direct = BookMemory.allocate(Int(self.directCount), of: UInt32.self)
        direct.initialize(repeating: 0, count: Int(self.directCount))
    }

    deinit { direct.deallocate() }

    @inline(__always)
    subscript(order: UInt64) -> UInt32 {
        get { order < directCount ? direct[Int(order)] : sparseSlot(order) }
        set {
            if order < directCount {
                direct[Int(order)] = newValue
            } else {
                store(newValue, order)
            }
        }
    }

    /// A hint that the order will be asked for.
    @inline(__always)
    func prefetch(_ order: UInt64) {
        if order < directCount { obl_prefetch(direct + Int(order)) }
    }

    /// The slot if a look into the plain table tells it; 0 if not.
    @inline(__always)
    func glimpse(_ order: UInt64) -> UInt32 { order < directCount ? direct[Int(order)] : 0 }

    @inline(never)
    private func sparseSlot(_ order: UInt64) -> UInt32 {
        guard !sparse.isEmpty else { return 0 }
        return sparse[position(order)].slot
    }

    @inline(never)
    private mutating func store(_ slot: UInt32, _ order: UInt64) {
        if order < Self.directMax {
            if slot == 0 { return }
            growDirect(order)
            direct[Int(order)] = slot
        } else if slot == 0 {
            if !sparse.isEmpty { removeSparse(order) }
        } else {
            if (sparseCount + 1) * 2 > sparse.count { growSparse() }
            let position = position(order)
            if sparse[position].slot == 0 { sparseCount += 1 }
            sparse[position] = Entry(order: order, slot: slot)
        }
    }

    private mutating func growDirect(_ order: UInt64) {
        var wanted = directCount
        while wanted <= order { wanted = min(Self.directMax, wanted * 2) }
        let wider = BookMemory.allocate(Int(wanted), of: UInt32.self)
        wider.initialize(repeating: 0, count: Int(wanted))
        wider.update(from: direct, count: Int(directCount))
        direct.deallocate()
        direct = wider
        directCount = wanted
    }

    private mutating func growSparse() {
        let old = sparse
        sparse = Array(
            repeating: Entry(order: 0, slot: 0), count: Swift.max(1_024, old.count * 2))
        for entry in old where entry.slot != 0 { sparse[position(entry.order)] = entry }
    }

    /// Where the order is, or the free place where it would go.
    private func position(_ order: UInt64) -> Int {
        let mask = sparse.count - 1
        var position = home(order)
        while sparse[position].slot != 0, sparse[position].order != order {
            position = (position + 1) & mask
        }
        return position
    }

    private func home(_ order: UInt64) -> Int {
        let mixed = (order ^ (order >> 32)) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: mixed >> 20) & (sparse.count - 1)
    }

    /// Takes the order out and moves up those behind it that its place would hide.
    private mutating func removeSparse(_ order: UInt64) {
        let mask = sparse.count - 1
        var hole = position(order)
        guard sparse[hole].slot != 0 else { return }
        sparseCount -= 1
        var next = (hole + 1) & mask
        while sparse[next].slot != 0 {
            let distance = (next &- home(sparse[next].order)) & mask
            if distance >= (next &- hole) & mask {
                sparse[hole] = sparse[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        sparse[hole].slot = 0
    }
}
