import Market
import Wire

/// The outside market of the underlyings' shares: what members' orders meet is the published best bid and ask, no more.
///
/// The smallest honest model. An order that reaches the touch trades there, against what the tick has shown and no member has taken
/// since; what rests trades at its own price when a later tick's touch reaches it. A member's trades move no price: the shares
/// market is a hundred times the size of what a hedge takes.
struct ShareMarket: Sendable {
    enum Report: UInt8 {
        case accepted = 1
        case rejected = 2
        case filled = 3
        case cancelled = 4
        case cancelRejected = 5
    }

    struct Resting: Sendable {
        let row: Int
        let underlying: Int
        let id: UInt64
        let side: Side
        let price: Int64
        var shares: Int64
    }

    private struct Touch: Sendable {
        var bid: Int64 = 0
        var ask: Int64 = 0
        var bidShares: Int64 = 0
        var askShares: Int64 = 0

        /// Price and shares an order of this side can have; nil for none.
        func offer(to side: Side) -> (price: Int64, shares: Int64)? {
            let (price, shares) = side == .bid ? (ask, askShares) : (bid, bidShares)
            return price > 0 && shares > 0 ? (price, shares) : nil
        }

        mutating func take(_ shares: Int64, by side: Side) {
            if side == .bid { askShares -= shares } else { bidShares -= shares }
        }
    }

    let terms: ShareTerms
    private var touches: [Touch]
    private(set) var resting: [Resting] = []
    /// Row × underlyings + underlying: sold today, and bound by orders that rest.
    private var sold: [Int64]
    /// Per row: highest client number.
    private var lastID: [UInt64]
    /// Per row: everything told today, and how much of it this session has heard.
    private(set) var told: [[HedgeReports.Entry]]
    private var heard: [Int]
    private let underlyings: Int

    init(terms: ShareTerms, underlyings: Int, members: Int) {
        self.terms = terms
        self.underlyings = underlyings
        touches = Array(repeating: Touch(), count: underlyings)
        sold = Array(repeating: 0, count: underlyings * members)
        lastID = Array(repeating: 0, count: members)
        told = Array(repeating: [], count: members)
        heard = Array(repeating: 0, count: members)
    }

    /// A new tick: what it shows may be taken anew, and what rests trades where it reaches.
    mutating func move(_ tick: UnderlyingTicks.Entry) {
        let index = tick.underlying.int
        touches[index] = Touch(
            bid: tick.bid.ticks, ask: tick.ask.ticks, bidShares: max(0, tick.bidQuantity),
            askShares: max(0, tick.askQuantity))
    }

    /// Fills what rests in an underlying at its own price, oldest first, as far as the touch goes.
    mutating func meet(_ underlying: Int, at now: SessionTime) {
        var place = 0
        while place < resting.count {
            let order = resting[place]
            guard order.underlying == underlying,
                let offer = touches[underlying].offer(to: order.side),
                order.side.sign * offer.price <= order.side.sign * order.price
            else {
                place += 1
                continue
            }
            let shares = min(order.shares, offer.shares)
            touches[underlying].take(shares, by: order.side)
            resting[place].shares -= shares
            if order.side == .ask { unbind(shares, of: order) }
            fill(resting[place], shares, at: order.price, now)
            if resting[place].shares == 0 { resting.remove(at: place) } else { place += 1 }
        }
    }

    /// - Parameter objection: why the member's session may enter nothing.
    mutating func enter(
        _ entry: HedgeOrders.Entry, row: Int, objection: RejectReason, at now: SessionTime
    ) {
        if entry.kindCode == 9 {
            cancel(entry, row: row, at: now)
            return
        }
        var reason = objection
        if reason == .none { reason = problem(with: entry, row: row) }
        guard reason == .none, let side = Side(rawValue: entry.sideCode) else {
            tell(.rejected, entry, row, reason: reason.rawValue, leaves: 0, at: now)
            return
        }
        lastID[row] = entry.clientID.value
        tell(.accepted, entry, row, leaves: entry.shares, at: now)
        var order = Resting(
            row: row, underlying: entry.underlying.int, id: entry.clientID.value, side: side,
            price: entry.price.ticks, shares: entry.shares)
        trade(&order, at: now)
        guard order.shares > 0 else { return }
        if entry.kindCode == 1 {
            if side == .ask { sold[row * underlyings + order.underlying] += order.shares }
            resting.append(order)
        } else {
            end(order, reason: .immediateOrCancel, at: now)
        }
    }

    private func problem(with entry: HedgeOrders.Entry, row: Int) -> RejectReason {
        guard let side = Side(rawValue: entry.sideCode), entry.kindCode == 1 || entry.kindCode == 2
        else { return .malformed }
        guard entry.clientID.value > lastID[row] else { return .duplicateID }
        guard entry.shares > 0, entry.shares % ShareTerms.lot == 0 else { return .quantityTooSmall }
        guard entry.shares <= ShareTerms.sharesMax else { return .quantityTooLarge }
        guard entry.price > .zero, entry.price.ticks % ShareTerms.priceTick == 0 else {
            return .priceOffTick
        }
        let left = terms.openingShares - sold[row * underlyings + entry.underlying.int]
        return side == .ask && entry.shares > left ? .insufficientShares : .none
    }

