import CPrefetch

/// Price-time priority over any number of contracts: two ladders each, one pool of orders for all.
///
/// It knows prices, quantities and who came first; what an order means is for those who hold the slots.
/// Nothing is allocated for a message: slots are used again, and pool and windows only grow.
/// The memory behind the pointers is this value's alone; it cannot be copied, only `init(copying:)`.
struct BookQueues: ~Copyable {
    private var nodes: UnsafeMutablePointer<BookNode>
    private var capacity: Int
    /// Slots ever taken, slot 0 included; above them the pool is untouched.
    private var usedSlots = 1
    /// Head of the list of slots given back.
    private var freeSlot: UInt32 = 0
    private let ladders: UnsafeMutablePointer<BookLadder>
    private let ladderCount: Int
    /// The ladders' first windows.
    private let windows: UnsafeMutableRawPointer
    /// Orders resting now.
    private(set) var count = 0

    init(contracts: Int, orderCapacity: Int = 64) {
        precondition(contracts > 0 && contracts <= 1 << 30)
        capacity = max(2, orderCapacity + 1)
        nodes = BookMemory.allocate(capacity, of: BookNode.self)
        nodes.initialize(
            to: BookNode(
                id: 0, rank: 0, next: 0, previous: 0, remaining: 0,
                place: BookNode.Place(ladder: 0, isMaker: false)))
        ladderCount = contracts * 2
        ladders = BookMemory.allocate(ladderCount, of: BookLadder.self)
        let stride = BookLadder.firstWindowBytes
        windows = BookMemory.allocate(ladderCount * stride)
        windows.initializeMemory(as: UInt8.self, repeating: 0, count: ladderCount * stride)
        for ladder in 0..<ladderCount {
            (ladders + ladder).initialize(to: BookLadder(window: windows + ladder * stride))
        }
    }

    /// Widens empty windows to so many ticks, as far as windows go.
    mutating func reserveLevels(_ ticks: Int) {
        for ladder in 0..<ladderCount { ladders[ladder].reserve(ticks) }
    }

    init(copying other: borrowing BookQueues) {
        capacity = other.capacity
        usedSlots = other.usedSlots
        freeSlot = other.freeSlot
        count = other.count
        nodes = BookMemory.allocate(capacity, of: BookNode.self)
        nodes.initialize(from: other.nodes, count: usedSlots)
        ladderCount = other.ladderCount
        ladders = BookMemory.allocate(ladderCount, of: BookLadder.self)
        // Its ladders have windows of their own.
        windows = BookMemory.allocate(1)
        for ladder in 0..<ladderCount {
            (ladders + ladder).initialize(to: BookLadder(copying: other.ladders[ladder]))
        }
    }

    deinit {
        for ladder in 0..<ladderCount { ladders[ladder].free() }
        UnsafeMutableRawPointer(ladders).deallocate()
        windows.deallocate()
        nodes.deallocate()
    }

    /// The ladder of one side of a contract.
    @inline(__always)
    static func ladder(_ contract: Int, isAsk: Bool) -> Int { contract * 2 + (isAsk ? 1 : 0) }

    /// A price as the ladder ranks it, and a rank as a price: negated for asks.
    @inline(__always)
    static func rank(_ price: Int64, on ladder: Int) -> Int64 {
        let mask = 0 &- Int64(ladder & 1)
        return (price ^ mask) &- mask
    }

    @inline(__always)
    func node(_ slot: UInt32) -> BookNode { nodes[Int(slot)] }

    func bestRank(_ ladder: Int) -> Int64 { ladders[ladder].bestRank }

    /// The first order at the best price; 0 with nobody there.
    func bestSlot(_ ladder: Int) -> UInt32 {
        ladders[ladder].isEmpty ? 0 : ladders[ladder].best.pointee.head
    }

