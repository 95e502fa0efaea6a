public import Market
public import Wire

/// Every check an instruction passes on its way to the exchange, and the book they look at.
///
/// A quote goes through, in this order: quoter's session · link and day · contract scope · filed account · command age · quote number
/// · kill and pause · phase · both sides and not crossed · prices · spread · sizes · request · hold · in flight ·
/// what `DropInChecks` lists · closing quantity · position, direction, total · purchase limit · funds · message rate · daily messages.
/// The cheap and the structural come before what depends on the book, so a refusal names the plainest cause.
///
/// A withdrawal lowers risk, so it skips what guards against more of it: session · link and day · scope · account · number ·
/// phase · in flight · hold time · message rate with the reserve. It passes in kill, in pause and when late.
///
/// `decide` reserves what it passes: one call, one instruction, no gap in which a second one could pass too.
public struct RiskGate: Sendable {
    let session = QuoterSessionCheck()
    let scope = ContractScopeCheck()
    let filedAccount: FiledAccountCheck
    let commandAge = CommandAgeCheck()
    let quoteNumber = QuoteNumberCheck()
    let phase: PhaseCheck
    let twoSided = TwoSidedCheck()
    let price: PriceCheck
    let maximumSpread: MaximumSpreadCheck
    let quantity: QuantityCheck
    let request: RequestCheck
    let inFlight = InFlightCheck(countMax: ExposureBook.inFlightMax - 1)
    let closingQuantity = ClosingQuantityCheck()
    let positionLimit: PositionLimitCheck
    let directionLimit: DirectionLimitCheck
    let totalPosition: TotalPositionCheck
    let purchaseLimit: PurchaseLimitCheck
    let funds: FundsCheck
    let holdTime = HoldTimeCheck()
    let holdReplacement: HoldReplacementCheck
    let messageRate: MessageRateCheck
    let dailyMessages: DailyMessageCheck

    let limits: RiskLimits
    let terms: RiskTerms
    var book: ExposureBook
    var yardsticks: Yardsticks
    var group: GroupBook
    /// Per contract: last public trade, ticks; 0 without one.
    var lastTrade: [Int64]
    var requests: RequestBook
    var budget: MessageBudget
    var alerts: MessageAlerts
    var tally: CancelTally
    var phases: [TradingPhase]
    var holds: ResponseHolds
    /// Per contract: killed, paused.
    var killed: [Bool]
    var paused: [Bool]
    /// Per quoter: highest quote number seen.
    var lastQuoteID: [UInt64]
    /// What was executed, by execution and side, to know a repeat from a second fill. Never iterated.
    var executions: [UInt64: UInt64] = [:]
    var executionsHash: UInt64 = 0
    /// Counts every instruction that left.
    public internal(set) var serial: UInt64 = 0
    public internal(set) var exchangeIsUp = false
    public internal(set) var dayHasEnded = false

    public init(
        directory: InstrumentDirectory, limits: RiskLimits, terms: RiskTerms,
        opening: [OpeningHolding] = []
    ) {
        let allowance = MessageAllowance(limits, terms)
        self.limits = limits
        self.terms = terms
        filedAccount = FiledAccountCheck(participants: terms.filedParticipants)
        phase = PhaseCheck(withdrawalsForbidden: terms.withdrawalsForbidden)
        price = PriceCheck(tick: terms.priceTick)
        maximumSpread = MaximumSpreadCheck(tiers: terms.spreadTiers)
        quantity = QuantityCheck(quantityMin: terms.quantityMin)
        request = RequestCheck(delayMax: terms.responseDelayMax)
        holdReplacement = HoldReplacementCheck(
            replacementEndsHold: terms.replacementEndsHold,
            spread: MaximumSpreadCheck(tiers: terms.responseSpreadTiers ?? terms.spreadTiers),
            quantityMin: terms.responseQuantityMin ?? terms.quantityMin)
        positionLimit = PositionLimitCheck(limit: limits.positionPerContractMax)
        directionLimit = DirectionLimitCheck(limit: limits.directionPerUnderlyingMax)
        totalPosition = TotalPositionCheck(limit: limits.totalPositionMax)
        purchaseLimit = PurchaseLimitCheck(limit: limits.purchaseMax)
        funds = FundsCheck(isSet: limits.funds != nil)
        messageRate = MessageRateCheck(
            limit: allowance.perSecond, withdrawalReserve: limits.withdrawalReservePerSecond,
            massCancelReserve: limits.massCancelReservePerSecond)
        dailyMessages = DailyMessageCheck(limit: allowance.perDay)
        let count = directory.contracts.count
        book = ExposureBook(
            terms: directory.contracts.map { ContractTerms($0, of: directory, terms: terms) },
            underlyings: directory.underlyings.count, cash: limits.funds?.tenThousandths ?? 0)
        yardsticks = Yardsticks(directory)
        group = GroupBook(participants: terms.groupParticipants, contracts: count)
        lastTrade = Array(repeating: 0, count: count)
        requests = RequestBook(count: count)
        budget = MessageBudget(
            capacity: Int(min(max(allowance.perSecond ?? 1, 1), 65_536)))
        alerts = MessageAlerts(allowance, terms)
        tally = CancelTally(count: count)
        phases = Array(repeating: .starting, count: count)
        holds = ResponseHolds(
            terms: terms, contracts: count, underlyings: directory.underlyings.count)
        killed = Array(repeating: false, count: count)
        paused = Array(repeating: false, count: count)
        lastQuoteID = Array(repeating: 0, count: PeerID.countMax)
        executions.reserveCapacity(4_096)
        for holding in opening {
            guard let contract = directory.contracts.first(where: { $0.code == holding.code })
            else { continue }
            book.open(
                long: min(max(holding.long, 0), Int64(Int32.max)),
                short: min(max(holding.short, 0), Int64(Int32.max)),
                contract: contract.index.int)
        }
        for underlying in directory.underlyings.indices { measure(underlying) }
    }

