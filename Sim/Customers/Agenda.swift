import Market
import Wire

/// What is due when: a binary heap with a total order, so that ties never depend on chance.
struct Agenda: Sendable {
    /// At one instant the earlier case goes first: the world moves before anybody reacts.
    enum Matter: UInt8, Sendable {
        case underlyingTick
        case liquidityRefresh
        case limitOrderEnd
        case limitOrderArrival
        case uninformedTaker
        case informedTaker
        case request
    }

    struct Entry: Sendable {
        let time: SessionTime
        let matter: Matter
        /// An underlying, a contract or an order reference, after the matter.
        let subject: UInt64

        fileprivate func isBefore(_ other: Entry) -> Bool {
            if time != other.time { return time < other.time }
            if matter != other.matter { return matter.rawValue < other.matter.rawValue }
            return subject < other.subject
        }
    }

    private var heap: [Entry] = []

    init(capacity: Int) { heap.reserveCapacity(capacity) }

    var nextTime: SessionTime? { heap.first?.time }
    var count: Int { heap.count }

    mutating func add(_ matter: Matter, at time: SessionTime, subject: UInt64) {
        heap.append(Entry(time: time, matter: matter, subject: subject))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the first entry off if it is due at exactly this time.
    mutating func pop(at time: SessionTime) -> Entry? {
        guard let first = heap.first, first.time == time else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return first
    }

    /// Combined without regard to the heap's layout: entries are summed, not chained.
    func combine(into hasher: inout StateHasher) {
        var sum: UInt64 = 0
        for entry in heap {
            var one = StateHasher()
            one.combine(entry.time.nanoseconds)
            one.combine(UInt64(entry.matter.rawValue))
            one.combine(entry.subject)
            sum &+= one.value
        }
        hasher.combine(sum)
        hasher.combine(heap.count)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && heap[right].isBefore(heap[left]) ? right : left
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