    /// Rests an order behind those of its price and returns its slot.
    @inline(__always)
    mutating func add(
        _ ladder: Int, rank: Int64, remaining: Int32, id: UInt64, isMaker: Bool = false
    ) -> UInt32 {
        let slot = takeSlot()
        nodes[Int(slot)] = BookNode(
            id: id, rank: rank, next: 0, previous: 0, remaining: remaining,
            place: BookNode.Place(ladder: ladder, isMaker: isMaker))
        count &+= 1
        let side = ladders + ladder
        if let level = side.pointee.windowLevel(rank) {
            if link(slot, remaining, &level.pointee) { side.pointee.occupy(rank) }
        } else {
            addOutside(slot, side)
        }
        if isMaker { side.pointee.changeMakerTotal(rank, by: Int64(remaining)) }
        return slot
    }

    /// Takes a resting order off.
    @inline(__always)
    mutating func remove(_ slot: UInt32) {
        let node = nodes[Int(slot)]
        let side = ladders + node.place.ladder
        if node.place.isMaker {
            side.pointee.changeMakerTotal(node.rank, by: -Int64(node.remaining))
        }
        if let level = side.pointee.windowLevel(node.rank) {
            unlink(node, &level.pointee)
            if level.pointee.head == 0 { side.pointee.vacate(node.rank) }
        } else {
            removeFar(node, side)
        }
        release(slot)
    }

    /// Takes `quantity` off a resting order; nothing left frees its slot.
    mutating func fill(_ slot: UInt32, _ quantity: Int32) {
        let node = nodes[Int(slot)]
        guard quantity < node.remaining else { return remove(slot) }
        nodes[Int(slot)].remaining -= quantity
        let side = ladders + node.place.ladder
        if node.place.isMaker {
            side.pointee.changeMakerTotal(node.rank, by: -Int64(quantity))
        }
        if let level = side.pointee.windowLevel(node.rank) {
            level.pointee.total -= Int64(quantity)
        } else {
            side.pointee.changeFar(node.rank) { $0.total -= Int64(quantity) }
        }
    }

    /// Trades an incoming order against the other side at the resting prices until one of them runs out.
    ///
    /// - Parameter traded: gets the price, the quantity, the resting order as it is after the trade, and
    ///   its slot. It must not touch the queues.
    @inline(__always)
    mutating func match(
        _ ladder: Int, rank: Int64, remaining: inout Int32,
        _ traded: (_ price: Int64, _ quantity: Int32, _ resting: BookNode, _ slot: UInt32) -> Void
    ) {
        let opposite = ladder ^ 1
        let side = ladders + opposite
        let limit = 0 &- rank
        while side.pointee.bestRank >= limit, remaining > 0 {
            let best = side.pointee.bestRank
            let price = Self.rank(best, on: opposite)
            let level = side.pointee.best
            var slot = level.pointee.head
            var makerQuantity: Int64 = 0
            var total = level.pointee.total
            repeat {
                let node = nodes + Int(slot)
                let quantity = min(remaining, node.pointee.remaining)
                remaining &-= quantity
                node.pointee.remaining &-= quantity
                total &-= Int64(quantity)
                if node.pointee.place.isMaker { makerQuantity &+= Int64(quantity) }
                traded(price, quantity, node.pointee, slot)
                if node.pointee.remaining > 0 { break }
                let next = node.pointee.next
                release(slot)
                slot = next
            } while slot != 0 && remaining > 0
            level.pointee.head = slot
            level.pointee.total = total
            if makerQuantity != 0 {
                side.pointee.changeMakerTotal(best, by: -makerQuantity)
            }
            if slot == 0 {
                level.pointee.tail = 0
                side.pointee.vacate(best)
            } else {
                nodes[Int(slot)].previous = 0
            }
        }
    }

    func forEachLadder(_ body: (Int) -> Void) { for ladder in 0..<ladderCount { body(ladder) } }

    /// Calls `body` with price, total, the maker's part and first order of each level, best first, until
    /// it answers false.
    func forEachLevel(
        _ ladder: Int, _ body: (_ price: Int64, _ level: PriceLevel, _ makers: Int64) -> Bool
    ) {
        ladders[ladder].forEachLevel { body(Self.rank($0, on: ladder), $1, $2) }
    }

    // MARK: Looking ahead. Hints for a message that comes later; what they read may change until then.