    /// Judges one instruction; what passes is counted as sent.
    ///
    /// - Parameter waits: others of its frame are worth more, and the second has not room for all.
    public mutating func decide(
        _ entry: QuoteInstructions.Entry, _ context: InstructionContext, waits: Bool = false,
        at now: SessionTime
    ) -> Verdict {
        let isWithdrawal = entry.bidQuantity == .zero && entry.askQuantity == .zero
        let admission = admit(entry, context, at: now, isWithdrawal: isWithdrawal)
        guard case .pass = admission else { return admission }
        lastQuoteID[Int(context.quoter.value)] = entry.quoteID.value
        budget.advance(to: now)
        if waits { return wait(entry) }
        return isWithdrawal
            ? withdraw(entry, context, at: now) : quote(entry, context, at: now)
    }

    private mutating func admit(
        _ entry: QuoteInstructions.Entry, _ context: InstructionContext, at now: SessionTime,
        isWithdrawal: Bool
    ) -> Verdict {
        let heard = session.verdict(isOpen: context.isSessionOpen, quoter: context.quoter)
        guard case .pass = heard else { return heard }
        if dayHasEnded { return .refuse(.dayEnded) }
        guard exchangeIsUp else { return .refuse(.exchangeDown) }
        let index = Int(entry.contract.value)
        let isListed = index < book.terms.count
        return scope.verdict(
            isListed: isListed, isComputable: isListed && book.terms[index].isComputable,
            isOurs: isListed && book.terms[index].isOurs, index: entry.contract.value
        )
        .then(filedAccount.verdict(participant: context.participant))
        .then(isWithdrawal ? .pass : commandAge.verdict(expires: context.expires, now: now))
        .then(
            quoteNumber.verdict(
                id: entry.quoteID, last: lastQuoteID[Int(context.quoter.value)]))
    }

    /// Others of the frame are worth more and the second has not room for all.
    private mutating func wait(_ entry: QuoteInstructions.Entry) -> Verdict {
        let cost = messages(of: entry.contract.int)
        let verdict = messageRate.verdict(
            spent: budget.spent, cost: cost, isWithdrawal: false)
        if case .refuse = verdict { return verdict }
        return .refuse(.messageRate, value: cost, limit: cost)
    }

    /// The next mark of the budget that was reached and not told.
    mutating func nextAlert() -> (mark: MessageAlerts.Mark, value: Int64)? {
        alerts.next(peak: budget.peak, today: budget.today)
    }

    // MARK: withdrawals

