import Market
import Obligations
import Wire

/// The exchange's log: the only source of met and not met.
extension TrackerCore {
    mutating func takeEvents(_ frame: Frame, at now: SessionTime) throws {
        let root = try frame.root(ExchangeEvents.self)
        let entries = try frame.group(ExchangeEvents.Entry.self)
        guard Self.isTime(root.watermark) else { throw RefusedEntry.badField }
        for index in 0..<entries.count {
            try check(entries[index], after: index > 0 ? entries[index - 1].sequence : nil)
        }
        events.heard(
            tail: root.tail, watermark: root.watermark, isComplete: root.isComplete != 0)
        guard entries.count > 0 else { return }
        guard ledger != nil else {
            // The directory comes before the first event; without it nothing has a meaning.
            events.missed()
            return
        }
        guard events.follows(entries[0].sequence) else { return }
        for index in 0..<entries.count where entries[index].sequence >= events.next {
            circumstances.tell(&ledger, until: entries[index].time)
            apply(entries[index])
            lastEventTime = max(lastEventTime, entries[index].time)
        }
        events.applied(through: entries[entries.count - 1].sequence, at: now)
    }

    static func isTime(_ time: SessionTime) -> Bool {
        time.nanoseconds >= 0 && time.nanoseconds < timeMax
    }

    /// Everything that could not be true is found before anything is applied.
    private func check(_ event: ExchangeEvents.Entry, after previous: UInt64?) throws(RefusedEntry)
    {
        guard Self.isTime(event.time) else { throw .badTime(event.time.nanoseconds) }
        guard event.sequence > 0, event.sequence < UInt64.max,
            previous.map({ event.sequence == $0 + 1 }) ?? true
        else { throw .notContiguous }
        let isSized =
            event.quantity >= .zero && event.leaves >= .zero && event.bidQuantity >= .zero
            && event.askQuantity >= .zero
        guard isSized else { throw .badField }
        switch event.kind {
        case .legFilled, .legCancelled: if event.side == nil { throw .badField }
        case .phaseChanged:
            if TradingPhase(rawValue: event.reasonCode) == nil { throw .badField }
        case .makerScore: if event.executionID > UInt64(Self.timeMax) { throw .badField }
        case .dayStarted, .quoteAccepted, .quoteRejected, .withdrawalAccepted, .orderAccepted,
            .orderRejected, .orderFilled, .orderCancelled, .cancelRejected, .requestForQuote,
            .requestExpired, .marketTop, .underlyingPrice, .sessionOpened, .sessionClosed,
            .auctionUncrossed, .dayEnded, .heartbeat, .settlement, .requestRefused, .orderAmended,
            .instructionAccepted, .instructionRejected, .tradeBusted, .tradeCorrected,
            .restrictionChanged, .faultInjected:
            break
        default: throw .unknownKind(event.kind.rawValue)
        }
    }

    private mutating func apply(_ event: ExchangeEvents.Entry) {
        switch event.kind {
        case .quoteAccepted, .quoteRejected, .legFilled, .legCancelled, .sessionOpened,
            .sessionClosed:
            if event.participant == maker.value { applyOwn(event) }
        case .phaseChanged:
            guard let phase = TradingPhase(rawValue: event.reasonCode) else { return }
            ledger?.phaseChanged(
                event.contract, to: phase, logSequence: event.sequence, at: event.time)
        case .marketTop:
            ledger?.marketChanged(
                event.contract,
                topWithoutMaker: BookTop(
                    bid: event.bid, bidQuantity: event.bidQuantity, ask: event.ask,
                    askQuantity: event.askQuantity),
                logSequence: event.sequence, at: event.time)
        case .requestForQuote:
            ledger?.requestOpened(
                event.requestID, on: event.contract, fromMaker: event.participant == maker.value,
                quantity: event.quantity, at: event.time)
        case .requestExpired: ledger?.requestExpired(event.requestID, at: event.time)
        case .underlyingPrice: followUnderlying(event)
        case .makerScore:
            guard event.contract.int < scores.count else { return }
            scores[event.contract.int] = Int64(event.executionID)
        case .dayEnded:
            ledger?.finish(at: event.time)
            events.sawDayEnd = true
        default: return
        }
    }

