public import Market

/// The obligation record of one day: the exchange's events in, verdicts for every instant out.
///
/// Met or not met comes only from what the exchange said. Times may come from outside: one that lies
/// before its predecessor is moved up to it and counted; an unknown contract is ignored and counted.
public struct ObligationLedger: Sendable {
    public let pack: RulePack
    public let directory: InstrumentDirectory
    public let calendar: SessionCalendar

    var contracts: ContiguousArray<ContractState>
    /// The events that set what a contract is in.
    var sources: ContiguousArray<CircumstanceSource>
    private var underlyingMovedAt: ContiguousArray<Int64>
    /// Best prices without the maker; kept only where a rule asks how wide the market is at a request.
    private var tops: ContiguousArray<BookTop> = []
    var presences: [PresenceMeter] = []
    var requestMeters: [RequestMeter] = []
    var duties: DutyMeters
    /// Which meters watch a contract: an event costs only those whose rule obliges it.
    var presenceWatchers: Watchers
    var requestWatchers: Watchers
    private let hasRequests: Bool
    private let followsMarket: Bool
    let followsUnderlying: Bool
    var underlyingSpreads: ContiguousArray<Int64>
    /// What was told and has not ended, with its scope.
    var circumstances: [(kind: Circumstance, scope: CauseScope)] = []
    let facts: [InstrumentFacts]
    private var clock: Int64 = 0
    /// Starts of the continuous spans that have not been passed yet, the next one last.
    private var spansAhead: [Int64]
    var isInterrupted = false
    /// The end of the record; nothing is counted after it.
    var finish: Int64?

    /// Events whose time lay before an earlier event's.
    public internal(set) var timesMovedUp = 0
    /// Events for a contract or underlying that is not in the directory.
    public internal(set) var unknownInstruments = 0

    /// `facts` by contract: what the directory itself does not tell; by default what it does.
    public init(
        pack: RulePack, directory: InstrumentDirectory, calendar: SessionCalendar,
        facts: [InstrumentFacts]? = nil
    ) {
        let facts = facts ?? InstrumentFacts.derived(from: directory, levels: pack.levels)
        precondition(facts.count == directory.contracts.count, "one fact a contract")
        self.facts = facts
        self.pack = pack
        self.directory = directory
        self.calendar = calendar
        spansAhead = calendar.continuousSpans.map(\.start.nanoseconds).reversed()
        contracts = ContiguousArray(
            repeating: ContractState(), count: directory.contracts.count)
        sources = ContiguousArray(
            repeating: CircumstanceSource(), count: directory.contracts.count)
        underlyingMovedAt = ContiguousArray(
            repeating: ContractState.never, count: directory.underlyings.count)
        duties = DutyMeters(
            pack: pack, directory: directory, facts: facts, calendar: calendar)
        presenceWatchers = Watchers(contracts: directory.contracts.count)
        requestWatchers = Watchers(contracts: directory.contracts.count)
        for rule in pack.rules where rule.unevaluated == nil {
            let isObliged = zip(directory.contracts, facts).map {
                rule.instruments.includes($0, $1)
            }
            switch rule.kind {
            case .presence(let presence):
                presenceWatchers.add(presences.count, to: isObliged)
                presences.append(
                    PresenceMeter(
                        rule: presence, contracts: directory.contracts, facts: facts,
                        isObliged: isObliged, calendar: calendar))
            case .rfqResponse(let response):
                requestWatchers.add(requestMeters.count, to: isObliged)
                requestMeters.append(
                    RequestMeter(
                        rule: response, contracts: directory.contracts, facts: facts,
                        calendar: calendar))
            default: continue
            }
        }
        hasRequests = !requestMeters.isEmpty
        if requestMeters.contains(where: { $0.rule.marketSpreadAbove != nil }) {
            tops = ContiguousArray(repeating: .empty, count: directory.contracts.count)
        }
        let validities = presences.map(\.rule.validity) + requestMeters.map(\.rule.validity)
        followsMarket = validities.contains(where: \.followsMarket)
        followsUnderlying = validities.contains(where: \.followsUnderlying)
        underlyingSpreads = ContiguousArray(repeating: -1, count: directory.underlyings.count)
        if requestMeters.contains(where: { $0.rule.marketSpreadAbove != nil }) {
            tops = ContiguousArray(repeating: .empty, count: directory.contracts.count)
        }
    }

    // MARK: Events

