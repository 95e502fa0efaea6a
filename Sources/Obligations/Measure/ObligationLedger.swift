public import Market

/// The obligation record of one day: the exchange's events in, verdicts for every instant out.
///
/// Met or not met comes only from what the exchange said. Times may come from outside: one that lies
/// before its predecessor is moved up to it and counted; an unknown contract is ignored and counted.
public struct ObligationLedger: Sendable {
    public let pack: RulePack
    public let directory: InstrumentDirectory
    public let calendar: SessionCalendar

    private var contracts: ContiguousArray<ContractState>
    private var underlyingMovedAt: ContiguousArray<Int64>
    private var presences: [PresenceMeter] = []
    private var requestMeters: [RequestMeter] = []
    private let hasRequests: Bool
    private var clock: Int64 = 0
    private var isInterrupted = false
    /// The end of the record; nothing is counted after it.
    private var finish: Int64?

    /// Events whose time lay before an earlier event's.
    public private(set) var timesMovedUp = 0
    /// Events for a contract or underlying that is not in the directory.
    public private(set) var unknownInstruments = 0

    /// `facts` by contract: what the directory itself does not tell; by default what it does.
    public init(
        pack: RulePack, directory: InstrumentDirectory, calendar: SessionCalendar,
        facts: [InstrumentFacts]? = nil
    ) {
        let facts = facts ?? InstrumentFacts.derived(from: directory, levels: pack.levels)
        precondition(facts.count == directory.contracts.count, "one fact a contract")
        self.pack = pack
        self.directory = directory
        self.calendar = calendar
        contracts = ContiguousArray(
            repeating: ContractState(), count: directory.contracts.count)
        underlyingMovedAt = ContiguousArray(
            repeating: ContractState.never, count: directory.underlyings.count)
        for rule in pack.rules where rule.unevaluated == nil {
            switch rule.kind {
            case .presence(let presence):
                presences.append(
                    PresenceMeter(
                        rule: presence, contracts: directory.contracts, facts: facts,
                        calendar: calendar))
            case .rfqResponse(let response):
                requestMeters.append(
                    RequestMeter(
                        rule: response, contracts: directory.contracts, facts: facts,
                        calendar: calendar))
            default: continue
            }
        }
        hasRequests = !requestMeters.isEmpty
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
        for meter in presences.indices {
            presences[meter].quoteChanged(
                index, contracts[index], previous: previous, isInterrupted: isInterrupted, at: now)
        }
        guard hasRequests, answering != .none || contracts[index].mayHaveRequest else { return }
        let moved = underlyingMovedAt[directory.contracts[index].underlying.int]
        for meter in requestMeters.indices {
            requestMeters[meter].quoteChanged(
                index, contracts[index], answering: answering, underlyingMovedAt: moved, at: now)
        }
        contracts[index].mayHaveRequest = hasOpenRequest(index)
    }

    /// The contract's phase changed at the exchange.
    public mutating func phaseChanged(
        _ contract: ContractIndex, to phase: TradingPhase, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        guard contracts[contract.int].phase != phase else { return }
        contracts[contract.int].phase = phase
        circumstancesChanged(contract.int, .phase, at: now)
    }