    private mutating func trade(_ order: inout Resting, at now: SessionTime) {
        guard let offer = touches[order.underlying].offer(to: order.side),
            order.side.sign * offer.price <= order.side.sign * order.price
        else { return }
        let shares = min(order.shares, offer.shares)
        touches[order.underlying].take(shares, by: order.side)
        order.shares -= shares
        fill(order, shares, at: offer.price, now)
    }

    private mutating func cancel(_ entry: HedgeOrders.Entry, row: Int, at now: SessionTime) {
        let place = resting.firstIndex { $0.row == row && $0.id == entry.clientID.value }
        guard let place else {
            tell(
                .cancelRejected, entry, row, reason: RejectReason.unknownOrder.rawValue, leaves: 0,
                at: now)
            return
        }
        takeOff(place, reason: .member, at: now)
    }

    /// Takes off what rests of a member; nil is every underlying.
    mutating func cancelAll(
        row: Int, underlying: Int? = nil, reason: CancelReason, at now: SessionTime
    ) {
        var place = 0
        while place < resting.count {
            let isMeant =
                resting[place].row == row
                && (underlying ?? resting[place].underlying)
                    == resting[place].underlying
            if isMeant { takeOff(place, reason: reason, at: now) } else { place += 1 }
        }
    }

    private mutating func takeOff(_ place: Int, reason: CancelReason, at now: SessionTime) {
        let order = resting.remove(at: place)
        if order.side == .ask { unbind(order.shares, of: order) }
        end(order, reason: reason, at: now)
    }

    private mutating func unbind(_ shares: Int64, of order: Resting) {
        sold[order.row * underlyings + order.underlying] -= shares
    }

    // MARK: reports

    /// A new session hears everything again; numbers tell what is known.
    mutating func open(row: Int) { heard[row] = 0 }

    /// What the member's session has not heard yet.
    mutating func takeUnheard(row: Int) -> ArraySlice<HedgeReports.Entry> {
        let start = heard[row]
        heard[row] = told[row].count
        return told[row][start...]
    }

    func hasUnheard(row: Int) -> Bool { heard[row] < told[row].count }

    private mutating func fill(
        _ order: Resting, _ shares: Int64, at price: Int64, _ now: SessionTime
    ) {
        if order.side == .ask { sold[order.row * underlyings + order.underlying] += shares }
        report(.filled, order, shares: shares, leaves: order.shares, price: price, at: now)
    }

    private mutating func end(_ order: Resting, reason: CancelReason, at now: SessionTime) {
        report(
            .cancelled, order, shares: order.shares, leaves: 0, price: order.price,
            reason: reason.rawValue, at: now)
    }

    private mutating func report(
        _ kind: Report, _ order: Resting, shares: Int64, leaves: Int64, price: Int64,
        reason: UInt8 = 0, at now: SessionTime
    ) {
        append(
            HedgeReports.Entry(
                time: now, underlying: UnderlyingIndex(order.underlying), kindCode: kind.rawValue,
                sideCode: order.side.rawValue, reasonCode: reason, clientID: QuoteID(order.id),
                price: Price(ticks: price), shares: shares, leaves: leaves),
            row: order.row)
    }

    private mutating func tell(
        _ kind: Report, _ entry: HedgeOrders.Entry, _ row: Int, reason: UInt8 = 0, leaves: Int64,
        at now: SessionTime
    ) {
        append(
            HedgeReports.Entry(
                time: now, underlying: entry.underlying, kindCode: kind.rawValue,
                sideCode: entry.sideCode, reasonCode: reason, clientID: entry.clientID,
                price: entry.price, shares: entry.shares, leaves: leaves),
            row: row)
    }

    private mutating func append(_ entry: HedgeReports.Entry, row: Int) {
        var entry = entry
        entry.sequence = UInt64(told[row].count) + 1
        told[row].append(entry)
    }

    /// Nothing while no member has asked for anything: a day without hedging is what it was.
    func hash(into hasher: inout StateHasher) {
        guard told.contains(where: { !$0.isEmpty }) else { return }
        for touch in touches {
            hasher.combine(touch.bid)
            hasher.combine(touch.ask)
            hasher.combine(touch.bidShares)
            hasher.combine(touch.askShares)
        }
        for shares in sold { hasher.combine(shares) }
        for id in lastID { hasher.combine(id) }
        for row in told.indices {
            hasher.combine(told[row].count)
            hasher.combine(heard[row])
        }
        for order in resting {
            hasher.combine(order.id)
            hasher.combine(order.price)
            hasher.combine(order.shares)
        }
    }
}
