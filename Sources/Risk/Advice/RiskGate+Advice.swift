import Market
import Wire

/// What would be said to an instruction, by the decision itself and then by every check for itself.
///
/// The decision is made on a copy of the gate, so it is the decision and not a likeness of it. The list behind it is asked
/// check by check; a test holds the two together.
extension RiskGate {
    /// Advice on a quote or a withdrawal.
    func advice(
        on entry: QuoteInstructions.Entry, _ context: InstructionContext, at now: SessionTime
    ) -> Advice {
        var advice = Advice()
        var decided = self
        let waits = decided.waits(entry, at: now)
        advice.hear(decided.decide(entry, context, waits: waits, at: now))
        guard !advice.wouldPass, entry.bidQuantity != .zero || entry.askQuantity != .zero else {
            return advice
        }
        var asked = self
        asked.budget.advance(to: now)
        advice.isComplete = asked.ask(about: entry, context, at: now, &advice)
        return advice
    }

    /// Advice on a single order.
    func advice(
        on entry: OrderInstructions.Entry, _ context: InstructionContext, at now: SessionTime
    ) -> Advice {
        var advice = Advice()
        var decided = self
        advice.hear(decided.decide(entry, context, at: now))
        guard !advice.wouldPass, entry.kindCode != OrderKind.cancel.rawValue else { return advice }
        var asked = self
        asked.budget.advance(to: now)
        advice.isComplete = asked.ask(about: entry, context, at: now, &advice)
        return advice
    }

    // MARK: quotes

    /// Whether a frame with this quote alone has no room in the second, as the core shares it out.
    private mutating func waits(_ entry: QuoteInstructions.Entry, at now: SessionTime) -> Bool {
        let contract = Int(entry.contract.value)
        guard entry.bidQuantity != .zero || entry.askQuantity != .zero,
            contract < book.terms.count, let room = quoteRoom(at: now)
        else { return false }
        return messages(of: contract) > room
    }

    /// False where the rest could not be asked.
    private mutating func ask(
        about entry: QuoteInstructions.Entry, _ context: InstructionContext,
        at now: SessionTime, _ advice: inout Advice
    ) -> Bool {
        guard hearAdmission(entry.contract, context, &advice), let quote = Self.quote(of: entry)
        else { return false }
        let contract = entry.contract.int
        let own = book.terms[contract]
        let state = max(states[contract], quoterStates[Int(context.quoter.value)])
        if state > .reducing { advice.hear(.refuse(Self.code(of: state))) }
        advice.hear(standing.quote(quote, context))
        if protection.isFrozen(Int(own.underlying)) {
            advice.hear(.refuse(.protection, value: Int64(own.underlying)))
        }
        advice.hear(phase.quote(in: phases[contract]))
        advice.hear(inFlight.quote(count: Int(book.slots[contract].inFlightCount)))
        guard hearFigures(quote, own, &advice) else { return false }
        advice.hear(
            maximumSpread.verdict(
                bid: quote.bid.price, ask: quote.ask.price, daysToExpiry: own.daysToExpiry))
        if quote.answering.value != 0 { advice.hear(response(quote, own, at: now)) }
        advice.hear(
            holdReplacement.verdict(
                quote, daysToExpiry: own.daysToExpiry, heldUntil: holdEnd(contract), now: now))
        let worst = book.worstCase(contract, adding: Self.work(of: quote))
        for refusal in DropInChecks.refusals(moment(quote, own, worst), limits) {
            advice.hear(refusal)
        }
        hearClosing(quote, &advice)
        hearBook(quote, own, worst, cost: messages(of: contract), &advice)
        if state == .reducing {
            let before = book.slots[contract].worst
            let added = worst.long - before.long + worst.short - before.short
            if added > 0 { advice.hear(.refuse(.reducingOnly, value: added)) }
        }
        return true
    }

    /// Whether both sides are numbers the later checks can reckon with.
    private func hearFigures(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ advice: inout Advice
    ) -> Bool {
        let verdicts = [
            twoSided.verdict(quote),
            price.verdict(quote.bid.price, side: .bid, band: own.band),
            price.verdict(quote.ask.price, side: .ask, band: own.band),
            quantity.verdict(quote.bid.quantity, side: .bid, quantityMax: own.quantityMax),
            quantity.verdict(quote.ask.quantity, side: .ask, quantityMax: own.quantityMax),
        ]
        for verdict in verdicts { advice.hear(verdict) }
        return verdicts.allSatisfy(\.isPass)
    }

