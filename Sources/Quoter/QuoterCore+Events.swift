import Ledger
import Market
import Pricing
import StrategyKit
import Wire

extension QuoterCore {
    /// Applies our events of the exchange's log once each, in order.
    mutating func applyEvents(_ frame: Frame, into outbox: inout Outbox) throws(WireError) {
        let entries = try frame.group(ExchangeEvents.Entry.self)
        for index in 0..<entries.count {
            let event = entries[index]
            guard event.sequence > lastEventSequence, QuoterCore.isPossible(event) else {
                counters.ignoredEntries += 1
                continue
            }
            lastEventSequence = event.sequence
            if !apply(event, into: &outbox) { counters.ignoredEntries += 1 }
        }
    }

    private mutating func apply(_ event: ExchangeEvents.Entry, into outbox: inout Outbox) -> Bool {
        switch event.kind {
        case .quoteAccepted: return applyAcceptance(event)
        case .quoteRejected: return applyRejection(event)
        case .legFilled, .orderFilled: return applyFill(event, into: &outbox)
        case .tradeBusted, .tradeCorrected: return applyCorrection(event)
        case .legCancelled: return applyCancel(event)
        case .withdrawalAccepted:
            guard isOurs(event) else { return false }
            slots[event.contract.int].acceptWithdrawal(event.quoteID)
            newestAcknowledgedQuoteID = max(newestAcknowledgedQuoteID, event.quoteID)
            mirror(event.contract)
            touch(event.contract)
            return true
        case .requestForQuote: return applyRequest(event)
        case .requestExpired:
            guard place(event.contract) != nil else { return false }
            giveUp(event.requestID)
            return true
        case .phaseChanged:
            return applyPhase(event.contract, event.phaseCode, at: event.time)
        case .sessionClosed:
            if event.participant == configuration.participant.value { loseExchange() }
            return true
        case .sessionOpened:
            if event.participant == configuration.participant.value { regainExchange() }
            return true
        case .dayEnded:
            hasDayEnded = true
            for request in openRequests { giveUp(request.id) }
            return true
        default: return true
        }
    }

    /// Times within two days and prices that can be subtracted: no number from outside may overflow.
    private static func isPossible(_ event: ExchangeEvents.Entry) -> Bool {
        let prices = -priceTicksMax...priceTicksMax
        return (0...timeMax).contains(event.time.nanoseconds) && prices.contains(event.bid.ticks)
            && prices.contains(event.ask.ticks) && prices.contains(event.price.ticks)
    }

    private static let timeMax: Int64 = 2 * 86_400 * 1_000_000_000
    private static let priceTicksMax: Int64 = 1_000_000_000_000

    func isOurs(_ event: ExchangeEvents.Entry) -> Bool {
        event.participant == configuration.participant.value && place(event.contract) != nil
    }

    private mutating func applyAcceptance(_ event: ExchangeEvents.Entry) -> Bool {
        guard isOurs(event), event.bidQuantity >= .zero, event.askQuantity >= .zero else {
            return false
        }
        let index = event.contract.int
        let isPending = slots[index].pendingID == event.quoteID
        let bid = QuoteLeg(
            price: event.bid, quantity: event.bidQuantity,
            effect: PositionEffect(rawValue: event.effectCode) ?? .open)
        let ask = QuoteLeg(
            price: event.ask, quantity: event.askQuantity,
            effect: PositionEffect(rawValue: event.askEffectCode) ?? .open)
        let answered = slots[index].pendingAnswers
        slots[index].accept(
            event.quoteID, bid: bid, ask: ask, at: event.time,
            holdMin: configuration.terms.responseHoldMin)
        if isPending, answered != .none {
            settleAnswered(answered, event.contract)
            schedule(slots[index].heldUntil)
        }
        newestAcknowledgedQuoteID = max(newestAcknowledgedQuoteID, event.quoteID)
        adoptQuoteID(event.quoteID)
        mirror(event.contract)
        touch(event.contract)
        return true
    }

    private mutating func applyRejection(_ event: ExchangeEvents.Entry) -> Bool {
        guard isOurs(event) else { return false }
        let index = event.contract.int
        counters.rejections += 1
        guard slots[index].pendingID == event.quoteID else { return true }
        let answered = slots[index].pendingAnswers
        slots[index].clearPending()
        let reason = RejectReason(rawValue: event.reasonCode)
        note(answered) { $0.reject = reason }
        if reason == .unknownRequest {
            giveUp(answered)
            touch(event.contract)
        } else {
            pause(event.contract, for: configuration.tuning.retryAfter)
        }
        return true
    }

    private mutating func applyCancel(_ event: ExchangeEvents.Entry) -> Bool {
        guard isOurs(event), let side = event.side, event.quantity > .zero else { return false }
        let index = event.contract.int
        guard event.quoteID == .none || event.quoteID == slots[index].liveID else { return true }
        let left = slots[index].remaining(side).contracts.subtractingReportingOverflow(
            event.quantity.contracts)
        slots[index].setRemaining(side, Quantity(contracts: left.overflow ? 0 : left.partialValue))
        mirror(event.contract)
        touch(event.contract)
        return true
    }

    /// Books a fill, records what the contract was thought to be worth, and has the chain looked at.
    private mutating func applyFill(
        _ event: ExchangeEvents.Entry, into outbox: inout Outbox
    ) -> Bool {
        guard isOurs(event), let side = event.side,
            let effect = event.positionEffect,
            event.quantity > .zero, event.leaves >= .zero, event.price > .zero,
            let place = place(event.contract)
        else { return false }
        let index = event.contract.int
        let isLeg = event.kind == .legFilled
        if isLeg, event.quoteID == slots[index].liveID || event.quoteID == .none {
            slots[index].setRemaining(side, event.leaves)
            releaseAfterFill(index)
        }
        let outcome = positions.apply(
            event.contract, side: side, effect: effect, quantity: event.quantity)
        if outcome != .applied { counters.unmatchedFills += 1 }
        let fill = Fill(
            contract: event.contract, side: side, effect: effect, price: event.price,
            quantity: event.quantity)
        let theoretical =
            MicroYuan(yuan: desks[place.desk].chain.valuations.value[place.position])
            ?? MicroYuan(event.price) ?? .zero
        explain(event.contract, place)
        guard case .booked = ledger.book(fill, theoreticalValue: theoretical) else { return false }
        fillValues[QuoterCore.key(event, side)] = theoretical
        counters.fills += 1
        outbox.send(
            FillAttribution(
                logSequence: event.sequence, contract: event.contract, sideCode: event.sideCode,
                effectCode: event.effectCode, quantity: event.quantity, price: event.price,
                theoreticalMicroYuan: theoretical.count,
                deltaMillionths: millionths(desks[place.desk].chain.valuations.delta, place),
                vegaMillionths: millionths(desks[place.desk].chain.valuations.vega, place)),
            on: .status)
        mirror(event.contract)
        mirrorPosition(event.contract, place)
        desks[place.desk].sumInventory()
        desks[place.desk].isDirty = true
        return true
    }

    /// 0 where there is no number.
    private func millionths(_ column: [Double], _ place: Place) -> Int64 {
        MicroYuan(yuan: column[place.position])?.count ?? 0
    }
}
