import Market
import Wire

/// Two-sided quotes: checked, replaced in one step, withdrawn.
extension ExchangeCore {
    /// Answers every entry of a frame on its own, in order.
    mutating func enterQuotes(_ frame: Frame, from peer: PeerID) throws(WireError) {
        let root = try frame.root(QuoteInstructions.self)
        let entries = try frame.group(QuoteInstructions.Entry.self)
        guard let row = connectedRow(peer) else {
            counters.strayInstructions += UInt64(entries.count)
            return
        }
        let isFresh = root.expires >= clock
        for index in 0..<entries.count {
            let entry = entries[index]
            let isTimely = countMessage(row: row)
            let reason: RejectReason
            if root.participant != peer.value {
                reason = .malformed
            } else if entry.isWithdrawal {
                reason = withdraw(entry, row: row)
            } else {
                reason = enter(entry, row: row, isFresh: isFresh, isTimely: isTimely)
            }
            if reason != .none { reject(entry, reason, row: row) }
        }
    }

    private mutating func enter(
        _ entry: QuoteInstructions.Entry, row: Int, isFresh: Bool, isTimely: Bool
    ) -> RejectReason {
        guard entry.contract.int < contracts.count else { return .unknownContract }
        guard let quote = entry.quote, quote.bid.quantity >= .zero, quote.ask.quantity >= .zero
        else { return .malformed }
        guard isFresh else { return .malformed }
        let gate = gateObjection(row: row, isTimely: isTimely)
        guard gate == .none else { return gate }
        let position = row * contracts.count + entry.contract.int
        let isNew = quotes[position].highestID < quote.id
        if isNew { quotes[position].highestID = quote.id }
        guard isNew else { return .duplicateID }
        let reason = objection(to: quote, standing: quotes[position], row: row)
        if reason == .none {
            replace(with: quote, row: row, position: position)
        } else if !configuration.quotes.rejectionKeepsStanding, !forbidsCancel {
            cancelLegs(row: row, quote.contract, reason: .exchange)
            refresh(quote.contract)
        }
        return reason
    }

    /// First rule that the quote breaks; `.none` when it may stand.
    private func objection(
        to quote: TwoSidedQuote, standing: StandingQuote, row: Int
    ) -> RejectReason {
        let contract = contracts[quote.contract.int]
        guard phases[contract.index.int].acceptsOrders else { return .phaseForbids }
        if standing.hasLegs, forbidsCancel { return .cancelForbidden }
        let terms = configuration.quotes
        if standing.hasLegs, !terms.replacesStanding { return .quoteStands }
        if quote.answering != .none, !requests.isOpen(quote.answering, for: contract.index) {
            return .unknownRequest
        }
        if terms.wantsRequestNumber, quote.answering == .none, requests.isOpen(contract.index) {
            return .requestMissing
        }
        if !terms.acceptsOneSided, !(quote.bid.isPresent && quote.ask.isPresent) {
            return .quantityTooSmall
        }
        if !terms.acceptsUnequal, quote.bid.quantity != quote.ask.quantity { return .unequalQuote }
        for side in Side.allCases {
            let reason = objection(
                to: side == .bid ? quote.bid : quote.ask, side, contract, row: row)
            if reason != .none { return reason }
        }
        if quote.bid.isPresent, quote.ask.isPresent, quote.bid.price >= quote.ask.price {
            return .crossedQuote
        }
        return .none
    }

    private func objection(
        to leg: QuoteLeg, _ side: Side, _ contract: OptionContract, row: Int
    ) -> RejectReason {
        guard leg.isPresent else { return .none }
        let sizes = sizes[contract.index.int]
        let intent = Intent(
            contract: contract, side: side, effect: leg.effect == .open ? .open : .close,
            price: leg.price, quantity: leg.quantity, replacesQuote: true)
        let reason = objection(
            to: intent, least: sizes.limitMin,
            most: configuration.quoteQuantityMax ?? sizes.limitMax)
        guard reason == .none else { return reason }
        let meetsOwn = books[contract.index.int].meetsOwn(
            side: side, price: leg.price, participant: members[row].participant,
            ignoringLegs: true)
        return meetsOwn ? .selfTrade : accountObjection(to: intent, row: row)
    }