    private mutating func withdraw(
        _ entry: QuoteInstructions.Entry, _ context: InstructionContext, at now: SessionTime
    ) -> Verdict {
        let contract = entry.contract.int
        let newest = book.newest(contract)
        let behind = newest.map { $0.isWithdrawal ? $0.id : 0 } ?? 0
        let verdict = phase.withdrawal(in: phases[contract], at: now)
            .then(inFlight.withdrawal(id: entry.quoteID.value, behind: behind))
            .then(
                holdTime.verdict(
                    reason: entry.reason, heldUntil: holdEnd(contract), now: now)
            )
            .then(
                messageRate.verdict(
                    spent: budget.spent, cost: terms.withdrawalMessages, isWithdrawal: true))
        guard case .pass = verdict else { return verdict }
        budget.spend(terms.withdrawalMessages, at: now)
        var withdrawal = WorkingQuote.none
        withdrawal.id = entry.quoteID.value
        withdrawal.isWithdrawal = true
        book.launch(stamped(withdrawal, context, at: now), contract: contract)
        return .pass
    }

    /// When the response that rests, or is on its way, may be withdrawn.
    private mutating func holdEnd(_ contract: Int) -> SessionTime {
        let first = contract * ExposureBook.inFlightMax
        for place in first..<first + Int(book.inFlightCount[contract])
        where book.inFlight[place].request != 0 { return SessionTime(nanoseconds: .max) }
        guard book.live[contract].isWorking else { return SessionTime(nanoseconds: .min) }
        return holds.end(contract, underlying: Int(book.terms[contract].underlying))
    }

    // MARK: quotes

    private mutating func quote(
        _ entry: QuoteInstructions.Entry, _ context: InstructionContext, at now: SessionTime
    ) -> Verdict {
        let contract = entry.contract.int
        guard let quote = entry.quote else {
            return .refuse(
                .malformed, value: Int64(entry.bidEffectCode), limit: Int64(entry.askEffectCode))
        }
        if killed[contract] { return .refuse(.killed) }
        if paused[contract] { return .refuse(.paused) }
        let own = book.terms[contract]
        let premium = Money.premium(
            quote.bid.price, unit: own.unit, quantity: quote.bid.quantity)
        let cost = messages(of: contract)
        let work = Self.work(of: quote)
        let worst = book.worstCase(contract, adding: work)
        let verdict = judge(quote, own, worst, premium: premium, cost: cost, at: now)
        guard case .pass = verdict else { return verdict }
        budget.spend(cost, at: now)
        book.launch(
            stamped(working(quote, own), context, at: now), contract: contract, adding: work,
            worst: worst)
        return .pass
    }

    /// Messages a quote of the contract may be counted as.
    func messages(of contract: Int) -> Int64 {
        terms.quoteMessages + (book.hasAnything(contract) ? terms.replaceMessages : 0)
    }

    /// Mutating, as all it calls: a method that only reads is handed a copy of the whole gate, a kilobyte.
    private mutating func judge(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase,
        premium: Money?, cost: Int64, at now: SessionTime
    ) -> Verdict {
        var verdict = shape(quote, own, at: now)
        guard case .pass = verdict else { return verdict }
        verdict = DropInChecks.verdict(moment(quote, own, worst), limits)
        guard case .pass = verdict else { return verdict }
        verdict = exposure(quote, own, worst)
        guard case .pass = verdict else { return verdict }
        verdict = purchaseLimit.verdict(premium: premium)
        guard case .pass = verdict else { return verdict }
        verdict = funds.verdict(
            premium: premium?.tenThousandths, margin: margin(quote, own, worst),
            available: book.available)
        guard case .pass = verdict else { return verdict }
        verdict = messageRate.verdict(spent: budget.spent, cost: cost, isWithdrawal: false)
        guard case .pass = verdict else { return verdict }
        return dailyMessages.verdict(spent: budget.today, cost: cost)
    }

    /// What can be said of the quote without looking at the book.
    private mutating func shape(_ quote: TwoSidedQuote, _ own: ContractTerms, at now: SessionTime)
        -> Verdict
    {
        let contract = quote.contract.int
        return phase.quote(in: phases[contract])
            .then(twoSided.verdict(quote))
            .then(price.verdict(quote.bid.price, side: .bid, band: own.band))
            .then(price.verdict(quote.ask.price, side: .ask, band: own.band))
            .then(
                maximumSpread.verdict(
                    bid: quote.bid.price, ask: quote.ask.price, daysToExpiry: own.daysToExpiry)
            )
            .then(
                quantity.verdict(
                    quote.bid.quantity, side: .bid, quantityMax: own.quantityMax)
            )
            .then(
                quantity.verdict(
                    quote.ask.quantity, side: .ask, quantityMax: own.quantityMax)
            )
            .then(quote.answering == .none ? .pass : response(quote, own, at: now))
            .then(
                holdReplacement.verdict(
                    quote, daysToExpiry: own.daysToExpiry, heldUntil: holdEnd(contract), now: now)
            )
            .then(self.inFlight.quote(count: Int(book.inFlightCount[contract])))
    }

