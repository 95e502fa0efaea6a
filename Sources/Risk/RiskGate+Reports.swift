import Market
public import Wire

/// The exchange's word on our quotes. Nothing here traps on what a report says, and nothing is applied twice.
extension RiskGate {
    /// A quantity or price beyond these is not believed; what we sent stands.
    private static var quantityMax: Int64 { 10_000_000 }

    /// Applies one report of this member's; the caller skips those it has seen.
    public mutating func apply(_ event: ExchangeEvents.Entry) -> ReportOutcome {
        let contract = Int(event.contract.value)
        switch event.kind {
        case .dayEnded:
            dayHasEnded = true
            return .applied
        case .quoteAccepted, .quoteRejected, .legFilled, .legCancelled, .withdrawalAccepted,
            .requestForQuote, .requestExpired, .phaseChanged:
            guard contract < book.terms.count else { return .unexpected }
        default: return .ignored
        }
        switch event.kind {
        case .quoteAccepted: return accept(event, contract)
        case .quoteRejected: return dismiss(event, contract)
        case .withdrawalAccepted: return withdrawn(event, contract)
        case .legFilled: return fill(event, contract)
        case .legCancelled: return cancel(event, contract)
        case .requestForQuote:
            guard event.requestID != .none else { return .unexpected }
            requests.add(event.requestID, contract: contract, at: event.time)
            return .applied
        case .requestExpired:
            requests.end(event.requestID, contract: contract)
            return .applied
        case .phaseChanged:
            guard let phase = TradingPhase(rawValue: event.reasonCode) else { return .unexpected }
            setPhase(phase, of: contract)
            return .applied
        default: return .ignored
        }
    }

    /// The exchange's word or market data's, whichever comes first.
    mutating func setPhase(_ phase: TradingPhase, of contract: Int) {
        phases[contract] = phase
        holds.phaseChanged(contract: contract, to: phase)
    }

    private mutating func accept(_ event: ExchangeEvents.Entry, _ contract: Int) -> ReportOutcome {
        let old = book.live[contract]
        tally.replaced(
            contract, bid: Int64(event.quantity.contracts), ask: Int64(event.leaves.contracts))
        guard let place = book.place(of: event.quoteID.value, contract: contract),
            !book.inFlight[place].isWithdrawal
        else { return adopt(event, contract) }
        var isExpected =
            Int64(event.quantity.contracts) == old.bid.quantity
            && Int64(event.leaves.contracts) == old.ask.quantity
        for side in Side.allCases where !agree(event, with: book.inFlight[place], on: side) {
            isExpected = false
            let (price, quantity) = terms(of: event, on: side)
            if isBelievable(price: price, quantity: quantity) {
                book.amend(
                    place: place, contract: contract, side: side, price: price,
                    quantity: quantity)
            }
        }
        book.inFlight[place].orderID = event.orderID.value
        if book.inFlight[place].request != 0 {
            holds.accepted(book.inFlight[place].request, contract: contract, at: event.time)
        }
        book.accept(place: place, contract: contract)
        return isExpected ? .applied : .unexpected
    }

    private func terms(of event: ExchangeEvents.Entry, on side: Side) -> (Int64, Int64) {
        side == .bid
            ? (event.bid.ticks, Int64(event.bidQuantity.contracts))
            : (event.ask.ticks, Int64(event.askQuantity.contracts))
    }

    private func agree(_ event: ExchangeEvents.Entry, with sent: WorkingQuote, on side: Side)
        -> Bool
    {
        let (price, quantity) = terms(of: event, on: side)
        return price == sent[side].price
            && (quantity == sent[side].quantity || sent.isFilledEarly)
    }

    func isBelievable(price: Int64, quantity: Int64) -> Bool {
        price >= 0 && price <= ContractTerms.priceTicksMax && quantity >= 0
            && quantity <= Self.quantityMax
    }

    /// An acceptance of something we did not send, or a second one of what rests already.
    private mutating func adopt(_ event: ExchangeEvents.Entry, _ contract: Int) -> ReportOutcome {
        let bid = terms(of: event, on: .bid)
        let ask = terms(of: event, on: .ask)
        guard event.quoteID.value != book.live[contract].id, event.quoteID != .none,
            isBelievable(price: bid.0, quantity: bid.1),
            isBelievable(price: ask.0, quantity: ask.1)
        else { return .unexpected }
        let own = book.terms[contract]
        let askEffect = PositionEffect(rawValue: event.askEffectCode) ?? .open
        serial += 1
        var quote = WorkingQuote.none
        quote.id = event.quoteID.value
        quote.serial = serial
        quote.orderID = event.orderID.value
        quote.bid = WorkingLeg(
            price: bid.0, reservePerContract: bid.0 * Int64(own.unit), quantity: bid.1,
            sent: Int32(clamping: bid.1),
            effect: event.effect ?? .open)
        quote.ask = WorkingLeg(
            price: ask.0, reservePerContract: askEffect == .open ? own.marginPerContract : 0,
            quantity: ask.1, sent: Int32(clamping: ask.1), effect: askEffect)
        book.adopt(quote, contract: contract)
        if event.requestID != .none {
            hasResponded = true
            holds.accepted(event.requestID.value, contract: contract, at: event.time)
        }
        return .unexpected
    }

    private mutating func dismiss(_ event: ExchangeEvents.Entry, _ contract: Int) -> ReportOutcome {
        guard let place = book.place(of: event.quoteID.value, contract: contract) else {
            return .unexpected
        }
        book.dismiss(place: place, contract: contract)
        return .applied
    }

