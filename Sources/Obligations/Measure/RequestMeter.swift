import Market

/// Measures one response rule: who was asked what when, and whether the answer came and stayed.
///
/// Deadlines need no timer: whatever next happens to the contract first settles what has run out.
struct RequestMeter: Sendable {
    let rule: ResponseRule
    private let spans: SessionSpans
    /// Its surroundings are kept up; an answer is judged when the maker's quote changes.
    var table: SpreadTable
    /// What the market has to be wider than for a request to count; nil = it always does (CN-RFQ-01).
    private let narrowTable: SpreadTable?
    /// The longest time from a request to an answer in time.
    private let latencyMax: Int64
    private(set) var records: ContiguousArray<RequestRecord> = []
    /// Looked up by number, never iterated.
    private var indices: [QuoteRequestID: Int32] = [:]
    private var heads: ContiguousArray<Int32>
    private var lastRequest: ContiguousArray<Int64>
    private(set) var ignored = 0

    init(
        rule: ResponseRule, contracts: [OptionContract], facts: [InstrumentFacts],
        calendar: SessionCalendar
    ) {
        self.rule = rule
        spans = SessionSpans(
            calendar, sampling: PresenceRule.Sampling(period: .seconds(1), offset: .zero))
        table = SpreadTable(rule.validity, contracts: contracts, facts: facts)
        narrowTable = rule.marketSpreadAbove.map { tiers in
            SpreadTable(
                QuoteValidity(
                    quantityMin: Quantity(contracts: 1), spreadInclusive: true, tiers: tiers),
                contracts: contracts, facts: facts)
        }
        latencyMax = rule.respondWithin.nanoseconds - (rule.respondInclusive ? 0 : 1)
        heads = ContiguousArray(repeating: -1, count: contracts.count)
        lastRequest = ContiguousArray(repeating: ContractState.never, count: contracts.count)
    }

    func hasOpenRequest(_ contract: Int) -> Bool { heads[contract] >= 0 }

    // MARK: Requests

    mutating func opened(
        _ id: QuoteRequestID, _ contract: Int, _ now: ContractState, market: BookTop,
        quantity: Quantity?, isExempt: Bool, isInterrupted: Bool, fromMaker: Bool,
        at instant: Int64
    ) {
        guard id != .none, indices[id] == nil else {
            ignored += 1
            return
        }
        settle(contract, at: instant)
        var outcome = admission(
            contract, now, isExempt: isExempt, fromMaker: fromMaker, at: instant)
        if outcome == .pending, !isWide(market, contract) { outcome = .inadmissibleSpread }
        // What the rules do not admit is no request: the interval runs from the last that was one.
        if outcome != .inadmissibleInterval, outcome != .inadmissibleSpread {
            lastRequest[contract] = instant
        }
        if outcome == .pending, let quantity, quantity < rule.requestSizeMin {
            outcome = .inadmissibleSize
        }
        var record = RequestRecord(
            id: id, contract: ContractIndex(contract),
            openedAt: SessionTime(nanoseconds: instant), outcome: outcome)
        if outcome != .pending { record.isClosed = true }
        if outcome == .pending, isInterrupted {
            record.outcome = .unknown
            record.isClosed = true
        }
        if !record.isClosed, rule.restingQuoteCounts,
            table.verdict(now.quote, of: contract) == .valid
        {
            record.isHolding = true
            record.respondedAt = record.openedAt
            record.response = now.evidence
        }
        let index = Int32(records.count)
        if !record.isClosed {
            record.next = heads[contract]
            heads[contract] = index
        }
        records.append(record)
        indices[id] = index
    }

    private func admission(
        _ contract: Int, _ now: ContractState, isExempt: Bool, fromMaker: Bool, at instant: Int64
    ) -> RequestOutcome {
        if fromMaker { return .inadmissibleRequester }
        guard let end = spans.end(of: instant), rule.eligiblePhases.contains(now.phase), !isExempt
        else { return .inadmissiblePhase }
        let last = lastRequest[contract]
        if last != ContractState.never, instant - last < rule.intervalMin.nanoseconds {
            return .inadmissibleInterval
        }
        if end - instant < rule.remainingSessionMin.nanoseconds { return .inadmissibleRemaining }
        return .pending
    }

