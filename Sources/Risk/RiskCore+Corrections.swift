import Market
import Wire

/// What changes our position without a quote of ours: fills nobody here asked for, and trades taken back.
///
/// All of it is booked, and all of it is an alarm on record: a person has to know.
extension RiskGate {
    mutating func applyAny(_ event: ExchangeEvents.Entry) -> ReportOutcome {
        switch event.kind {
        case .orderFilled: orderFill(event)
        case .orderAccepted, .orderRejected, .orderCancelled, .cancelRejected: orderReport(event)
        case .tradeBusted: takeBack(event)
        case .tradeCorrected: correct(event)
        default: apply(event)
        }
    }

    /// Clearing's forced close, or anything else that traded in our name: no order of ours is behind it.
    mutating func foreignFill(_ event: ExchangeEvents.Entry) -> ReportOutcome {
        guard let trade = trade(of: event), isNew(event, trade.side) else { return .unexpected }
        book.book(
            trade.contract, trade.side, trade.effect, price: event.price.ticks,
            quantity: trade.quantity)
        return .unexpected
    }

    /// The opposite trade at the same price undoes it in holdings, margin and cash.
    private mutating func takeBack(_ event: ExchangeEvents.Entry) -> ReportOutcome {
        guard let trade = trade(of: event), isBooked(event, trade.side) else { return .unexpected }
        executions[Self.key(event, trade.side)] = Self.takenBack
        remember(event, trade.side)
        book.book(
            trade.contract, trade.side == .bid ? .ask : .bid,
            trade.effect == .open ? .close : .open, price: event.price.ticks,
            quantity: trade.quantity)
        return .unexpected
    }

    /// Only money moves: `bid` is the price it was filled at, `price` what it counts at now.
    private mutating func correct(_ event: ExchangeEvents.Entry) -> ReportOutcome {
        guard let trade = trade(of: event), isBooked(event, trade.side), event.bid > .zero,
            event.bid.ticks <= ContractTerms.priceTicksMax
        else { return .unexpected }
        remember(event, trade.side)
        let perShare = event.bid.ticks - event.price.ticks
        book.receive(
            (trade.side == .bid ? perShare : -perShare)
                .multipliedClamped(by: Int64(book.terms[trade.contract].unit))
                .multipliedClamped(by: trade.quantity))
        return .unexpected
    }

    private struct Trade {
        let contract: Int
        let side: Side
        let effect: PositionEffect
        let quantity: Int64
    }

    /// Nil where the numbers cannot be a trade's.
    private func trade(of event: ExchangeEvents.Entry) -> Trade? {
        guard let side = event.side, Int(event.contract.value) < book.terms.count,
            event.quantity > .zero, event.price > .zero,
            isBelievable(price: event.price.ticks, quantity: Int64(event.quantity.contracts))
        else { return nil }
        return Trade(
            contract: Int(event.contract.value), side: side,
            effect: event.positionEffect ?? .open,
            quantity: Int64(event.quantity.contracts))
    }

    /// Log sequences start at 1.
    private static var takenBack: UInt64 { 0 }

    private static func key(_ event: ExchangeEvents.Entry, _ side: Side) -> UInt64 {
        event.executionID << 1 | (side == .bid ? 0 : 1)
    }

    /// Whether we booked this trade and it still counts.
    private func isBooked(_ event: ExchangeEvents.Entry, _ side: Side) -> Bool {
        executions[Self.key(event, side), default: Self.takenBack] != Self.takenBack
    }

    private mutating func remember(_ event: ExchangeEvents.Entry, _ side: Side) {
        var hasher = StateHasher()
        hasher.combine(executionsHash)
        hasher.combine(Self.key(event, side))
        hasher.combine(UInt64(event.kind.rawValue))
        executionsHash = hasher.value
    }
}