    /// Only another last price is a move: a tick that repeats it, or changes depth, releases nothing (HKEX-01).
    ///
    /// Its best prices bound the options' spread where a table is in the underlying's (HKEX-01).
    private mutating func followUnderlying(_ event: ExchangeEvents.Entry) {
        let index = Int(event.contract.value)
        guard underlyingPrices.indices.contains(index) else { return }
        ledger?.underlyingQuoteChanged(
            UnderlyingIndex(UInt16(clamping: index)), bid: event.bid, ask: event.ask,
            at: event.time)
        guard event.price > .zero else { return }
        let last = underlyingPrices[index]
        underlyingPrices[index] = event.price
        guard last > .zero, last != event.price else { return }
        ledger?.underlyingMoved(UnderlyingIndex(UInt16(clamping: index)), at: event.time)
    }

    private mutating func applyOwn(_ event: ExchangeEvents.Entry) {
        switch event.kind {
        case .sessionOpened: causes?.ended(.exchangeSessionDown, at: event.time)
        case .sessionClosed: causes?.began(.exchangeSessionDown, at: event.time)
        case .quoteRejected:
            let isQuote = event.bidQuantity > .zero || event.askQuantity > .zero
            ledger?.messageSent(isQuote ? .quote : .quoteCancel, at: event.time)
            // A withdrawal that was rejected leaves a quote standing; it explains nothing.
            guard isQuote else { return }
            causes?.explained(
                event.contract, .exchangeReject, quote: event.quoteID, at: event.time)
        case .quoteAccepted:
            let quote = LiveQuote(
                bid: event.bid, bidRemaining: event.bidQuantity, ask: event.ask,
                askRemaining: event.askQuantity)
            change(event, to: quote, .accepted, answering: event.requestID)
        case .orderAccepted, .orderFilled, .orderCancelled: changeOrder(event)
        case .legFilled: changeLeg(event, .filled)
        case .legCancelled: changeLeg(event, Self.trigger(CancelReason(rawValue: event.reasonCode)))
        default: return
        }
    }

    private mutating func changeLeg(_ event: ExchangeEvents.Entry, _ trigger: QuoteTrigger) {
        guard event.contract.int < quotes.count, let side = event.side,
            quoteIDs[event.contract.int] == event.quoteID
        else {
            strayLegEvents += 1
            return
        }
        var quote = quotes[event.contract.int]
        let before = side == .bid ? quote.bidRemaining : quote.askRemaining
        if before.contracts - event.quantity.contracts != event.leaves.contracts {
            disagreements += 1
        }
        switch side {
        case .bid: quote.bidRemaining = event.leaves
        case .ask: quote.askRemaining = event.leaves
        }
        change(event, to: quote, trigger)
    }

    /// Own orders beside the quotes, for rules that count both; a fill does not say the order's price.
    private mutating func changeOrder(_ event: ExchangeEvents.Entry) {
        guard ledger?.followsOrders == true, let side = event.side else { return }
        let price = ownOrders[event.orderID] ?? event.price
        let remaining: Quantity =
            switch event.kind {
            case .orderAccepted: event.quantity
            case .orderFilled: event.leaves
            default: .zero
            }
        ownOrders[event.orderID] = remaining > .zero ? price : nil
        ledger?.orderChanged(
            event.contract,
            OwnOrder(id: event.orderID, side: side, price: price, remaining: remaining),
            logSequence: event.sequence, at: event.time)
    }

    private mutating func change(
        _ event: ExchangeEvents.Entry, to quote: LiveQuote, _ trigger: QuoteTrigger,
        answering: QuoteRequestID = .none
    ) {
        if event.contract.int < quotes.count {
            quotes[event.contract.int] = quote
            quoteIDs[event.contract.int] = event.quoteID
        }
        ledger?.quoteChanged(
            event.contract, to: quote,
            evidence: QuoteEvidence(quote: event.quoteID, logSequence: event.sequence),
            trigger: trigger, answering: answering, at: event.time)
    }

    private static func trigger(_ reason: CancelReason) -> QuoteTrigger {
        switch reason {
        case .member, .massCancel, .immediateOrCancel: .withdrawn
        case .disconnect: .cancelledOnDisconnect
        case .phaseEnd: .expired
        default: .cancelledByExchange
        }
    }
}