    /// The maker's quote changed at the exchange: accepted, filled, cancelled or expired.
    ///
    /// `answering` is the request a newly accepted quote carries, `.none` for a continuous quote.
    public mutating func quoteChanged(
        _ contract: ContractIndex, to quote: LiveQuote, evidence: QuoteEvidence,
        trigger: QuoteTrigger, answering: QuoteRequestID = .none, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        let index = contract.int
        let previous = contracts[index].change(to: quote, evidence, trigger, at: now)
        for place in presenceWatchers.places(index) {
            presences[presenceWatchers[place]].quoteChanged(
                index, contracts[index], previous: previous, isInterrupted: isInterrupted, at: now)
        }
        if duties.isNeeded {
            duties.quoteChanged(
                directory.contracts[index], contracts[index], isInterrupted: isInterrupted, at: now)
        }
        guard hasRequests, answering != .none || contracts[index].mayHaveRequest else { return }
        let moved = underlyingMovedAt[directory.contracts[index].underlying.int]
        for place in requestWatchers.places(index) {
            requestMeters[requestWatchers[place]].quoteChanged(
                index, contracts[index], answering: answering, underlyingMovedAt: moved, at: now)
        }
        contracts[index].mayHaveRequest = hasOpenRequest(index)
    }

    /// Whether a rule counts own orders beside the quotes, and `orderChanged` has to be told.
    public var followsOrders: Bool { presences.contains(where: \.followsOrders) }

    /// An own order beside the quotes changed at the exchange; for rules that count both.
    public mutating func orderChanged(
        _ contract: ContractIndex, _ order: OwnOrder, logSequence: UInt64, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        let previous = contracts[contract.int].evidence
        var state = contracts[contract.int]
        state.evidence = QuoteEvidence(quote: previous.quote, logSequence: logSequence)
        for place in presenceWatchers.places(contract.int) {
            let meter = presenceWatchers[place]
            guard presences[meter].followsOrders else { continue }
            presences[meter].orderChanged(
                contract.int, state, order: order, previous: previous,
                isInterrupted: isUnknown(contract.int), at: now)
        }
    }

    /// The contract's phase changed at the exchange.
    ///
    /// `logSequence`: the event's place in the exchange's log; the source of an exemption that begins.
    public mutating func phaseChanged(
        _ contract: ContractIndex, to phase: TradingPhase, logSequence: UInt64 = 0,
        at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        guard contracts[contract.int].phase != phase else { return }
        let old = contracts[contract.int].phase
        if old == .starting {
            for place in presenceWatchers.places(contract.int) {
                presences[presenceWatchers[place]].listed(contract.int, at: now)
            }
        }
        contracts[contract.int].phase = phase
        if duties.isNeeded {
            duties.phaseChanged(
                contract.int, from: old, to: phase, isInterrupted: isInterrupted, at: now)
        }
        sources[contract.int].phase = logSequence
        circumstancesChanged(contract.int, .phase, at: now)
    }

    /// The best prices of everybody but the maker changed.
    ///
    /// `logSequence`: the event's place in the exchange's log; the source of an exemption that begins.
    public mutating func marketChanged(
        _ contract: ContractIndex, topWithoutMaker top: BookTop, logSequence: UInt64 = 0,
        at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        if duties.isNeeded { duties.marketChanged(contract.int, top, at: now) }
        if !tops.isEmpty { tops[contract.int] = top }
        let band = directory.contracts[contract.int].band
        let isAtLimit =
            top.hasBid && top.bid >= band.up || top.hasAsk && top.ask <= band.down
        let isNews = contracts[contract.int].marketIsAtLimit != isAtLimit
        contracts[contract.int].marketIsAtLimit = isAtLimit
        if followsMarket { tellMarket(contract.int, top, at: now) }
        guard isNews else { return }
        sources[contract.int].market = logSequence
        circumstancesChanged(contract.int, .market, at: now)
    }

    /// The underlying's price changed; releases holds where the rule says so.
    public mutating func underlyingMoved(_ underlying: UnderlyingIndex, at time: SessionTime) {
        guard underlying.int < underlyingMovedAt.count else {
            unknownInstruments += 1
            return
        }
        underlyingMovedAt[underlying.int] = advance(to: time)
    }

    /// The exchange forwarded a request for quote.
    public mutating func requestOpened(
        _ id: QuoteRequestID, on contract: ContractIndex, fromMaker: Bool = false,
        quantity: Quantity? = nil, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        for place in requestWatchers.places(contract.int) {
            requestMeters[requestWatchers[place]].opened(
                id, contract.int, contracts[contract.int], market: market(contract.int),
                quantity: quantity, isExempt: isExempt(contract.int),
                isInterrupted: isInterrupted, fromMaker: fromMaker, at: now)
        }
        contracts[contract.int].mayHaveRequest = true
    }