    @inline(__always)
    func prefetchLadders(_ ladder: Int) {
        obl_prefetch(ladders + ladder)
        obl_prefetch(ladders + (ladder ^ 1))
    }

    @inline(__always)
    func prefetchNode(_ slot: UInt32) { obl_prefetch(nodes + Int(slot)) }

    /// The level that an order entering at `rank` would go to, and the one that it would trade with.
    @inline(__always)
    func prefetchLevels(_ ladder: Int, rank: Int64) {
        let own = ladders + ladder
        if let level = own.pointee.windowLevel(rank) { obl_prefetch(level) }
        let other = ladders + (ladder ^ 1)
        if other.pointee.bestRank >= 0 &- rank { obl_prefetch(other.pointee.best) }
    }

    /// The orders that one entering at `rank` would stand behind or trade with.
    @inline(__always)
    func prefetchNeighbours(_ ladder: Int, rank: Int64) {
        let own = ladders + ladder
        if let level = own.pointee.windowLevel(rank) { prefetchNode(level.pointee.tail) }
        let other = ladders + (ladder ^ 1)
        if other.pointee.bestRank >= 0 &- rank { prefetchNode(other.pointee.best.pointee.head) }
    }

    /// The level of a resting order and its neighbours in the queue.
    @inline(__always)
    func prefetchQueue(_ slot: UInt32) {
        let node = nodes[Int(slot)]
        if let level = (ladders + node.place.ladder).pointee.windowLevel(node.rank) {
            obl_prefetch(level)
        }
        prefetchNode(node.next)
        prefetchNode(node.previous)
    }

    /// Puts the order at the end of the queue; true when it is the level's first.
    @inline(__always)
    private func link(_ slot: UInt32, _ remaining: Int32, _ level: inout PriceLevel) -> Bool {
        let tail = level.tail
        level.tail = slot
        level.total &+= Int64(remaining)
        guard tail != 0 else {
            level.head = slot
            return true
        }
        nodes[Int(slot)].previous = tail
        nodes[Int(tail)].next = slot
        return false
    }

    /// Takes the order out of its queue. Slot 0 takes what has no neighbour to go to.
    @inline(__always)
    private func unlink(_ node: BookNode, _ level: inout PriceLevel) {
        nodes[Int(node.next)].previous = node.previous
        nodes[Int(node.previous)].next = node.next
        level.head = node.previous == 0 ? node.next : level.head
        level.tail = node.next == 0 ? node.previous : level.tail
        level.total &-= Int64(node.remaining)
    }

    @inline(never)
    private func addOutside(_ slot: UInt32, _ side: UnsafeMutablePointer<BookLadder>) {
        let node = nodes[Int(slot)]
        if side.pointee.reach(node.rank), let level = side.pointee.windowLevel(node.rank) {
            if link(slot, node.remaining, &level.pointee) { side.pointee.occupy(node.rank) }
        } else {
            side.pointee.changeFar(node.rank) { _ = link(slot, node.remaining, &$0) }
        }
    }

    @inline(never)
    private func removeFar(_ node: BookNode, _ side: UnsafeMutablePointer<BookLadder>) {
        side.pointee.changeFar(node.rank) { unlink(node, &$0) }
    }

    @inline(__always)
    private mutating func takeSlot() -> UInt32 {
        let slot = freeSlot
        guard slot == 0 else {
            freeSlot = nodes[Int(slot)].next
            return slot
        }
        if usedSlots == capacity { grow() }
        usedSlots &+= 1
        return UInt32(truncatingIfNeeded: usedSlots &- 1)
    }

    @inline(__always)
    private mutating func release(_ slot: UInt32) {
        nodes[Int(slot)].next = freeSlot
        freeSlot = slot
        count &-= 1
    }

    @inline(never)
    private mutating func grow() {
        precondition(capacity < 1 << 30, "a billion resting orders")
        let wider = BookMemory.allocate(capacity * 2, of: BookNode.self)
        wider.moveInitialize(from: nodes, count: usedSlots)
        nodes.deallocate()
        nodes = wider
        capacity *= 2
    }
}