    private func hearClosing(_ quote: TwoSidedQuote, _ advice: inout Advice) {
        let held = book.holdings.held(quote.contract.int)
        if quote.bid.effect == .close {
            advice.hear(
                closingQuantity.verdict(
                    held: held.short, closing: Int64(quote.bid.quantity.contracts), side: .bid))
        }
        if quote.ask.effect == .close {
            advice.hear(
                closingQuantity.verdict(
                    held: held.long, closing: Int64(quote.ask.quantity.contracts), side: .ask))
        }
    }

    // MARK: single orders

    private mutating func ask(
        about entry: OrderInstructions.Entry, _ context: InstructionContext,
        at now: SessionTime, _ advice: inout Advice
    ) -> Bool {
        guard hearAdmission(entry.contract, context, &advice),
            let kind = OrderKind(rawValue: entry.kindCode),
            let side = Side(rawValue: entry.sideCode),
            let effect = PositionEffect(rawValue: entry.effectCode)
        else { return false }
        let contract = entry.contract.int
        let own = book.terms[contract]
        let price = kind.isMarket ? (side == .bid ? own.band.up : own.band.down) : entry.price
        let quote = Self.oneSided(entry, side, price: price, effect: effect)
        let worst = book.worstCase(contract, adding: Self.work(of: quote))
        advice.hear(state(of: contract, context, worst, isForced: false))
        advice.hear(
            standing.order(
                InstructionKinds(side, effect), context, contract: contract, isForced: false))
        advice.hear(shape(kind, side, price: price, entry.quantity, contract))
        advice.hear(OpenOrdersCheck().verdict(count: book.orders.count))
        let priced = self.price.verdict(price, side: side, band: own.band)
        let sized = QuantityCheck(quantityMin: Quantity(contracts: 1))
            .verdict(entry.quantity, side: side, quantityMax: own.quantityMax)
        advice.hear(priced)
        advice.hear(sized)
        guard priced.isPass, sized.isPass else { return false }
        for refusal in DropInChecks.refusals(orderMoment(quote, own, worst), limits) {
            advice.hear(refusal)
        }
        advice.hear(closing(quote))
        hearBook(quote, own, worst, cost: Self.orderMessages, &advice)
        return true
    }

    // MARK: both

    /// False where there is no contract to reckon with.
    private func hearAdmission(
        _ contract: ContractIndex, _ context: InstructionContext, _ advice: inout Advice
    ) -> Bool {
        advice.hear(session.verdict(isOpen: context.isSessionOpen, quoter: context.quoter))
        if quoterStates[Int(context.quoter.value)] == .isolated {
            advice.hear(.refuse(.isolated, value: Int64(context.quoter.value)))
        }
        if dayHasEnded { advice.hear(.refuse(.dayEnded)) }
        if !exchangeIsUp { advice.hear(.refuse(.exchangeDown)) }
        let index = Int(contract.value)
        guard index < book.terms.count else { return false }
        let isComputable = book.terms[index].isComputable
        advice.hear(
            scope.verdict(
                isListed: true, isComputable: isComputable, isOurs: book.terms[index].isOurs,
                index: contract.value))
        advice.hear(filedAccount.verdict(participant: context.participant))
        return isComputable
    }

    /// Positions, money and messages.
    private mutating func hearBook(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase,
        cost: Int64, _ advice: inout Advice
    ) {
        let before = book.slots[quote.contract.int].worst
        let buys = worst.long - before.long
        let sells = worst.short - before.short
        for (added, held, side) in [(buys, worst.long, Side.bid), (sells, worst.short, .ask)]
        where added > 0 {
            advice.hear(positionLimit.verdict(worstCase: held, side: side))
            advice.hear(directionLimit.verdict(worstCase: lean(side, own) + added, side: side))
        }
        if buys + sells > 0 {
            advice.hear(totalPosition.verdict(worstCase: book.total + buys + sells, side: nil))
        }
        let premium = Money.premium(
            quote.bid.price, unit: own.unit, quantity: quote.bid.quantity)
        advice.hear(purchaseLimit.verdict(premium: premium))
        advice.hear(
            funds.verdict(
                premium: premium?.tenThousandths, margin: margin(quote, own, worst),
                available: book.available))
        advice.hear(messageRate.verdict(spent: budget.spent, cost: cost, isWithdrawal: false))
        advice.hear(dailyMessages.verdict(spent: budget.today, cost: cost))
    }
}
