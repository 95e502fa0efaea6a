import Market
import Wire

/// A member's session and single orders.
struct Member: Sendable {
    /// A single order that rests, found by its exchange number.
    struct OpenOrder: Sendable {
        let id: OrderID
        let contract: ContractIndex
        let slot: Int32
    }

    let participant: ParticipantID
    var isConnected = false
    var isAccountRestricted = false
    var isSeatRestricted = false
    /// When a broken session's orders are taken off, unless it is open again before.
    var cancelDue: SessionTime?
    /// Ascending by number: numbers only grow and are appended as they are given out.
    private(set) var orders: [OpenOrder] = []
    private var throttleSecond: Int64 = -1
    private var messagesInSecond = 0
    /// Instructions of the day, each entry of a frame one.
    private(set) var messagesToday: UInt64 = 0

    init(_ participant: ParticipantID) { self.participant = participant }

    /// Counts one message in its whole second of session time; false when it is one too many.
    mutating func countMessage(at now: SessionTime, most: Int?) -> Bool {
        let second = now.nanoseconds / 1_000_000_000
        if second != throttleSecond {
            throttleSecond = second
            messagesInSecond = 0
        }
        messagesInSecond += 1
        messagesToday += 1
        return most.map { messagesInSecond <= $0 } ?? true
    }

    mutating func add(_ order: OpenOrder) { orders.append(order) }

    func order(_ id: OrderID) -> OpenOrder? { position(of: id).map { orders[$0] } }

    mutating func removeOrder(_ id: OrderID) {
        if let position = position(of: id) { orders.remove(at: position) }
    }

    func hash(into hasher: inout StateHasher) {
        hasher.combine(UInt64(participant.value))
        hasher.combine(isConnected)
        if isAccountRestricted || isSeatRestricted || cancelDue != nil {
            hasher.combine(isAccountRestricted)
            hasher.combine(isSeatRestricted)
            hasher.combine(cancelDue?.nanoseconds ?? -1)
        }
        hasher.combine(throttleSecond)
        hasher.combine(messagesInSecond)
        hasher.combine(messagesToday)
        for order in orders {
            hasher.combine(order.id.value)
            hasher.combine(UInt64(order.contract.value))
        }
    }

    private func position(of id: OrderID) -> Int? {
        var low = 0
        var high = orders.count
        while low < high {
            let middle = (low + high) / 2
            if orders[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < orders.count && orders[low].id == id ? low : nil
    }
}

/// What a member has at the exchange in one contract: the legs that rest and the numbers already used.
struct StandingQuote: Sendable, BitwiseCopyable {
    /// Highest quote number seen; the next must be higher.
    var highestID = QuoteID.none
    /// Highest client order number seen.
    var highestOrderID = QuoteID.none
    var bidSlot = BookNode.none
    var askSlot = BookNode.none

    var hasLegs: Bool { bidSlot != BookNode.none || askSlot != BookNode.none }

    func slot(_ side: Side) -> Int32 { side == .bid ? bidSlot : askSlot }

    mutating func setSlot(_ side: Side, _ slot: Int32) {
        if side == .bid { bidSlot = slot } else { askSlot = slot }
    }
}