    /// What holds for a leg as for a single order.
    func objection(to intent: Intent, least: Quantity, most: Quantity) -> RejectReason {
        if intent.quantity < least { return .quantityTooSmall }
        if intent.quantity > most { return .quantityTooLarge }
        if intent.price <= .zero { return .priceOffTick }
        if !intent.contract.band.contains(intent.price) { return .priceOutsideLimits }
        if !intent.effect.isPossible(intent.side, intent.contract.type) { return .effectForbidden }
        let restrictions = states[intent.contract.index.int].restrictions
        return restrictions.forbids(intent.side, intent.effect) ? .restricted : .none
    }

    /// One step: old legs off, new legs on, then matched; nothing in between is visible.
    private mutating func replace(with quote: TwoSidedQuote, row: Int, position: Int) {
        orderNumber += 1
        let bid = OrderID(2 * orderNumber)
        let cancelledBid = takeLeg(position, .bid, quote.contract)
        let cancelledAsk = takeLeg(position, .ask, quote.contract)
        record(
            ExchangeEvents.Entry(
                kind: .quoteAccepted, participant: members[row].participant.value,
                effectCode: quote.bid.effect.rawValue, askEffectCode: quote.ask.effect.rawValue,
                quantity: cancelledBid, leaves: cancelledAsk, bidQuantity: quote.bid.quantity,
                askQuantity: quote.ask.quantity, quoteID: quote.id, orderID: bid,
                requestID: quote.answering, bid: quote.bid.price, ask: quote.ask.price),
            on: quote.contract)
        place(quote.bid, .bid, id: bid, of: quote, row: row, position: position)
        place(
            quote.ask, .ask, id: OrderID(bid.value + 1), of: quote, row: row, position: position)
        reportExecutions(quote.contract)
        refresh(quote.contract)
    }

    private mutating func place(
        _ leg: QuoteLeg, _ side: Side, id: OrderID, of quote: TwoSidedQuote, row: Int,
        position: Int
    ) {
        guard leg.isPresent else { return }
        let participant = members[row].participant
        var order = Order(
            id: id, side: side, price: leg.price, remaining: leg.quantity,
            reference: quote.id.value, participant: participant, kind: .quoteLeg,
            effect: leg.effect, request: quote.answering,
            isMaker: participant == configuration.maker)
        matchIfContinuous(&order, in: quote.contract)
        if order.remaining > .zero {
            quotes[position].setSlot(side, books[quote.contract.int].add(order))
        }
    }

    /// A withdrawal only takes risk off: neither its age, its number nor a message limit refuses it.
    private mutating func withdraw(
        _ entry: QuoteInstructions.Entry, row: Int
    ) -> RejectReason {
        guard entry.contract.int < contracts.count else { return .unknownContract }
        if members[row].isSeatRestricted { return .seatRestricted }
        switch phases[entry.contract.int] {
        case .starting, .closed: return .phaseForbids
        default: break
        }
        if forbidsCancel { return .cancelForbidden }
        cancelLegs(row: row, entry.contract, reason: .member)
        record(
            ExchangeEvents.Entry(
                kind: .withdrawalAccepted, participant: members[row].participant.value,
                quoteID: entry.quoteID),
            on: entry.contract)
        refresh(entry.contract)
        return .none
    }

    private mutating func reject(
        _ entry: QuoteInstructions.Entry, _ reason: RejectReason, row: Int
    ) {
        let known = entry.contract.int < contracts.count
        let event = ExchangeEvents.Entry(
            kind: .quoteRejected, reasonCode: reason.rawValue, contract: entry.contract,
            participant: members[row].participant.value, effectCode: entry.bidEffectCode,
            askEffectCode: entry.askEffectCode, bidQuantity: entry.bidQuantity,
            askQuantity: entry.askQuantity, quoteID: entry.quoteID, requestID: entry.requestID,
            bid: entry.bid, ask: entry.ask)
        if known { record(event, on: entry.contract) } else { record(event) }
    }
}

extension QuoteInstructions.Entry {
    fileprivate var isWithdrawal: Bool { bidQuantity == .zero && askQuantity == .zero }
}
