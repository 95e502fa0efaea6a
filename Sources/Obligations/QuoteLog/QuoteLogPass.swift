public import Market

/// One presence rule over a quote log in one pass: presence, sample instants, outages, contract by contract.
///
/// The state is 64 bytes a contract, whatever the number of rows; a row costs the same with any number
/// of contracts. What a row alone cannot tell is not judged here: phases, exemptions, fills; where a log
/// has them, `ObligationLedger` takes it. Rows are in order of time; the session's spans are all that counts.
public struct QuoteLogPass: Sendable {
    private var states: ContiguousArray<QuoteLogState>
    private var gaps: ContiguousArray<QuoteLogGap>
    private var openGaps = 0
    private let limits: ContiguousArray<Int32>
    private let table: SpreadTable
    private let clock: QuoteLogClock
    private let quantityMin: Int64
    private let outageMin: Int64
    /// Time of the last row, of any contract.
    public private(set) var lastTime = Int64.min

    /// - Parameters:
    ///   - outageOver: only longer stretches without a valid quote count as outages.
    ///   - until: rows at or after it are not counted, and the session's rest is unknown.
    public init(
        rule: PresenceRule, contracts: [OptionContract], facts: [InstrumentFacts]? = nil,
        calendar: SessionCalendar, outageOver: TimeSpan = .seconds(5), until: SessionTime? = nil
    ) {
        precondition(Self.obstacle(to: rule) == nil, "a rule the pass can judge")
        let facts = facts ?? Array(repeating: InstrumentFacts(), count: contracts.count)
        let table = SpreadTable(rule.validity, contracts: contracts, facts: facts)
        self.table = table
        var limits = QuoteLogLimits()
        states = []
        states.reserveCapacity(contracts.count)
        for contract in contracts.indices {
            let start = limits.start(
                for: contract, in: table, quantity: rule.validity.quantityMin)
            states.append(QuoteLogState(limits: start))
        }
        self.limits = limits.asks
        gaps = ContiguousArray(repeating: QuoteLogGap(), count: contracts.count)
        clock = QuoteLogClock(
            SessionSpans(calendar, sampling: rule.sampling), until: until?.nanoseconds)
        quantityMin = Int64(rule.validity.quantityMin.contracts)
        outageMin = outageOver.nanoseconds
    }

    /// What in a rule more than one row at a time decides: `ObligationLedger` judges it; nil = nothing.
    ///
    /// Exemptions of phases and price limits are none of it: they need other files than the quotes.
    public static func obstacle(to rule: PresenceRule) -> String? {
        if let reason = rule.unevaluated { return reason }
        if rule.validity.restMin > .zero { return "restMs" }
        if rule.sampling.tieOrder == .sampleFirst { return "eventTieOrder" }
        if !rule.subPeriods.isEmpty { return "subPeriods" }
        for exemption in rule.exemptions where exemption.needsMoreThanStates {
            return "exemption \(exemption.id)"
        }
        return rule.validity.isSimple ? nil : "validity"
    }

    // MARK: Rows

    /// Takes rows in order of time; nil when all were taken.
    public mutating func consume(_ rows: UnsafeBufferPointer<QuoteLogRow>) -> QuoteLogStop? {
        var index = 0
        while index < rows.count {
            let time = rows[index].time
            guard time >= lastTime else { return QuoteLogStop(index: index, reason: .outOfOrder) }
            let stretch = clock.stretch(at: time)
            if openGaps > 0 { closeGap(rows[index].contract, at: stretch.share(of: time)) }
            let stopped =
                openGaps > 0
                ? run(UnsafeBufferPointer(rebasing: rows[index...index]), stretch)
                : run(UnsafeBufferPointer(rebasing: rows[index...]), stretch)
            index += stopped
            if stopped == 0 {
                guard isUnknown(rows[index].contract) else {
                    takeSlowly(rows[index], stretch.share(of: time))
                    index += 1
                    continue
                }
                return QuoteLogStop(index: index, reason: .unknownContract)
            }
        }
        return nil
    }

    private func isUnknown(_ contract: Int32) -> Bool {
        contract < 0 || Int(contract) >= states.count
    }

