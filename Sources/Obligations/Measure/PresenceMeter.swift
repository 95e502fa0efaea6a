import Market

/// Measures one presence rule for every contract: exact time, samples, and the intervals under them.
///
/// A change that keeps a contract's class costs a comparison; only a change of class accrues time.
struct PresenceMeter: Sendable {
    let rule: PresenceRule
    let spans: SessionSpans
    private var table: SpreadTable
    private let testsAccepted: Bool
    let followsMarket: Bool
    let followsUnderlying: Bool
    private let grace: Int64
    private var states: ContiguousArray<State>
    private var records = BlockArray<Record>()
    private var exemptions: ExemptionTable
    /// By position of the exemption: the table while it relaxes the rule. Empty where none does.
    private var relaxations: [SpreadTable?] = []

    /// What the rule sees in a contract now, and since when.
    private struct State: Hashable, Sendable, BitwiseCopyable {
        var since: Int64 = 0
        /// A quote lost to a fill counts as met until here.
        var graceUntil = ContractState.never
        var standing = Standing.notMet
        var verdict = QuoteVerdict.absent
        var lastRecord: Int32 = -1
        var totals = PresenceTotals()
    }

    /// The class, with the two kinds of exempt time kept apart.
    enum Standing: UInt8, Hashable, Sendable, BitwiseCopyable {
        case met, notMet, removed, deemed, unknown

        var obligationClass: ObligationClass {
            switch self {
            case .met: .met
            case .notMet: .notMet
            case .removed, .deemed: .exempt
            case .unknown: .unknown
            }
        }
    }

    /// The start of an interval; its end is the next record of the same contract.
    private struct Record: Hashable, Sendable, BitwiseCopyable {
        var start: Int64
        var contract: UInt32
        var previous: Int32
        var standing: Standing
        var verdict: QuoteVerdict
        var trigger: ObligationInterval.Trigger
        var exemption: UInt8
        /// Log sequence of the event that exempted; 0 where nothing does.
        var source: UInt64
        var quote: ContractState
        /// What the exchange said last before it: the end of the interval that went before.
        var before: QuoteEvidence
    }

    init(
        rule: PresenceRule, contracts: [OptionContract], facts: [InstrumentFacts],
        isObliged: [Bool], calendar: SessionCalendar
    ) {
        self.rule = rule
        spans = SessionSpans(calendar, sampling: rule.sampling)
        table = SpreadTable(rule.validity, contracts: contracts, facts: facts)
        testsAccepted = rule.validity.partialFill == .accepted
        followsMarket = rule.validity.followsMarket
        followsUnderlying = rule.validity.followsUnderlying
        grace = rule.validity.fillGrace.nanoseconds
        states = ContiguousArray(repeating: State(), count: contracts.count)
        exemptions = ExemptionTable(rule.exemptions, contracts: contracts, facts: facts)
        relaxations = PresenceMeter.relaxations(rule, contracts, facts)
        for contract in contracts.indices where isObliged[contract] {
            append(
                contract, ContractState(), .sessionStart, exemption: 0, source: 0, before: .none,
                at: 0)
        }
    }

    // MARK: Changes

    @inline(__always)
    mutating func quoteChanged(
        _ contract: Int, _ now: ContractState, previous: QuoteEvidence, isInterrupted: Bool,
        at instant: Int64
    ) {
        if testsAccepted, now.trigger == .accepted {
            table.general?.accepted(now.quote, of: contract)
            for position in relaxations.indices {
                relaxations[position]?.general?.accepted(now.quote, of: contract)
            }
        }
        let verdict = verdict(contract, now)
        if verdict == .valid, states[contract].standing == .met,
            states[contract].verdict == .valid
        {
            return
        }
        quoteChangedSlowly(
            contract, now, previous: previous, verdict, isInterrupted: isInterrupted, at: instant)
    }

    @inline(never)
    private mutating func quoteChangedSlowly(
        _ contract: Int, _ now: ContractState, previous: QuoteEvidence, _ verdict: QuoteVerdict,
        isInterrupted: Bool, at instant: Int64
    ) {
        closeGrace(contract, last: previous, at: instant)
        let wasValid = states[contract].verdict == .valid
        states[contract].verdict = verdict
        if verdict == .valid || now.trigger != .filled {
            states[contract].graceUntil = ContractState.never
        } else if wasValid, grace > 0 {
            states[contract].graceUntil = instant + grace
        }
        reclassify(
            contract, now, previous: previous, trigger: .quote, source: nil,
            isNews: !wasValid || verdict != .valid, isInterrupted: isInterrupted, at: instant)
    }

    /// The best prices of everybody else changed; `now` already knows whether they are at a limit.
    mutating func marketChanged(
        _ contract: Int, _ now: ContractState, top: BookTop, isInterrupted: Bool, at instant: Int64
    ) {
        table.general?.marketChanged(top, of: contract)
        for position in relaxations.indices {
            relaxations[position]?.general?.marketChanged(top, of: contract)
        }
        surroundingsChanged(contract, now, isInterrupted: isInterrupted, at: instant)
    }