    /// Strictly wider than the table: equality is not (等于也不行).
    private func isWide(_ market: BookTop, _ contract: Int) -> Bool {
        guard let narrowTable else { return true }
        guard market.hasBid, market.hasAsk else { return rule.emptyBookAdmits }
        guard market.ask > market.bid else { return false }
        let one = Quantity(contracts: 1)
        let quote = LiveQuote(
            bid: market.bid, bidRemaining: one, ask: market.ask, askRemaining: one)
        return narrowTable.verdict(quote, of: contract) != .valid
    }

    /// The exchange closed the request: nothing can answer it any more.
    mutating func expired(_ id: QuoteRequestID, at instant: Int64) {
        guard let index = indices[id] else {
            ignored += 1
            return
        }
        let contract = records[Int(index)].contract.int
        settle(contract, at: instant)
        guard !records[Int(index)].isClosed, !records[Int(index)].isHolding else { return }
        close(Int(index), records[Int(index)].fault)
        unlink(contract)
    }

    // MARK: Quotes

    /// A change of the maker's quote; `now` already holds it.
    mutating func quoteChanged(
        _ contract: Int, _ now: ContractState, answering: QuoteRequestID, underlyingMovedAt: Int64,
        at instant: Int64
    ) {
        settle(contract, at: instant)
        let verdict = table.verdict(now.quote, of: contract)
        let isReplaced = now.trigger == .accepted && rule.replacementEndsHold
        if heads[contract] >= 0, verdict != .valid || isReplaced {
            breakHolds(
                contract, now.trigger, verdict, underlyingMovedAt: underlyingMovedAt, at: instant)
        } else if heads[contract] >= 0, now.trigger == .filled, releases(on: .partialFill) {
            breakHolds(
                contract, now.trigger, verdict, underlyingMovedAt: underlyingMovedAt, at: instant)
        }
        if !rule.needsRequestID, now.trigger == .accepted {
            // No number on the notice: every quote accepted in time answers what is open.
            forEachOpen(contract) { meter, index in
                meter.respond(
                    to: meter.records[index].id, contract, now, verdict, at: instant)
            }
        } else if answering != .none, now.trigger == .accepted {
            respond(to: answering, contract, now, verdict, at: instant)
        }
    }

    private mutating func respond(
        to id: QuoteRequestID, _ contract: Int, _ now: ContractState, _ verdict: QuoteVerdict,
        at instant: Int64
    ) {
        guard let found = indices[id], records[Int(found)].contract.int == contract else {
            ignored += 1
            return
        }
        let index = Int(found)
        let latency = instant - records[index].openedAt.nanoseconds
        if records[index].isClosed {
            // A first valid answer after the limit turns a miss into a late one.
            let isMiss =
                records[index].outcome == .missed || records[index].outcome == .invalidResponse
            if isMiss, verdict == .valid { note(index, now, .late, at: instant) }
            return
        }
        guard !records[index].isHolding else { return }
        if verdict != .valid {
            if records[index].fault == .missed { records[index].fault = .invalidResponse }
            if records[index].respondedAt == nil { records[index].response = now.evidence }
        } else if latency > latencyMax {
            note(index, now, .late, at: instant)
            close(index, .late)
            unlink(contract)
        } else {
            note(index, now, .pending, at: instant)
            records[index].isHolding = true
            settle(contract, at: instant)
        }
    }

    private mutating func note(
        _ index: Int, _ now: ContractState, _ outcome: RequestOutcome, at instant: Int64
    ) {
        records[index].outcome = outcome
        records[index].response = now.evidence
        records[index].respondedAt = SessionTime(nanoseconds: instant)
    }

    private mutating func breakHolds(
        _ contract: Int, _ trigger: QuoteTrigger, _ verdict: QuoteVerdict,
        underlyingMovedAt: Int64, at instant: Int64
    ) {
        forEachOpen(contract) { meter, index in
            guard meter.records[index].isHolding,
                let accepted = meter.records[index].respondedAt?.nanoseconds
            else { return }
            meter.records[index].held = TimeSpan(nanoseconds: instant - accepted)
            let release = meter.release(
                trigger, counts: verdict == .valid,
                isUnderlyingMoved: underlyingMovedAt > accepted)
            if let release {
                meter.records[index].release = release
                meter.close(index, .answered)
            } else {
                meter.records[index].isHolding = false
                meter.records[index].fault = .heldShort
                meter.closeIfOverdue(index, at: instant)
            }
        }
        unlink(contract)
    }

