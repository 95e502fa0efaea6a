public import Market
public import Wire

/// Single orders: the same checks as a quote's side, with the price limit for a price where an order has none.
///
/// An order is judged as a quote with one side, so every drop-in check holds for it too. In this order: quoter's session · link and
/// day · contract scope · account · kind · command age · client number · state and protection · phase · price · size · open orders ·
/// drop-in checks · closing quantity · positions · purchase limit · funds · message rate · daily messages.
/// A cancel lowers risk: session · link and day · scope · account · kind · unknown or repeated · phase · message rate with the reserve.
extension RiskGate {
    /// Messages of one order or cancel.
    static var orderMessages: Int64 { 1 }
    /// The largest price a side that is not there can have without meeting anything.
    private static var absentAsk: Price { Price(ticks: ContractTerms.priceTicksMax) }

    /// Judges one order or cancel; what passes is counted as sent.
    ///
    /// - Parameters:
    ///   - isForced: risk's own, approved by two: no quoter has sent it, and no state stops it, but it may only reduce.
    ///   - relaxed: limits of the checks that a person has let it pass.
    public mutating func decide(
        _ entry: OrderInstructions.Entry, _ context: InstructionContext, isForced: Bool = false,
        under relaxed: RiskLimits? = nil, at now: SessionTime
    ) -> Verdict {
        let isCancel = entry.kindCode == OrderKind.cancel.rawValue
        let admission = admit(
            entry, context, isCancel: isCancel, isForced: isForced, at: now)
        guard case .pass = admission else { return admission }
        budget.advance(to: now)
        return isCancel
            ? cancel(entry, at: now)
            : order(entry, context, isForced: isForced, under: relaxed ?? limits, at: now)
    }

    private func admit(
        _ entry: OrderInstructions.Entry, _ context: InstructionContext, isCancel: Bool,
        isForced: Bool, at now: SessionTime
    ) -> Verdict {
        if !isForced {
            let heard = session.verdict(isOpen: context.isSessionOpen, quoter: context.quoter)
            guard case .pass = heard else { return heard }
            if quoterStates[Int(context.quoter.value)] == .isolated {
                return .refuse(.isolated, value: Int64(context.quoter.value))
            }
        }
        if dayHasEnded { return .refuse(.dayEnded) }
        guard exchangeIsUp else { return .refuse(.exchangeDown) }
        let index = Int(entry.contract.value)
        let isListed = index < book.terms.count
        let verdict = scope.verdict(
            isListed: isListed, isComputable: isListed && book.terms[index].isComputable,
            isOurs: isListed && book.terms[index].isOurs, index: entry.contract.value
        )
        .then(filedAccount.verdict(participant: context.participant))
        guard case .pass = verdict, !isCancel else { return verdict }
        return OrderKindCheck().verdict(
            kind: entry.kindCode, side: entry.sideCode, effect: entry.effectCode
        )
        .then(commandAge.verdict(expires: context.expires, now: now))
        .then(quoteNumber.verdict(id: entry.clientID, last: book.orders.lastID[index]))
    }

    // MARK: orders

    private mutating func order(
        _ entry: OrderInstructions.Entry, _ context: InstructionContext, isForced: Bool,
        under limits: RiskLimits, at now: SessionTime
    ) -> Verdict {
        let contract = entry.contract.int
        guard let kind = OrderKind(rawValue: entry.kindCode),
            let side = Side(rawValue: entry.sideCode),
            let effect = PositionEffect(rawValue: entry.effectCode)
        else { return .refuse(.orderKindForbidden) }
        book.orders.lastID[contract] = entry.clientID.value
        let own = book.terms[contract]
        let price = kind.isMarket ? (side == .bid ? own.band.up : own.band.down) : entry.price
        let quote = Self.oneSided(entry, side, price: price, effect: effect)
        let work = Self.work(of: quote)
        let worst = book.worstCase(contract, adding: work)
        let verdict = state(of: contract, context, worst, isForced: isForced)
            .then(
                standing.order(
                    InstructionKinds(side, effect), context, contract: contract,
                    isForced: isForced)
            )
            .then(shape(kind, side, price: price, entry.quantity, contract))
            .then(judge(quote, own, worst, limits, at: now))
        guard case .pass = verdict else { return verdict }
        budget.spendNow(Self.orderMessages, at: now)
        serial += 1
        let working = Self.working(quote, own)
        let order = WorkingOrder(
            contract: contract, id: entry.clientID.value, serial: serial,
            expires: context.expiry(at: now, lifeMax: terms.instructionLifeMax).nanoseconds,
            side: side, leg: side == .bid ? working.bid : working.ask)
        book.launch(order)
        return .pass
    }

    static func oneSided(
        _ entry: OrderInstructions.Entry, _ side: Side, price: Price, effect: PositionEffect
    ) -> TwoSidedQuote {
        let leg = QuoteLeg(price: price, quantity: entry.quantity, effect: effect)
        let absent = QuoteLeg(price: side == .bid ? absentAsk : .zero, quantity: .zero)
        return TwoSidedQuote(
            contract: entry.contract, id: entry.clientID, bid: side == .bid ? leg : absent,
            ask: side == .ask ? leg : absent)
    }

