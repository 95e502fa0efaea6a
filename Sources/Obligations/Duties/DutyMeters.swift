import Market

/// The meters of every kind but presence and responses, and what feeds them; empty for a pack without such rules.
struct DutyMeters: Sendable {
    var auctions: [AuctionMeter] = []
    var triggered: [TriggeredMeter] = []
    var rates: [RateMeter] = []
    var positions: [PositionMeter] = []
    var checks: [QuoteCheckMeter] = []
    var book: ActivityBook
    private var quotes: ContiguousArray<LiveQuote>
    /// False: nothing here needs an event.
    private(set) var isNeeded = false

    init(
        pack: RulePack, directory: InstrumentDirectory, facts: [InstrumentFacts],
        calendar: SessionCalendar
    ) {
        book = ActivityBook(contracts: directory.contracts.count)
        quotes = ContiguousArray(repeating: .none, count: directory.contracts.count)
        let contracts = directory.contracts
        for rule in pack.rules where rule.unevaluated == nil {
            switch rule.kind {
            case .auctionPresence(let rule):
                auctions.append(AuctionMeter(rule: rule, contracts: contracts, facts: facts))
            case .triggeredResponse(let rule):
                triggered.append(
                    TriggeredMeter(
                        rule: rule, contracts: contracts, facts: facts, calendar: calendar))
            case .rateCount(let rule): rates.append(RateMeter(rule: rule))
            case .positionLimit(let rule):
                positions.append(PositionMeter(rule: rule, directory: directory))
            case .staticQuoteCheck(let rule):
                checks.append(QuoteCheckMeter(rule: rule, contracts: contracts, facts: facts))
            case .cancelRatio, .orderToTrade: break
            case .presence, .coverage, .rfqResponse, .score: continue
            }
            isNeeded = true
        }
    }

    mutating func quoteChanged(
        _ contract: OptionContract, _ now: ContractState, isInterrupted: Bool, at instant: Int64
    ) {
        let index = contract.index.int
        let old = quotes[index]
        quotes[index] = now.quote
        book.quoteChanged(index, from: old, now)
        count(now, replacing: old, at: instant)
        for meter in auctions.indices { auctions[meter].quoteChanged(index, now, at: instant) }
        for meter in triggered.indices { triggered[meter].quoteChanged(index, now, at: instant) }
        if now.trigger == .accepted {
            for meter in checks.indices { checks[meter].accepted(index, now.quote) }
        } else if now.trigger == .filled {
            positionChanged(contract)
        }
    }

    /// The maker's own quotes are messages; what the exchange took out by itself is none.
    private mutating func count(_ now: ContractState, replacing old: LiveQuote, at instant: Int64) {
        switch now.trigger {
        case .accepted:
            messages(.quote, 1, at: instant)
            if old.bidRemaining > .zero || old.askRemaining > .zero {
                messages(.replacedQuote, 1, at: instant)
            }
        case .withdrawn:
            // The two legs of one withdrawal come one after the other: the last one is the message.
            if now.quote.bidRemaining == .zero, now.quote.askRemaining == .zero {
                messages(.quoteCancel, 1, at: instant)
            }
        case .none, .filled, .cancelledOnDisconnect, .cancelledByExchange, .expired: return
        }
    }

    mutating func messages(_ kind: MessageKind, _ times: Int64, at instant: Int64) {
        for meter in rates.indices { rates[meter].counted(kind, times: times, at: instant) }
    }

    mutating func positionChanged(_ contract: OptionContract) {
        let activity = book.contracts[contract.index.int]
        for meter in positions.indices { positions[meter].changed(contract, activity) }
    }

    mutating func marketChanged(_ contract: Int, _ top: BookTop, at instant: Int64) {
        for meter in triggered.indices {
            triggered[meter].marketChanged(contract, top, at: instant)
        }
    }

    mutating func phaseChanged(
        _ contract: Int, from old: TradingPhase, to phase: TradingPhase, isInterrupted: Bool,
        at instant: Int64
    ) {
        for meter in auctions.indices {
            auctions[meter].phaseEnded(contract, old, isInterrupted: isInterrupted, at: instant)
        }
        for meter in triggered.indices {
            triggered[meter].phaseChanged(contract, to: phase, at: instant)
        }
    }

    mutating func interrupted(at instant: Int64) {
        for meter in triggered.indices { triggered[meter].interrupted(at: instant) }
    }

    mutating func settleAll(at instant: Int64) {
        for meter in triggered.indices { triggered[meter].settleAll(at: instant) }
    }
}
