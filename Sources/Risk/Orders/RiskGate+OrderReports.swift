import Market
import Wire

/// The exchange's word on our single orders.
extension RiskGate {
    /// Accepted, rejected, cancelled, or a cancel refused.
    mutating func orderReport(_ event: ExchangeEvents.Entry) -> ReportOutcome {
        let contract = Int(event.contract.value)
        guard contract < book.terms.count else {
            return event.kind == .cancelRejected ? .ignored : .unexpected
        }
        switch event.kind {
        case .orderAccepted: return accept(event, contract)
        case .orderRejected:
            guard let place = book.orders.place(of: event.quoteID.value, contract: contract),
                !book.orders.orders[place].isLive
            else { return .unexpected }
            book.dismissOrder(place)
            return .applied
        case .orderCancelled: return cancelOrder(event, contract)
        default:
            // What was to be cancelled may be filled by now; what is left may be cancelled again.
            if let place = book.orders.place(ofOrder: event.orderID.value, contract: contract) {
                book.orders.setCancel(place, until: .min)
            }
            return .applied
        }
    }

    private mutating func accept(_ event: ExchangeEvents.Entry, _ contract: Int) -> ReportOutcome {
        guard event.orderID != .none else { return .unexpected }
        guard let place = book.orders.place(of: event.quoteID.value, contract: contract) else {
            return adopt(event, contract)
        }
        let order = book.orders.orders[place]
        guard !order.isLive else { return .unexpected }
        book.orders.accept(place, orderID: event.orderID.value)
        return event.side == order.side
            && Int64(event.quantity.contracts) == order.leg.quantity ? .applied : .unexpected
    }

    /// An order we never sent rests in our name: from now on it counts.
    private mutating func adopt(_ event: ExchangeEvents.Entry, _ contract: Int) -> ReportOutcome {
        guard let side = event.side, event.quantity > .zero,
            isBelievable(price: event.price.ticks, quantity: Int64(event.quantity.contracts)),
            book.orders.place(ofOrder: event.orderID.value, contract: contract) == nil,
            book.orders.count < OrderTable.countMax
        else { return .unexpected }
        let own = book.terms[contract]
        let effect = event.positionEffect ?? .open
        serial += 1
        let reserve =
            side == .bid
            ? event.price.ticks * Int64(own.unit) : effect == .open ? own.marginPerContract : 0
        var order = WorkingOrder(
            contract: contract, id: event.quoteID.value, serial: serial, expires: .max, side: side,
            leg: WorkingLeg(
                price: event.price.ticks, reservePerContract: reserve,
                quantity: Int64(event.quantity.contracts), sent: event.quantity.contracts,
                effect: effect))
        order.orderID = event.orderID.value
        book.launch(order)
        return .unexpected
    }

    private mutating func cancelOrder(_ event: ExchangeEvents.Entry, _ contract: Int)
        -> ReportOutcome
    {
        let quantity = Int64(event.quantity.contracts)
        guard let place = place(of: event, contract) else { return .unexpected }
        let left = book.orders.orders[place].leg.quantity
        if Self.isOurDoing(event.reasonCode) { tally.cancelled(contract, quantity) }
        book.dismissOrder(place)
        return left == quantity ? .applied : .unexpected
    }

    /// An execution of an order; one that is behind no order of ours is booked all the same, and told.
    mutating func orderFill(_ event: ExchangeEvents.Entry) -> ReportOutcome {
        let contract = Int(event.contract.value)
        guard contract < book.terms.count, let place = place(of: event, contract) else {
            return foreignFill(event)
        }
        let order = book.orders.orders[place]
        let quantity = Int64(event.quantity.contracts)
        guard event.side == order.side, quantity > 0, event.price > .zero,
            isBelievable(price: event.price.ticks, quantity: quantity),
            isNew(event, order.side)
        else { return .unexpected }
        tally.traded(contract, quantity)
        let taken = book.reduceOrder(place, by: quantity)
        let uncovered = book.book(
            contract, order.side, order.leg.effect, price: event.price.ticks, quantity: quantity)
        return taken == quantity && uncovered == 0
            && order.leg.quantity - taken == Int64(event.leaves.contracts)
            ? .applied : .unexpected
    }

    private func place(of event: ExchangeEvents.Entry, _ contract: Int) -> Int? {
        book.orders.place(ofOrder: event.orderID.value, contract: contract)
            ?? (event.quoteID == .none
                ? nil : book.orders.place(of: event.quoteID.value, contract: contract))
    }
}
