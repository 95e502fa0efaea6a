import Market

/// Measures one presence rule for every contract: exact time, samples, and the intervals under them.
///
/// A change that keeps a contract's class costs a comparison; only a change of class accrues time.
struct PresenceMeter: Sendable {
    let rule: PresenceRule
    let spans: SessionSpans
    var table: SpreadTable
    let testsAccepted: Bool
    let followsMarket: Bool
    let followsUnderlying: Bool
    let followsOrders: Bool
    let grace: Int64
    /// Least time a quote rests to count; zero = none.
    let rest: Int64
    var states: ContiguousArray<State>
    var records = BlockArray<Record>()
    var exemptions: ExemptionTable
    /// By position of the exemption: the table while it relaxes the rule. Empty where none does.
    var relaxations: [SpreadTable?] = []
    /// The latest state of each contract; kept only where an exemption may run out without an event.
    var seen: ContiguousArray<ContractState> = []
    /// Whether an exemption decides what a quote is worth: it relaxes the rule, or excuses one side.
    let judgesBySurroundings: Bool

    /// What the rule sees in a contract now, and since when.
    struct State: Hashable, Sendable, BitwiseCopyable {
        var since: Int64 = 0
        /// A quote lost to a fill counts as met until here.
        var graceUntil = ContractState.never
        /// An exemption that is limited in time ends here, whatever goes on.
        var exemptUntil = ContractState.never
        /// The standing quote has rested long enough from here on.
        var restedAt: Int64 = 0
        /// Position of the exemption that was used up while its trigger went on; 0 = none.
        var usedUp: UInt8 = 0
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
    struct Record: Hashable, Sendable, BitwiseCopyable {
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
        followsOrders = rule.validity.source == .quotesAndOrders
        grace = rule.validity.fillGrace.nanoseconds
        rest = rule.validity.restMin.nanoseconds
        states = ContiguousArray(repeating: State(), count: contracts.count)
        exemptions = ExemptionTable(rule.exemptions, contracts: contracts, facts: facts)
        relaxations = PresenceMeter.relaxations(rule, contracts, facts)
        judgesBySurroundings = !relaxations.isEmpty || rule.exemptions.contains { $0.side != .both }
        if rule.exemptions.contains(where: { $0.durationMax != nil }) {
            seen = ContiguousArray(repeating: ContractState(), count: contracts.count)
        }
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
            states[contract].verdict == .valid, rest == 0
        {
            return
        }
        quoteChangedSlowly(
            contract, now, previous: previous, verdict, isInterrupted: isInterrupted, at: instant)
    }

    @inline(never)
    mutating func quoteChangedSlowly(
        _ contract: Int, _ now: ContractState, previous: QuoteEvidence, _ verdict: QuoteVerdict,
        isInterrupted: Bool, at instant: Int64
    ) {
        closeLapsed(contract, last: previous, at: instant)
        let wasValid = states[contract].verdict == .valid
        let isNew = rest > 0 && now.trigger == .accepted
        if verdict == .valid || now.trigger != .filled {
            states[contract].graceUntil = ContractState.never
        } else if wasValid, grace > 0, instant >= states[contract].restedAt {
            states[contract].graceUntil = instant + grace
        }
        let old = states[contract].verdict
        states[contract].verdict = verdict
        reclassify(
            contract, now, previous: previous, was: old, trigger: .quote, source: nil,
            isNews: !wasValid || verdict != .valid || isNew, isInterrupted: isInterrupted,
            at: instant)
        if isNew { states[contract].restedAt = instant + rest }
        if !seen.isEmpty { seen[contract] = now }
    }

    /// An own order beside the quote changed; nothing left of it = gone.
    mutating func orderChanged(
        _ contract: Int, _ now: ContractState, order: OwnOrder, previous: QuoteEvidence,
        isInterrupted: Bool, at instant: Int64
    ) {
        table.general?.orderChanged(order, of: contract)
        for position in relaxations.indices {
            relaxations[position]?.general?.orderChanged(order, of: contract)
        }
        surroundingsChanged(
            contract, now, previous: previous, .order, isInterrupted: isInterrupted, at: instant)
    }

    /// The best prices of everybody else changed; `now` already knows whether they are at a limit.
    mutating func marketChanged(
        _ contract: Int, _ now: ContractState, top: BookTop, isInterrupted: Bool, at instant: Int64
    ) {
        table.general?.marketChanged(top, of: contract)
        for position in relaxations.indices {
            relaxations[position]?.general?.marketChanged(top, of: contract)
        }
        surroundingsChanged(
            contract, now, previous: now.evidence, .market, isInterrupted: isInterrupted,
            at: instant)
    }

    /// The underlying's spread changed; below zero = it has none.
    mutating func underlyingSpreadChanged(
        _ contract: Int, _ now: ContractState, spread: Int64, isInterrupted: Bool, at instant: Int64
    ) {
        table.general?.underlyingSpreadChanged(spread, of: contract)
        for position in relaxations.indices {
            relaxations[position]?.general?.underlyingSpreadChanged(spread, of: contract)
        }
        surroundingsChanged(
            contract, now, previous: now.evidence, .market, isInterrupted: isInterrupted,
            at: instant)
    }

