import Market
import Wire

/// Orders that a soft limit refused and a person may let pass, until their time is over (H27b).
struct ReviewQueue: Sendable {
    static let countMax = 32
    /// What says "unusual", not "impossible": a person may know better.
    static let softCodes: [RefusalCode] = [.priceCollar, .orderQuantityLimit, .orderValueLimit]

    struct Held: Sendable {
        let entry: OrderInstructions.Entry
        let context: InstructionContext
        let code: RefusalCode
        /// How far it was beyond the limit when it was held: further than that a release does not reach.
        let excess: UInt64
        let until: SessionTime
    }

    private(set) var orders: [Held] = []

    /// When the first one's time is over.
    var deadline: SessionTime? { orders.map(\.until).min() }

    /// False when the queue is full: then it is refused as it stands.
    mutating func hold(
        _ entry: OrderInstructions.Entry, _ context: InstructionContext, code: RefusalCode,
        excess: UInt64, until: SessionTime
    ) -> Bool {
        guard orders.count < Self.countMax else { return false }
        orders.append(
            Held(entry: entry, context: context, code: code, excess: excess, until: until))
        return true
    }

    mutating func take(_ contract: UInt32, id: UInt64) -> Held? {
        let place = orders.firstIndex {
            $0.entry.contract.value == contract && $0.entry.clientID.value == id
        }
        return place.map { orders.remove(at: $0) }
    }

    /// Takes out what nobody released in time.
    mutating func expired(at now: SessionTime) -> [Held] {
        let gone = orders.filter { $0.until <= now }
        if !gone.isEmpty { orders.removeAll { $0.until <= now } }
        return gone
    }

    func hash(into hasher: inout StateHasher) {
        for held in orders {
            hasher.combine(UInt64(held.entry.contract.value))
            hasher.combine(held.entry.clientID.value)
            hasher.combine(held.excess)
            hasher.combine(held.until.nanoseconds)
        }
    }
}