    private mutating func withdrawn(_ event: ExchangeEvents.Entry, _ contract: Int)
        -> ReportOutcome
    {
        if event.quoteID == .none { return .ignored }
        guard let place = book.place(of: event.quoteID.value, contract: contract),
            book.inFlight[place].isWithdrawal
        else { return .unexpected }
        book.dismiss(place: place, contract: contract)
        // Only a report of the legs frees them; a withdrawal that left one resting is an alarm.
        return book.live[contract].isWorking ? .unexpected : .applied
    }

    private mutating func cancel(_ event: ExchangeEvents.Entry, _ contract: Int) -> ReportOutcome {
        let quantity = Int64(event.quantity.contracts)
        guard let side = event.side, quantity > 0 else { return .unexpected }
        if Self.isOurDoing(event.reasonCode) { tally.cancelled(contract, quantity) }
        var taken: Int64 = 0
        if book.live[contract].id == event.quoteID.value {
            taken = book.reduceLive(contract, side, by: quantity)
            if !book.live[contract].isWorking { holds.release(contract) }
        } else if let place = book.place(of: event.quoteID.value, contract: contract) {
            taken = book.reduceInFlight(place: place, contract, side, by: quantity)
        }
        return taken == quantity ? .applied : .unexpected
    }

    /// Taken off because we asked; a leg the exchange took off by itself is no cancel of ours.
    static func isOurDoing(_ reasonCode: UInt8) -> Bool {
        switch CancelReason(rawValue: reasonCode) {
        case .member, .massCancel: true
        default: false
        }
    }

    private mutating func fill(_ event: ExchangeEvents.Entry, _ contract: Int) -> ReportOutcome {
        let quantity = Int64(event.quantity.contracts)
        guard let side = event.side, quantity > 0, isNew(event, side) else { return .unexpected }
        tally.traded(contract, quantity)
        var taken: Int64 = 0
        var effect = event.effect ?? .open
        var isExpected = true
        var quoted: Int64 = 0
        if book.live[contract].id == event.quoteID.value, event.quoteID != .none {
            effect = book.live[contract][side].effect
            quoted = Int64(book.live[contract][side].sent)
            taken = book.reduceLive(contract, side, by: quantity)
            holdAfterFill(contract, side)
            isExpected =
                book.live[contract][side].quantity == Int64(event.leaves.contracts)
        } else if let place = book.place(of: event.quoteID.value, contract: contract) {
            effect = book.inFlight[place][side].effect
            quoted = Int64(book.inFlight[place][side].sent)
            taken = book.reduceInFlight(place: place, contract, side, by: quantity)
            isExpected = false
        }
        protect(event, contract, side, quoted: quoted)
        var uncovered: Int64 = 0
        if taken > 0 {
            uncovered = book.book(
                contract, side, effect, price: event.price.ticks, quantity: taken)
        }
        // What no leg of ours accounts for still changed our position.
        if quantity > taken {
            book.book(
                contract, side, event.effect ?? .open, price: event.price.ticks,
                quantity: quantity - taken)
        }
        return taken == quantity && uncovered == 0 && isExpected
            && isBelievable(price: event.price.ticks, quantity: quantity)
            ? .applied : .unexpected
    }

    private mutating func protect(
        _ event: ExchangeEvents.Entry, _ contract: Int, _ side: Side, quoted: Int64
    ) {
        let own = book.terms[contract]
        protection.filled(
            contract, underlying: Int(own.underlying), isCall: own.isCall, side: side,
            quantity: Int64(event.quantity.contracts), quoted: quoted, at: event.time)
    }

    private mutating func holdAfterFill(_ contract: Int, _ side: Side) {
        let left = book.live[contract][side].quantity
        let isTooSmall = left < Int64(holdReplacement.quantityMin.contracts)
        if isTooSmall { holds.broke(contract: contract) }
        holds.filled(contract: contract, isTooSmall: isTooSmall)
        if !book.live[contract].isWorking { holds.release(contract) }
    }

    /// Whether this execution was never seen; the exchange's number repeated with another body is not a second fill.
    mutating func isNew(_ event: ExchangeEvents.Entry, _ side: Side) -> Bool {
        guard event.executionID != 0 else { return true }
        let key = event.executionID << 1 | (side == .bid ? 0 : 1)
        guard executions[key] == nil else { return false }
        executions[key] = event.sequence
        var hasher = StateHasher()
        hasher.combine(executionsHash)
        hasher.combine(key)
        executionsHash = hasher.value
        return true
    }

    // MARK: link

    /// The order session closed: what is in flight is unknown and stays counted.
    mutating func closeLink() {
        exchangeIsUp = false
        book.markLost()
        book.orders.markLost()
        hedges.markLost()
    }

    /// Frees what was in flight when the link broke, once reports after it have come and the exchange would refuse
    /// it as stale: then it can neither have been accepted nor still be.
    mutating func resolveLost(at now: SessionTime) {
        book.resolveLost(at: now.nanoseconds)
        book.resolveLostOrders(at: now.nanoseconds)
        resolveLostHedges(at: now.nanoseconds)
    }

    /// The earliest time at which `resolveLost` could free something; nil when nothing is lost.
    var lostDeadline: SessionTime? {
        let expiry = min(
            book.lostCount == 0 ? .max : book.lostExpiry,
            book.orders.lostCount == 0 ? .max : book.orders.lostExpiry, hedges.lostExpiry)
        return expiry == .max ? nil : SessionTime(nanoseconds: expiry.addingClamped(1))
    }
}