    /// Rows inside one stretch of the clock, until one needs more than a look at the tables; how many.
    private mutating func run(
        _ rows: UnsafeBufferPointer<QuoteLogRow>, _ stretch: QuoteLogClock.Stretch
    ) -> Int {
        let quantityMin = quantityMin
        let outageMin = outageMin
        var last = lastTime
        let taken = limits.withUnsafeBufferPointer { limits in
            states.withUnsafeMutableBufferPointer { states in
                var index = 0
                while index < rows.count {
                    let row = rows[index]
                    guard row.time >= last, row.time < stretch.end,
                        UInt32(bitPattern: row.contract) < UInt32(truncatingIfNeeded: states.count),
                        UInt32(bitPattern: row.bid) < UInt32(QuoteLogLimits.bound)
                    else { break }
                    last = row.time
                    let contract = Int(row.contract)
                    let bid = Int64(row.bid)
                    let ask = Int64(row.ask)
                    let widest = Int64(limits[Int(states[contract].limits) + Int(row.bid)])
                    // Negative as soon as one of the four conditions fails.
                    let sign =
                        (ask &- bid &- 1) | (widest &- ask)
                        | (Int64(row.bidQuantity) &- quantityMin)
                        | (Int64(row.askQuantity) &- quantityMin)
                    states[contract].take(
                        counts: ~(sign >> 63), at: (row.time & stretch.mask) &- stretch.shift,
                        samples: stretch.samples, outageMin: outageMin)
                    index += 1
                }
                return index
            }
        }
        lastTime = last
        return taken
    }

    /// A bid beyond the tables.
    @inline(never)
    private mutating func takeSlowly(_ row: QuoteLogRow, _ share: Share) {
        let verdict = table.verdict(
            LiveQuote(
                bid: Price(ticks: Int64(row.bid)),
                bidRemaining: Quantity(contracts: row.bidQuantity),
                ask: Price(ticks: Int64(row.ask)),
                askRemaining: Quantity(contracts: row.askQuantity)), of: Int(row.contract))
        states[Int(row.contract)].take(
            counts: verdict == .valid ? -1 : 0, at: share.nanoseconds,
            samples: Int32(truncatingIfNeeded: share.samples), outageMin: outageMin)
        lastTime = row.time
    }

    // MARK: Holes

    /// A row was lost: the contract's time from here to its next row is unknown; nil = every contract's.
    public mutating func interrupted(_ contract: Int?, at time: Int64) {
        let time = max(time, lastTime)
        let share = clock.stretch(at: time).share(of: time)
        for index in contract.map({ $0..<$0 + 1 }) ?? 0..<states.count
        where states.indices.contains(index) && !gaps[index].isOpen {
            // What stood until here ends here; a quote that counts would leave nothing to close.
            states[index].take(
                counts: -1, at: share.nanoseconds,
                samples: Int32(truncatingIfNeeded: share.samples), outageMin: outageMin)
            states[index].rows -= 1
            gaps[index].open(at: share)
            openGaps += 1
        }
    }

    private mutating func closeGap(_ contract: Int32, at share: Share) {
        guard !isUnknown(contract), gaps[Int(contract)].isOpen else { return }
        gaps[Int(contract)].close(at: share)
        openGaps -= 1
    }

    // MARK: Figures

    /// Figures by contract. `knownUntil`: the record says how things stood until then; by default until
    /// its last row. The session's rest is unknown.
    public func figures(knownUntil: SessionTime? = nil) -> [QuoteLogFigures] {
        let end = max(knownUntil?.nanoseconds ?? lastTime, lastTime)
        let known = clock.stretch(at: end).share(of: end)
        return states.indices.map { index in
            var state = states[index]
            var gap = gaps[index]
            let isOpen = gap.isOpen
            if isOpen { gap.close(at: known) }
            var figures = QuoteLogFigures()
            figures.rows = state.rows
            if state.hasBegun {
                state.take(
                    counts: -1, at: known.nanoseconds,
                    samples: Int32(truncatingIfNeeded: known.samples), outageMin: outageMin)
                figures.totals.met = state.met(until: known, unknown: gap.total)
            }
            figures.outages = state.outages
            figures.longestOutageNanoseconds = state.longest
            figures.totals.unknown = Share(
                nanoseconds: clock.total.nanoseconds - known.nanoseconds + gap.total.nanoseconds,
                samples: clock.total.samples - known.samples + gap.total.samples)
            figures.totals.notMet = Share(
                nanoseconds: clock.total.nanoseconds - figures.totals.met.nanoseconds
                    - figures.totals.unknown.nanoseconds,
                samples: clock.total.samples - figures.totals.met.samples
                    - figures.totals.unknown.samples)
            return figures
        }
    }
}