    /// Shut, or open only for what makes nothing worse; protection stops quotes and openings, not the way out.
    func state(
        of contract: Int, _ context: InstructionContext, _ worst: ExposureBook.WorstCase,
        isForced: Bool
    ) -> Verdict {
        let state =
            isForced
            ? .reducing : max(states[contract], quoterStates[Int(context.quoter.value)])
        if state > .reducing { return .refuse(Self.code(of: state)) }
        let before = book.slots[contract].worst
        let added = worst.long - before.long + worst.short - before.short
        guard added > 0 else { return .pass }
        if state == .reducing { return .refuse(.reducingOnly, value: added) }
        let underlying = book.terms[contract].underlying
        return protection.isFrozen(Int(underlying))
            ? .refuse(.protection, value: Int64(underlying)) : .pass
    }

    func shape(
        _ kind: OrderKind, _ side: Side, price: Price, _ size: Quantity, _ contract: Int
    ) -> Verdict {
        let own = book.terms[contract]
        let now = phases[contract]
        // Only a plain limit order can wait where nothing matches.
        if kind != .limit, now != .continuous {
            return .refuse(.phaseForbids, value: Int64(now.rawValue))
        }
        let most =
            kind.isMarket
            ? min(own.quantityMax, terms.marketOrderQuantityMax.contracts) : own.quantityMax
        return phase.quote(in: now).then(self.price.verdict(price, side: side, band: own.band))
            .then(
                QuantityCheck(quantityMin: Quantity(contracts: 1))
                    .verdict(size, side: side, quantityMax: most)
            )
            .then(OpenOrdersCheck().verdict(count: book.orders.count))
    }

    private mutating func judge(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase,
        _ limits: RiskLimits, at now: SessionTime
    ) -> Verdict {
        let premium = Money.premium(
            quote.bid.price, unit: own.unit, quantity: quote.bid.quantity)
        let moment = orderMoment(quote, own, worst)
        return DropInChecks.verdict(moment, limits)
            .then(closing(quote))
            .then(exposure(quote, own, worst))
            .then(purchaseLimit.verdict(premium: premium))
            .then(
                funds.verdict(
                    premium: premium?.tenThousandths, margin: margin(quote, own, worst),
                    available: book.available)
            )
            .then(
                messageRate.verdict(
                    spent: budget.spent, cost: Self.orderMessages, isWithdrawal: false)
            )
            .then(dailyMessages.verdict(spent: budget.today, cost: Self.orderMessages))
    }

    /// An order replaces nothing, so it can meet our own quote as well as our own orders.
    mutating func orderMoment(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase
    ) -> QuoteMoment {
        let contract = quote.contract.int
        var bid = group.bid(contract)
        var ask = group.ask(contract)
        meetOwn(contract, &bid, &ask)
        book.orders.meet(contract, &bid, &ask)
        return QuoteMoment(
            quote: quote, own: own, before: book.slots[contract].worst, after: worst,
            sums: book.sums[Int(own.underlying)], yard: book.slots[contract].yard,
            lastTrade: lastTrade[contract], groupBid: bid, groupAsk: ask, resting: (0, 0),
            tally: tally.contracts[contract], messagesToday: budget.today,
            tradesToday: tally.trades)
    }

    /// Orders do not replace one another as quotes do: together they close at most what is held.
    func closing(_ quote: TwoSidedQuote) -> Verdict {
        let contract = quote.contract.int
        let held = book.holdings.held(contract)
        if quote.bid.effect == .close {
            return closingQuantity.verdict(
                held: held.short,
                closing: Int64(quote.bid.quantity.contracts) + book.orders.closing(contract, .bid),
                side: .bid)
        }
        guard quote.ask.effect == .close else { return .pass }
        return closingQuantity.verdict(
            held: held.long,
            closing: Int64(quote.ask.quantity.contracts) + book.orders.closing(contract, .ask),
            side: .ask)
    }

    // MARK: cancels

    private mutating func cancel(_ entry: OrderInstructions.Entry, at now: SessionTime) -> Verdict {
        let contract = entry.contract.int
        let place = book.orders.place(ofOrder: entry.orderID.value, contract: contract)
        let until = place.map {
            SessionTime(nanoseconds: book.orders.orders[$0].cancelledUntil)
        }
        let verdict = RepeatedCancelCheck()
            .verdict(order: entry.orderID, cancelledUntil: until, now: now)
            .then(phase.withdrawal(in: phases[contract], at: now))
            .then(standing.withdrawal())
            .then(
                messageRate.verdict(
                    spent: budget.spent, cost: Self.orderMessages, isWithdrawal: true))
        guard case .pass = verdict, let place else { return verdict }
        budget.spendNow(Self.orderMessages, at: now)
        serial += 1
        book.orders.setCancel(
            place, until: now.nanoseconds.addingClamped(terms.cancelRetryAfter.nanoseconds))
        return .pass
    }
}