    /// The underlying's spread changed; below zero = it has none.
    mutating func underlyingSpreadChanged(
        _ contract: Int, _ now: ContractState, spread: Int64, isInterrupted: Bool, at instant: Int64
    ) {
        table.general?.underlyingSpreadChanged(spread, of: contract)
        for position in relaxations.indices {
            relaxations[position]?.general?.underlyingSpreadChanged(spread, of: contract)
        }
        surroundingsChanged(contract, now, isInterrupted: isInterrupted, at: instant)
    }

    /// The standing quote is judged again, for it is the same and what decides with it is not.
    private mutating func surroundingsChanged(
        _ contract: Int, _ now: ContractState, isInterrupted: Bool, at instant: Int64
    ) {
        let verdict = verdict(contract, now)
        guard verdict != states[contract].verdict else { return }
        closeGrace(contract, last: now.evidence, at: instant)
        states[contract].verdict = verdict
        if verdict == .valid { states[contract].graceUntil = ContractState.never }
        reclassify(
            contract, now, previous: now.evidence, trigger: .market, source: nil, isNews: true,
            isInterrupted: isInterrupted, at: instant)
    }

    /// The exchange's first word on a contract: if trading was open before it, the contract was not
    /// listed yet, and nobody was obliged to quote it.
    mutating func listed(_ contract: Int, at instant: Int64) {
        let state = states[contract]
        guard state.since == 0, state.standing == .notMet, state.verdict == .absent,
            spans.measure(0, instant).nanoseconds > 0
        else { return }
        states[contract].standing = .removed
        append(
            contract, ContractState(), .sessionStart, exemption: 0, source: 0, before: .none, at: 0)
    }

    mutating func circumstancesChanged(
        _ contract: Int, _ now: ContractState, trigger: ObligationInterval.Trigger,
        source: CircumstanceSource, isInterrupted: Bool, at instant: Int64
    ) {
        closeGrace(contract, last: now.evidence, at: instant)
        var isNews = false
        if !relaxations.isEmpty {
            let verdict = verdict(contract, now)
            isNews = verdict != states[contract].verdict
            states[contract].verdict = verdict
            if verdict == .valid { states[contract].graceUntil = ContractState.never }
        }
        reclassify(
            contract, now, previous: now.evidence, trigger: trigger, source: source,
            isNews: isNews, isInterrupted: isInterrupted, at: instant)
    }

    /// Accrues what has passed and opens a new interval where the class, or what explains it, changed.
    private mutating func reclassify(
        _ contract: Int, _ now: ContractState, previous: QuoteEvidence,
        trigger: ObligationInterval.Trigger, source: CircumstanceSource?, isNews: Bool,
        isInterrupted: Bool, at instant: Int64
    ) {
        let exemption = isInterrupted ? 0 : exemptions.position(contract, now)
        let effect = exemption > 0 ? exemptions.effect(at: exemption) : nil
        let standing: Standing
        if isInterrupted {
            standing = .unknown
        } else if effect == .deemFulfilled {
            standing = .deemed
        } else if effect == .removeFromDenominator {
            standing = .removed
        } else if states[contract].verdict == .valid || instant < states[contract].graceUntil {
            standing = .met
        } else {
            standing = .notMet
        }
        let before = states[contract].standing
        let isObliged = standing == .met || standing == .notMet
        // One exemption taking over from another is a new stretch with its own source.
        let last = records[Int(states[contract].lastRecord)].exemption
        guard standing != before || (isObliged ? isNews : exemption != Int(last)) else { return }
        accrue(contract, to: instant)
        states[contract].standing = standing
        append(
            contract, now, trigger, exemption: exemption,
            source: source.map { self.source($0, of: exemption) } ?? 0, before: previous,
            at: instant)
    }

    /// A grace that ran out before `instant` ended an interval that nobody has written yet.
    private mutating func closeGrace(
        _ contract: Int, last: QuoteEvidence, at instant: Int64
    ) {
        let state = states[contract]
        guard state.standing == .met, state.verdict != .valid, state.graceUntil <= instant else {
            return
        }
        accrue(contract, to: state.graceUntil)
        let filled = records[Int(state.lastRecord)].quote
        states[contract].standing = .notMet
        append(
            contract, filled, .graceEnded, exemption: 0, source: 0, before: last,
            at: state.graceUntil)
        states[contract].graceUntil = ContractState.never
    }

    /// Whether the rule concerns the contract; only such have a first record.
    func isObliged(_ contract: Int) -> Bool { states[contract].lastRecord >= 0 }

    /// The event that began an exemption.
    private func source(_ source: CircumstanceSource, of exemption: Int) -> UInt64 {
        guard exemption > 0 else { return 0 }
        return switch rule.exemptions[exemption - 1].trigger {
        case .phase: source.phase
        case .marketAtLimit: source.market
        default: source.told
        }
    }

