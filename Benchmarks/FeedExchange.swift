import Wire

/// The exchange's end: the recorded book, our orders in it with their place in the queue, answers on their way.
///
/// Risk-averse queue: behind everything the level shows at arrival; the queue ahead shrinks on trades at the price,
/// and never exceeds what the level shows. An order is filled whole.
struct FeedExchange: ~Copyable {
    /// A resting order of one lot.
    private struct Resting: BitwiseCopyable {
        var id: Int32 = 0
        var price: Int32 = 0
        var front: Int32 = 0
    }

    private let resting: UnsafeMutablePointer<Resting>
    private var bids = 0
    private var asks = 0
    private var bid: Int32 = 0
    private var ask: Int32 = .max
    private var bidQuantity: Int32 = 0
    private var askQuantity: Int32 = 0
    private let latency: Int64
    private(set) var fills: Int64 = 0
    /// Of every fill in its order: when, which, at what price.
    private(set) var hasher = StateHasher()
    var line = FeedLine()
    private static let sideMax = 64

    init(latency: Int64) {
        self.latency = latency
        resting = .allocate(capacity: 2 * Self.sideMax)
        resting.initialize(repeating: Resting(), count: 2 * Self.sideMax)
    }

    deinit { resting.deallocate() }

    mutating func hear(_ event: FeedEvent) {
        switch event.kind {
        case .book: follow(event)
        case .sellTrade: trade(isBid: true, price: event.bid, event.bidQuantity, at: event.time)
        case .buyTrade: trade(isBid: false, price: event.ask, event.bidQuantity, at: event.time)
        }
    }

    private mutating func follow(_ event: FeedEvent) {
        bid = event.bid
        ask = event.ask
        bidQuantity = event.bidQuantity
        askQuantity = event.askQuantity
        var index = 0
        while index < bids {
            let order = resting[index]
            if order.price >= ask {
                fill(index, isBid: true, price: order.price, at: event.time)
                continue
            }
            // A level that is not the touch any more shows nothing on this feed.
            let shown = order.price == bid ? bidQuantity : order.price > bid ? 0 : order.front
            if shown < order.front { resting[index].front = shown }
            index += 1
        }
        index = 0
        while index < asks {
            let order = resting[Self.sideMax + index]
            if order.price <= bid {
                fill(index, isBid: false, price: order.price, at: event.time)
                continue
            }
            let shown = order.price == ask ? askQuantity : order.price < ask ? 0 : order.front
            if shown < order.front { resting[Self.sideMax + index].front = shown }
            index += 1
        }
    }

    private mutating func trade(isBid: Bool, price: Int32, _ quantity: Int32, at time: Int64) {
        let base = isBid ? 0 : Self.sideMax
        var index = 0
        while index < (isBid ? bids : asks) {
            let order = resting[base + index]
            let isThrough = isBid ? order.price > price : order.price < price
            if order.price == price { resting[base + index].front -= quantity }
            if isThrough || order.price == price && resting[base + index].front < 0 {
                fill(index, isBid: isBid, price: order.price, at: time)
            } else {
                index += 1
            }
        }
    }

    mutating func take(_ request: FeedMessage) {
        if request.kind == .new {
            enter(request)
        } else {
            cancel(request)
        }
    }

    private mutating func enter(_ request: FeedMessage) {
        let isBid = request.isBid
        let count = isBid ? bids : asks
        let crosses = isBid ? request.price >= ask : request.price <= bid
        guard count < Self.sideMax, !crosses else {
            // Against the market it would take; here it is filled at the touch, or refused without room.
            if crosses { book(request.order, isBid: isBid, isBid ? ask : bid, at: request.due) }
            answer(crosses ? .filled : .rejected, isBid, request.order, at: request.due)
            return
        }
        let front: Int32 =
            isBid
            ? request.price == bid ? bidQuantity : 0 : request.price == ask ? askQuantity : 0
        resting[(isBid ? 0 : Self.sideMax) + count] = Resting(
            id: request.order, price: request.price, front: front)
        if isBid { bids += 1 } else { asks += 1 }
        answer(.accepted, isBid, request.order, at: request.due)
    }

    private mutating func cancel(_ request: FeedMessage) {
        let base = request.isBid ? 0 : Self.sideMax
        let count = request.isBid ? bids : asks
        for index in 0..<count where resting[base + index].id == request.order {
            remove(index, isBid: request.isBid)
            return answer(.cancelled, request.isBid, request.order, at: request.due)
        }
        answer(.rejected, request.isBid, request.order, at: request.due)
    }

    private mutating func fill(_ index: Int, isBid: Bool, price: Int32, at time: Int64) {
        let id = resting[(isBid ? 0 : Self.sideMax) + index].id
        remove(index, isBid: isBid)
        book(id, isBid: isBid, price, at: time)
        answer(.filled, isBid, id, at: time)
    }

    private mutating func book(_ id: Int32, isBid: Bool, _ price: Int32, at time: Int64) {
        fills += 1
        hasher.combine(time)
        hasher.combine(Int64(id) << 33 | Int64(price) << 1 | (isBid ? 1 : 0))
    }

    /// The older ones keep their order.
    private mutating func remove(_ index: Int, isBid: Bool) {
        let base = isBid ? 0 : Self.sideMax
        let count = isBid ? bids : asks
        for place in index..<count - 1 { resting[base + place] = resting[base + place + 1] }
        if isBid { bids -= 1 } else { asks -= 1 }
    }

    private mutating func answer(
        _ kind: FeedMessage.Kind, _ isBid: Bool, _ order: Int32, at time: Int64
    ) {
        line.put(
            FeedMessage(due: time + latency, kind: kind, isBid: isBid, order: order, price: 0))
    }
}