    /// What a quote that names a request has to keep to besides.
    private mutating func response(
        _ quote: TwoSidedQuote, _ own: ContractTerms, at now: SessionTime
    )
        -> Verdict
    {
        request.verdict(
            id: quote.answering,
            requestedAt: requests.time(of: quote.answering, contract: quote.contract.int),
            now: now
        )
        .then(holdReplacement.response(quote, daysToExpiry: own.daysToExpiry))
    }

    /// What the quote would make of the position if everything under way were filled, in the worst order.
    private mutating func exposure(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase
    ) -> Verdict {
        let contract = quote.contract.int
        let held = book.holdings.held(contract)
        let before = book.worst[contract]
        var verdict = Verdict.pass
        if quote.bid.effect == .close {
            verdict = closingQuantity.verdict(
                held: held.short, closing: Int64(quote.bid.quantity.contracts), side: .bid)
        }
        if quote.ask.effect == .close {
            verdict = verdict.then(
                closingQuantity.verdict(
                    held: held.long, closing: Int64(quote.ask.quantity.contracts), side: .ask))
        }
        let buys = worst.long - before.long
        let sells = worst.short - before.short
        // A side that can only close is never held back by a limit it lowers.
        if buys > 0 {
            verdict = verdict.then(positionLimit.verdict(worstCase: worst.long, side: .bid))
                .then(directionLimit.verdict(worstCase: lean(.bid, own) + buys, side: .bid))
        }
        if sells > 0 {
            verdict = verdict.then(positionLimit.verdict(worstCase: worst.short, side: .ask))
                .then(directionLimit.verdict(worstCase: lean(.ask, own) + sells, side: .ask))
        }
        guard buys + sells > 0 else { return verdict }
        return verdict.then(
            totalPosition.verdict(worstCase: book.total + buys + sells, side: nil))
    }

    /// The underlying's direction an opening on this side adds to.
    private mutating func lean(_ side: Side, _ own: ContractTerms) -> Int64 {
        (side == .bid) == own.isCall
            ? book.sums[Int(own.underlying)].bullish : book.sums[Int(own.underlying)].bearish
    }

    /// Margin of what the ask could open, a close beyond the holding included; nil when it does not fit.
    private mutating func margin(
        _ quote: TwoSidedQuote, _ own: ContractTerms, _ worst: ExposureBook.WorstCase
    ) -> Int64? {
        let opened = quote.ask.effect == .open ? Int64(quote.ask.quantity.contracts) : 0
        let oversold = worst.oversold - book.worst[quote.contract.int].oversold
        let (total, overflow) = own.marginPerContract.multipliedReportingOverflow(
            by: opened + oversold)
        return overflow ? nil : total
    }

    private static func work(of quote: TwoSidedQuote) -> ExposureBook.Working {
        let bid = Int64(quote.bid.quantity.contracts)
        let ask = Int64(quote.ask.quantity.contracts)
        return ExposureBook.Working(
            openBuy: quote.bid.effect == .open ? bid : 0,
            openSell: quote.ask.effect == .open ? ask : 0,
            closeBuy: quote.bid.effect == .close ? bid : 0,
            closeSell: quote.ask.effect == .close ? ask : 0)
    }

    private func working(_ quote: TwoSidedQuote, _ own: ContractTerms) -> WorkingQuote {
        var working = WorkingQuote.none
        working.id = quote.id.value
        working.request = quote.answering.value
        working.bid = WorkingLeg(
            price: quote.bid.price.ticks,
            reservePerContract: quote.bid.price.ticks * Int64(own.unit),
            quantity: Int64(quote.bid.quantity.contracts), effect: quote.bid.effect)
        working.ask = WorkingLeg(
            price: quote.ask.price.ticks,
            reservePerContract: quote.ask.effect == .open ? own.marginPerContract : 0,
            quantity: Int64(quote.ask.quantity.contracts), effect: quote.ask.effect)
        return working
    }

    private mutating func stamped(
        _ quote: WorkingQuote, _ context: InstructionContext, at now: SessionTime
    ) -> WorkingQuote {
        serial += 1
        var stamped = quote
        stamped.serial = serial
        stamped.expires =
            context.expiry(at: now, lifeMax: terms.instructionLifeMax).nanoseconds
        return stamped
    }
}
