/// What is on its way between desk and exchange: constant latency, so what was sent first arrives first.
struct FeedMessage: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        case new, cancel
        case accepted, filled, cancelled, rejected
    }

    let due: Int64
    let kind: Kind
    let isBid: Bool
    let order: Int32
    let price: Int32
}

/// A queue of messages in preallocated storage.
struct FeedLine: ~Copyable {
    private let slots: UnsafeMutablePointer<FeedMessage>
    private var head = 0
    private var tail = 0
    private static let mask = 255

    init() { slots = .allocate(capacity: Self.mask + 1) }
    deinit { slots.deallocate() }

    /// When the next one arrives; never without one.
    var due: Int64 { head == tail ? .max : slots[head & Self.mask].due }

    mutating func put(_ message: FeedMessage) {
        precondition(tail - head <= Self.mask, "256 messages under way")
        slots[tail & Self.mask] = message
        tail += 1
    }

    mutating func take() -> FeedMessage {
        head += 1
        return slots[(head - 1) & Self.mask]
    }
}

/// An order as its owner knows it.
struct FeedOrder: BitwiseCopyable {
    enum State: UInt8, BitwiseCopyable {
        case none, sent, open, cancelling, filled, cancelled, rejected
    }

    var id: Int32 = 0
    var price: Int32 = 0
    var state = State.none

    var isWorking: Bool { state == .sent || state == .open || state == .cancelling }
    /// A cancel may be asked for: the exchange has said that it stands, and no other cancel is under way.
    var isCancellable: Bool { state == .open }
}

/// The strategy's end: what it has heard, and its orders; asks are what goes to the exchange.
struct FeedDesk: ~Copyable {
    private(set) var bid: Int32 = 0
    private(set) var ask: Int32 = 0
    private(set) var position: Int64 = 0
    private(set) var requests: Int64 = 0
    private(set) var now: Int64 = 0
    private var nextOrder: Int32 = 1
    /// The last order of each side; an older one that still works is in `leaving`.
    var bidOrder = FeedOrder()
    var askOrder = FeedOrder()
    let latency: Int64
    var line = FeedLine()

    init(latency: Int64) { self.latency = latency }

    mutating func hear(_ event: FeedEvent, at time: Int64) {
        now = time
        guard event.kind == .book else { return }
        bid = event.bid
        ask = event.ask
    }

    mutating func hear(_ answer: FeedMessage) {
        if answer.kind == .filled { position += answer.isBid ? 1 : -1 }
        let state: FeedOrder.State =
            switch answer.kind {
            case .accepted: .open
            case .filled: .filled
            case .cancelled: .cancelled
            default: .rejected
            }
        if answer.isBid {
            if bidOrder.id == answer.order { bidOrder.state = state }
        } else if askOrder.id == answer.order {
            askOrder.state = state
        }
    }

    mutating func submit(isBid: Bool, price: Int32) {
        let order = FeedOrder(id: nextOrder, price: price, state: .sent)
        if isBid { bidOrder = order } else { askOrder = order }
        send(.new, isBid: isBid, order: nextOrder, price: price)
        nextOrder += 1
    }

    mutating func cancel(isBid: Bool) {
        if isBid { bidOrder.state = .cancelling } else { askOrder.state = .cancelling }
        send(.cancel, isBid: isBid, order: isBid ? bidOrder.id : askOrder.id, price: 0)
    }

    private mutating func send(
        _ kind: FeedMessage.Kind, isBid: Bool, order: Int32, price: Int32
    ) {
        requests += 1
        line.put(
            FeedMessage(
                due: now + latency, kind: kind, isBid: isBid, order: order, price: price))
    }
}