    /// Whether the contract is excused altogether; a relaxed rule is still one.
    func isExempt(_ contract: Int, _ now: ContractState) -> Bool {
        let position = exemptions.position(contract, now)
        guard position > 0 else { return false }
        if case .relax = exemptions.effect(at: position) { return false }
        return true
    }

    mutating func circumstance(_ circumstance: Circumstance, _ holds: Bool, of contract: Int) {
        exemptions.told(circumstance, holds, of: contract)
    }

    private static func relaxations(
        _ rule: PresenceRule, _ contracts: [OptionContract], _ facts: [InstrumentFacts]
    ) -> [SpreadTable?] {
        let tables = rule.exemptions.map { exemption -> SpreadTable? in
            guard case .relax(let spread, let size) = exemption.effect else { return nil }
            return SpreadTable(
                rule.validity, relaxedBy: spread, size, contracts: contracts, facts: facts)
        }
        return tables.contains { $0 != nil } ? tables : []
    }

    /// What the quote is worth under the table that applies now.
    @inline(__always)
    private func verdict(_ contract: Int, _ now: ContractState) -> QuoteVerdict {
        if relaxations.isEmpty { return table.verdict(now.quote, of: contract) }
        let position = exemptions.position(contract, now)
        let applied = position > 0 ? relaxations[position - 1] ?? table : table
        return applied.verdict(now.quote, of: contract)
    }

    private mutating func accrue(_ contract: Int, to instant: Int64) {
        let share = spans.measure(states[contract].since, instant)
        states[contract].totals.add(share, to: states[contract].standing)
        states[contract].since = instant
    }

    private mutating func append(
        _ contract: Int, _ quote: ContractState, _ trigger: ObligationInterval.Trigger,
        exemption: Int, source: UInt64, before: QuoteEvidence, at instant: Int64
    ) {
        records.append(
            Record(
                start: instant, contract: UInt32(contract),
                previous: states[contract].lastRecord, standing: states[contract].standing,
                verdict: states[contract].verdict, trigger: trigger,
                exemption: UInt8(clamping: exemption), source: source, quote: quote,
                before: before))
        states[contract].lastRecord = Int32(records.count - 1)
    }

    // MARK: Figures

    /// The contract's totals up to an instant, the open interval included.
    func totals(_ contract: Int, at instant: Int64) -> PresenceTotals {
        let state = states[contract]
        var totals = state.totals
        guard isObliged(contract), instant > state.since else { return totals }
        let runsOut = state.standing == .met && state.verdict != .valid
        let turn = runsOut ? min(instant, max(state.since, state.graceUntil)) : instant
        totals.add(spans.measure(state.since, turn), to: state.standing)
        totals.add(spans.measure(turn, instant), to: .notMet)
        return totals
    }

    /// The contract's intervals inside the session up to an instant, in order of time.
    func intervals(_ contract: Int, current: ContractState, until instant: Int64)
        -> [ObligationInterval]
    {
        var found: [ObligationInterval] = []
        var end = instant
        var last = current.evidence
        var index = states[contract].lastRecord
        var isOpen = true
        while index >= 0 {
            let record = records[Int(index)]
            let runsOut = isOpen && record.standing == .met && states[contract].verdict != .valid
            if runsOut, states[contract].graceUntil < end {
                let turn = max(states[contract].graceUntil, record.start)
                var after = record
                after.start = turn
                after.standing = .notMet
                after.trigger = .graceEnded
                found += pieces(of: after, last: last, to: end).reversed()
                end = turn
            }
            found += pieces(of: record, last: last, to: end).reversed()
            end = min(end, record.start)
            last = record.before
            index = record.previous
            isOpen = false
        }
        return found.reversed()
    }

    private func pieces(of record: Record, last: QuoteEvidence, to end: Int64)
        -> [ObligationInterval]
    {
        spans.clip(record.start, end).map { piece in
            ObligationInterval(
                contract: ContractIndex(record.contract),
                start: SessionTime(nanoseconds: piece.start),
                end: SessionTime(nanoseconds: piece.end),
                state: record.standing.obligationClass, trigger: record.trigger,
                quoteTrigger: record.quote.trigger,
                exemption: record.exemption > 0
                    ? rule.exemptions[Int(record.exemption) - 1].id : nil,
                exemptionSequence: record.exemption > 0 ? record.source : nil,
                quote: record.quote.quote, verdict: record.verdict,
                evidence: record.quote.evidence, lastEvidence: last,
                acceptedAt: time(record.quote.acceptedAt),
                quoteChangedAt: time(record.quote.changedAt))
        }
    }

    private func time(_ instant: Int64) -> SessionTime? {
        instant == ContractState.never ? nil : SessionTime(nanoseconds: instant)
    }
}

extension PresenceTotals {
    mutating func add(_ share: Share, to standing: PresenceMeter.Standing) {
        switch standing {
        case .met: met += share
        case .notMet: notMet += share
        case .removed: removed += share
        case .deemed: deemed += share
        case .unknown: unknown += share
        }
    }
}
