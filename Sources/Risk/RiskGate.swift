public import Market
public import Wire

/// Every check an instruction passes on its way to the exchange, and the book they look at.
///
/// A quote goes through, in this order: quoter's session · link and day · contract scope · filed account · command age · quote number
/// · state, the account's standing, protection · phase · both sides and not crossed · prices · spread · sizes · request · hold · in flight ·
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
    var positionLimit: PositionLimitCheck
    var directionLimit: DirectionLimitCheck
    var totalPosition: TotalPositionCheck
    var purchaseLimit: PurchaseLimitCheck
    var funds: FundsCheck
    let holdTime = HoldTimeCheck()
    let holdReplacement: HoldReplacementCheck
    var messageRate: MessageRateCheck
    var dailyMessages: DailyMessageCheck

    var limits: RiskLimits
    let terms: RiskTerms
    var standing: AccountStanding
    var book: ExposureBook
    /// Shares of the underlyings.
    var hedges: HedgeBook
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
    /// Per contract, and per quoter: how far it is shut.
    var states: [RiskState]
    var quoterStates: [RiskState]
    var protection: MakerProtection
    /// A quote that answers a request has left, or was found at the exchange: before, nothing can be held.
    var hasResponded = false
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
        standing = AccountStanding(directory, terms)
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
        hedges = HedgeBook(
            openingShares: max(0, terms.hedgeOpeningShares),
            underlyings: directory.underlyings.count)
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
        states = Array(repeating: .active, count: count)
        quoterStates = Array(repeating: .active, count: PeerID.countMax)
        protection = MakerProtection(
            terms.protection, underlyings: directory.underlyings.count)
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
        if quoterStates[Int(context.quoter.value)] == .isolated {
            return .refuse(.isolated, value: Int64(context.quoter.value))
        }
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
            .then(standing.withdrawal())
            .then(inFlight.withdrawal(id: entry.quoteID.value, behind: behind))
            .then(
                holdTime.verdict(
                    reason: entry.reason, heldUntil: holdEnd(contract), now: now)
            )
            .then(
                messageRate.verdict(
                    spent: budget.spent, cost: terms.withdrawalMessages, isWithdrawal: true))
        guard case .pass = verdict else { return verdict }
        budget.spendNow(terms.withdrawalMessages, at: now)
        var withdrawal = WorkingQuote.none
        withdrawal.id = entry.quoteID.value
        withdrawal.isWithdrawal = true
        book.launch(stamped(withdrawal, context, at: now), contract: contract)
        return .pass
    }

    /// When the response that rests, or is on its way, may be withdrawn.
    @inline(__always)
    mutating func holdEnd(_ contract: Int) -> SessionTime {
        hasResponded ? responseEnd(contract) : SessionTime(nanoseconds: .min)
    }

    private mutating func responseEnd(_ contract: Int) -> SessionTime {
        let first = contract * ExposureBook.inFlightMax
        for place in first..<first + Int(book.slots[contract].inFlightCount)
        where book.inFlight[place].request != 0 { return SessionTime(nanoseconds: .max) }
        guard book.live[contract].isWorking else { return SessionTime(nanoseconds: .min) }
        return holds.end(contract, underlying: Int(book.terms[contract].underlying))
    }

    // MARK: quotes

    private mutating func quote(
        _ entry: QuoteInstructions.Entry, _ context: InstructionContext, at now: SessionTime
    ) -> Verdict {
        let contract = entry.contract.int
        guard let quote = Self.quote(of: entry) else {
            return .refuse(
                .malformed, value: Int64(entry.bidEffectCode), limit: Int64(entry.askEffectCode))
        }
        let state = max(states[contract], quoterStates[Int(context.quoter.value)])
        if state > .reducing { return .refuse(Self.code(of: state)) }
        let admitted = standing.quote(quote, context)
        guard case .pass = admitted else { return admitted }
        let own = book.terms[contract]
        if protection.isFrozen(Int(own.underlying)) {
            return .refuse(.protection, value: Int64(own.underlying))
        }
        let premium = Money.premium(
            quote.bid.price, unit: own.unit, quantity: quote.bid.quantity)
        let cost = messages(of: contract)
        let work = Self.work(of: quote)
        let worst = book.worstCase(contract, adding: work)
        let verdict = judge(quote, own, worst, premium: premium, cost: cost, at: now)
        guard case .pass = verdict else { return verdict }
        if state == .reducing {
            let before = book.slots[contract].worst
            let added = worst.long - before.long + worst.short - before.short
            if added > 0 { return .refuse(.reducingOnly, value: added) }
        }
        budget.spendNow(cost, at: now)
        if quote.answering.value != 0 { hasResponded = true }
        book.launch(
            stamped(Self.working(quote, own), context, at: now), contract: contract, adding: work,
            worst: worst)
        return .pass
    }

    /// As `entry.quote`, made in place: across rooms it is a call that hands four words over through memory.
    @inline(__always)
    static func quote(of entry: QuoteInstructions.Entry) -> TwoSidedQuote? {
        guard let bidEffect = PositionEffect(rawValue: entry.bidEffectCode),
            let askEffect = PositionEffect(rawValue: entry.askEffectCode)
        else { return nil }
        return TwoSidedQuote(
            contract: entry.contract, id: entry.quoteID,
            bid: QuoteLeg(price: entry.bid, quantity: entry.bidQuantity, effect: bidEffect),
            ask: QuoteLeg(price: entry.ask, quantity: entry.askQuantity, effect: askEffect),
            answering: entry.requestID)
    }

    static func code(of state: RiskState) -> RefusalCode {
        switch state {
        case .active: .none
        case .reducing: .reducingOnly
        case .paused: .paused
        case .halted: .halted
        case .killed: .killed
        case .isolated: .isolated
        }
    }

    /// Messages a quote of the contract may be counted as.
    @inline(__always)
    mutating func messages(of contract: Int) -> Int64 {
        terms.quoteMessages + (book.hasQuote(contract) ? terms.replaceMessages : 0)
    }

    /// Mutating, as all it calls: a method that only reads is handed a copy of the whole gate, a kilobyte.
    @inline(__always)
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
            .then(quote.answering.value == 0 ? .pass : response(quote, own, at: now))
            .then(
                holdReplacement.verdict(
                    quote, daysToExpiry: own.daysToExpiry, heldUntil: holdEnd(contract), now: now)
            )
            .then(self.inFlight.quote(count: Int(book.slots[contract].inFlightCount)))
    }

    /// What a quote that names a request has to keep to besides.
    mutating func response(
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

    @inline(__always)
    mutating func stamped(
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