    /// The best prices a customer sees: everybody's, the maker's own quote included.
    private func market(_ contract: Int) -> BookTop {
        guard !tops.isEmpty else { return .empty }
        var top = tops[contract]
        let own = contracts[contract].quote
        if own.bidRemaining > .zero, !top.hasBid || own.bid > top.bid {
            top.bid = own.bid
            top.bidQuantity = own.bidRemaining
        }
        if own.askRemaining > .zero, !top.hasAsk || own.ask < top.ask {
            top.ask = own.ask
            top.askQuantity = own.askRemaining
        }
        return top
    }

    /// The exchange closed a request; nothing can answer it any more.
    public mutating func requestExpired(_ id: QuoteRequestID, at time: SessionTime) {
        let now = advance(to: time)
        for meter in requestMeters.indices { requestMeters[meter].expired(id, at: now) }
    }

    /// The record ends here. Continuous time still to come is unknown, not met by nobody's word; where the
    /// exchange has closed every contract for the day, there is none to come.
    public mutating func finish(at time: SessionTime) {
        let now = advance(to: time)
        let close = calendar.continuousSpans.last?.end.nanoseconds ?? now
        for meter in requestMeters.indices { requestMeters[meter].settleAll(at: now) }
        duties.settleAll(at: now)
        if now < close {
            if !contracts.allSatisfy({ $0.phase == .closed }) {
                streamInterrupted(at: SessionTime(nanoseconds: now))
            }
            _ = advance(to: SessionTime(nanoseconds: close))
        }
        finish = clock
    }

    // MARK: Figures

    /// The latest time the record knows of.
    public var knownUntil: SessionTime { SessionTime(nanoseconds: clock) }

    /// How many presence rules the pack has; the n-th is named by its position.
    public var presenceRules: Int { presences.count }
    /// How many response rules the pack has.
    public var responseRules: Int { requestMeters.count }

    /// Whether the pack's n-th presence rule obliges the contract; one it does not has no figures.
    public func isObliged(_ contract: ContractIndex, presence: Int = 0) -> Bool {
        presences[presence].isObliged(contract.int)
    }

    /// One contract under the pack's n-th presence rule, the open interval included.
    public func totals(
        of contract: ContractIndex, presence: Int = 0, at time: SessionTime? = nil
    ) -> PresenceTotals {
        presences[presence].totals(contract.int, at: limit(time))
    }

    /// The intervals under a contract's figure, in order of time; they fill the session without a gap.
    public func intervals(
        of contract: ContractIndex, presence: Int = 0, until time: SessionTime? = nil
    ) -> [ObligationInterval] {
        presences[presence].intervals(
            contract.int, current: contracts[contract.int], until: limit(time))
    }

    /// All requests under the pack's n-th response rule, with what became of them.
    public func requests(response: Int = 0, at time: SessionTime? = nil) -> [RequestRecord] {
        var meter = requestMeters[response]
        meter.settleAll(at: limit(time))
        return Array(meter.records)
    }

    func limit(_ time: SessionTime?) -> Int64 {
        let asked = max(time?.nanoseconds ?? clock, clock)
        return min(asked, finish ?? asked)
    }

    // MARK: Inside

    mutating func isKnown(_ contract: ContractIndex) -> Bool {
        if contract.int < contracts.count { return true }
        unknownInstruments += 1
        return false
    }

    mutating func advance(to time: SessionTime) -> Int64 {
        if time.nanoseconds < clock {
            timesMovedUp += 1
        } else {
            while let start = spansAhead.last, start < time.nanoseconds { enterSpan(at: start) }
            clock = time.nanoseconds
        }
        return clock
    }

    /// Continuous time begins by the calendar; a contract whose phase has not followed owes nothing.
    @inline(never)
    private mutating func enterSpan(at start: Int64) {
        spansAhead.removeLast()
        for contract in contracts.indices where contracts[contract].isBetweenSessions {
            circumstancesChanged(contract, .phase, at: start)
        }
    }

    func hasOpenRequest(_ contract: Int) -> Bool {
        for meter in requestMeters.indices where requestMeters[meter].hasOpenRequest(contract) {
            return true
        }
        return false
    }

    private mutating func tellMarket(_ contract: Int, _ top: BookTop, at now: Int64) {
        for place in presenceWatchers.places(contract) {
            let meter = presenceWatchers[place]
            guard presences[meter].followsMarket else { continue }
            presences[meter].marketChanged(
                contract, contracts[contract], top: top, isInterrupted: isUnknown(contract), at: now
            )
        }
        for place in requestWatchers.places(contract) {
            requestMeters[requestWatchers[place]].table.general?.marketChanged(top, of: contract)
        }
    }
}