    /// The standing quote is judged again, for it is the same and what decides with it is not.
    mutating func surroundingsChanged(
        _ contract: Int, _ now: ContractState, previous: QuoteEvidence,
        _ trigger: ObligationInterval.Trigger, isInterrupted: Bool, at instant: Int64
    ) {
        let old = states[contract].verdict
        let verdict = verdict(contract, now)
        guard verdict != old else { return }
        closeLapsed(contract, last: previous, at: instant)
        states[contract].verdict = verdict
        if verdict == .valid { states[contract].graceUntil = ContractState.never }
        reclassify(
            contract, now, previous: previous, was: old, trigger: trigger, source: nil,
            isNews: true, isInterrupted: isInterrupted, at: instant)
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
        closeLapsed(contract, last: now.evidence, at: instant)
        var isNews = false
        let old = states[contract].verdict
        if judgesBySurroundings {
            let verdict = verdict(contract, now)
            isNews = verdict != states[contract].verdict
            states[contract].verdict = verdict
            if verdict == .valid { states[contract].graceUntil = ContractState.never }
        }
        reclassify(
            contract, now, previous: now.evidence, was: old, trigger: trigger, source: source,
            isNews: isNews, isInterrupted: isInterrupted, at: instant)
    }

    /// Accrues what has passed and opens a new interval where the class, or what explains it, changed.
    mutating func reclassify(
        _ contract: Int, _ now: ContractState, previous: QuoteEvidence, was old: QuoteVerdict,
        trigger: ObligationInterval.Trigger, source: CircumstanceSource?, isNews: Bool,
        isInterrupted: Bool, at instant: Int64
    ) {
        let isOutside =
            !isInterrupted && now.isBetweenSessions && spans.end(of: instant) != nil
        let exemption =
            isInterrupted || isOutside
            ? 0 : usable(exemptions.position(contract, now), of: contract)
        let effect = exemption > 0 ? exemptions.wholeEffect(at: exemption) : nil
        let standing: Standing
        if isInterrupted {
            standing = .unknown
        } else if isOutside {
            // The calendar goes on, the contract does not: nobody can owe a quote.
            standing = .removed
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
        if isResting(contract, verdict: old, at: instant) { discountRest(contract) }
        accrue(contract, to: instant)
        if exemption != Int(last) { limitExemption(contract, exemption, from: instant) }
        states[contract].standing = standing
        append(
            contract, now, trigger, exemption: exemption,
            source: source.map { self.source($0, of: exemption) } ?? 0, before: previous,
            at: instant)
    }

    /// A grace or an exemption that ran out before `instant` ended an interval nobody has written yet.
    mutating func closeLapsed(
        _ contract: Int, last: QuoteEvidence, at instant: Int64
    ) {
        guard let lapse = lapse(of: states[contract]), lapse.at <= instant else { return }
        let record = records[Int(states[contract].lastRecord)]
        accrue(contract, to: lapse.at)
        states[contract].standing = lapse.standing
        append(
            contract, lapse.trigger == .graceEnded ? record.quote : seen[contract], lapse.trigger,
            exemption: 0, source: 0, before: last, at: lapse.at)
        states[contract].graceUntil = ContractState.never
        if lapse.trigger == .exemptionEnded {
            states[contract].usedUp = record.exemption
            states[contract].exemptUntil = ContractState.never
        }
    }

    /// Whether the rule concerns the contract; only such have a first record.
    func isObliged(_ contract: Int) -> Bool { states[contract].lastRecord >= 0 }

    /// The event that began an exemption.
    func source(_ source: CircumstanceSource, of exemption: Int) -> UInt64 {
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
        guard position > 0, position != Int(states[contract].usedUp) else { return false }
        return exemptions.wholeEffect(at: position) != nil
    }

    mutating func circumstance(_ circumstance: Circumstance, _ holds: Bool, of contract: Int) {
        exemptions.told(circumstance, holds, of: contract)
    }

    static func relaxations(
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
    func verdict(_ contract: Int, _ now: ContractState) -> QuoteVerdict {
        judgesBySurroundings
            ? verdictUnderExemption(contract, now) : table.verdict(now.quote, of: contract)
    }

    @inline(never)
    func verdictUnderExemption(_ contract: Int, _ now: ContractState) -> QuoteVerdict {
        let position = exemptions.position(contract, now)
        guard position > 0 else { return table.verdict(now.quote, of: contract) }
        let applied = relaxations.isEmpty ? table : relaxations[position - 1] ?? table
        let excused = exemptions.side(at: position)
        let verdict = applied.verdict(now.quote, of: contract)
        guard excused != .both, verdict != .valid else { return verdict }
        return applied.isEnough(on: excused == .bid ? .ask : .bid, now.quote, of: contract)
            ? .valid : verdict
    }

    mutating func accrue(_ contract: Int, to instant: Int64) {
        let share = spans.measure(states[contract].since, instant)
        states[contract].totals.add(share, to: states[contract].standing)
        states[contract].since = instant
    }

    mutating func append(
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
}