    /// What lets a response go that this trigger ended, if anything does.
    private func release(_ trigger: QuoteTrigger, counts: Bool, isUnderlyingMoved: Bool)
        -> ResponseRule.Release?
    {
        if trigger == .filled, !counts, releases(on: .filled) { return .filled }
        if trigger == .filled, releases(on: .partialFill) { return .partialFill }
        if isUnderlyingMoved, releases(on: .underlyingChanged) { return .underlyingChanged }
        return trigger == .expired && releases(on: .phaseEnd) ? .phaseEnd : nil
    }

    // MARK: Circumstances

    /// The contract left the phases that count, or became exempt.
    mutating func obligationPaused(_ contract: Int, at instant: Int64) {
        settle(contract, at: instant)
        guard heads[contract] >= 0 else { return }
        forEachOpen(contract) { meter, index in
            meter.pause(index, at: instant)
        }
        unlink(contract)
    }

    private mutating func pause(_ index: Int, at instant: Int64) {
        if records[index].isHolding {
            if let accepted = records[index].respondedAt?.nanoseconds {
                records[index].held = TimeSpan(nanoseconds: instant - accepted)
            }
            let isReleased = releases(on: .phaseEnd)
            if isReleased { records[index].release = .phaseEnd }
            close(index, isReleased ? .answered : .heldShort)
        } else if records[index].fault == .heldShort {
            close(index, .heldShort)
        } else {
            close(index, .phaseEnded)
        }
    }

    mutating func interrupted(at instant: Int64) {
        for contract in heads.indices { interrupted(contract, at: instant) }
    }

    mutating func interrupted(_ contract: Int, at instant: Int64) {
        guard heads[contract] >= 0 else { return }
        settle(contract, at: instant)
        forEachOpen(contract) { meter, index in meter.close(index, .unknown) }
        unlink(contract)
    }

    /// Closes what had run out before `instant`: holds that were kept, answers that never came, and
    /// whatever the end of a span cut short.
    mutating func settle(_ contract: Int, at instant: Int64) {
        guard heads[contract] >= 0 else { return }
        forEachOpen(contract) { meter, index in
            let record = meter.records[index]
            let opened = record.openedAt.nanoseconds
            let spanEnd = meter.spans.end(of: opened) ?? opened
            if record.isHolding, let accepted = record.respondedAt?.nanoseconds {
                let due = accepted + meter.rule.hold.nanoseconds
                if due <= min(instant, spanEnd) {
                    meter.records[index].held = meter.rule.hold
                    meter.close(index, .answered)
                    return
                }
            } else if opened + meter.latencyMax < min(instant, spanEnd) {
                meter.close(index, record.fault)
                return
            }
            if spanEnd <= instant { meter.pause(index, at: spanEnd) }
        }
        unlink(contract)
    }

    mutating func settleAll(at instant: Int64) {
        for contract in heads.indices { settle(contract, at: instant) }
    }

    // MARK: Lists

    private func releases(on release: ResponseRule.Release) -> Bool {
        rule.releaseOn.contains(release)
    }

    private mutating func closeIfOverdue(_ index: Int, at instant: Int64) {
        let due = records[index].openedAt.nanoseconds + latencyMax
        if due < instant { close(index, records[index].fault) }
    }

    private mutating func close(_ index: Int, _ outcome: RequestOutcome) {
        records[index].outcome = outcome
        records[index].isHolding = false
        records[index].isClosed = true
    }

    private mutating func forEachOpen(
        _ contract: Int, _ body: (inout RequestMeter, Int) -> Void
    ) {
        var index = heads[contract]
        while index >= 0 {
            let next = records[Int(index)].next
            if !records[Int(index)].isClosed { body(&self, Int(index)) }
            index = next
        }
    }

    /// Takes the closed requests out of the contract's list.
    private mutating func unlink(_ contract: Int) {
        var kept: Int32 = -1
        var index = heads[contract]
        while index >= 0 {
            let next = records[Int(index)].next
            if !records[Int(index)].isClosed {
                records[Int(index)].next = kept
                kept = index
            } else {
                records[Int(index)].next = -1
            }
            index = next
        }
        heads[contract] = kept
    }
}