    /// The best prices of everybody but the maker changed.
    public mutating func marketChanged(
        _ contract: ContractIndex, topWithoutMaker top: BookTop, at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        let band = directory.contracts[contract.int].band
        let isAtLimit =
            top.hasBid && top.bid >= band.up || top.hasAsk && top.ask <= band.down
        guard contracts[contract.int].marketIsAtLimit != isAtLimit else { return }
        contracts[contract.int].marketIsAtLimit = isAtLimit
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
        at time: SessionTime
    ) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        for meter in requestMeters.indices {
            requestMeters[meter].opened(
                id, contract.int, contracts[contract.int], isExempt: isExempt(contract.int),
                isInterrupted: isInterrupted, fromMaker: fromMaker, at: now)
        }
        contracts[contract.int].mayHaveRequest = true
    }

    /// The exchange closed a request; nothing can answer it any more.
    public mutating func requestExpired(_ id: QuoteRequestID, at time: SessionTime) {
        let now = advance(to: time)
        for meter in requestMeters.indices { requestMeters[meter].expired(id, at: now) }
    }

    /// From here the record has a hole: everything is unknown until it resumes.
    public mutating func streamInterrupted(at time: SessionTime) {
        let now = advance(to: time)
        guard !isInterrupted else { return }
        isInterrupted = true
        for meter in requestMeters.indices { requestMeters[meter].interrupted(at: now) }
        changeAll(.streamInterrupted, at: now)
    }

    /// What was said of one contract is lost: it is unknown until its next quote, whatever that is.
    public mutating func contractInterrupted(_ contract: ContractIndex, at time: SessionTime) {
        guard isKnown(contract) else { return }
        let now = advance(to: time)
        contracts[contract.int].isInterrupted = true
        for meter in requestMeters.indices {
            requestMeters[meter].interrupted(contract.int, at: now)
        }
        for meter in presences.indices {
            presences[meter].circumstancesChanged(
                contract.int, contracts[contract.int], trigger: .streamInterrupted,
                isInterrupted: true, at: now)
        }
    }

    /// The record is whole again; the caller has told the states that changed meanwhile.
    public mutating func streamResumed(at time: SessionTime) {
        let now = advance(to: time)
        guard isInterrupted else { return }
        isInterrupted = false
        changeAll(.streamResumed, at: now)
    }

    /// The record ends here. Continuous time still to come is unknown, not met by nobody's word.
    public mutating func finish(at time: SessionTime) {
        let now = advance(to: time)
        let close = calendar.continuousSpans.last?.end.nanoseconds ?? now
        for meter in requestMeters.indices { requestMeters[meter].settleAll(at: now) }
        if now < close {
            streamInterrupted(at: SessionTime(nanoseconds: now))
            clock = close
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

    private func limit(_ time: SessionTime?) -> Int64 {
        let asked = max(time?.nanoseconds ?? clock, clock)
        return min(asked, finish ?? asked)
    }

    // MARK: Inside

    private mutating func isKnown(_ contract: ContractIndex) -> Bool {
        if contract.int < contracts.count { return true }
        unknownInstruments += 1
        return false
    }

    private mutating func advance(to time: SessionTime) -> Int64 {
        if time.nanoseconds < clock {
            timesMovedUp += 1
        } else {
            clock = time.nanoseconds
        }
        return clock
    }

    private func hasOpenRequest(_ contract: Int) -> Bool {
        for meter in requestMeters.indices where requestMeters[meter].hasOpenRequest(contract) {
            return true
        }
        return false
    }

    private func isExempt(_ contract: Int) -> Bool {
        presences.contains { $0.isExempt(contracts[contract]) }
    }

    private mutating func circumstancesChanged(
        _ contract: Int, _ trigger: ObligationInterval.Trigger, at now: Int64
    ) {
        for meter in presences.indices {
            presences[meter].circumstancesChanged(
                contract, contracts[contract], trigger: trigger,
                isInterrupted: isInterrupted || contracts[contract].isInterrupted, at: now)
        }
        guard hasOpenRequest(contract) else { return }
        let exempt = isExempt(contract)
        for meter in requestMeters.indices {
            let phases = requestMeters[meter].rule.eligiblePhases
            if exempt || !phases.contains(contracts[contract].phase) {
                requestMeters[meter].obligationPaused(contract, at: now)
            }
        }
    }

    private mutating func changeAll(_ trigger: ObligationInterval.Trigger, at now: Int64) {
        for contract in contracts.indices {
            for meter in presences.indices {
                presences[meter].circumstancesChanged(
                    contract, contracts[contract], trigger: trigger,
                    isInterrupted: isInterrupted || contracts[contract].isInterrupted, at: now)
            }
        }
    }
}
