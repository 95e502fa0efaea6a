package import Market
import Wire

/// The exchange's own count of the maker's presence, kept apart from any tracker's (SSE-MM-02).
///
/// It writes down every change that could matter and recounts stretches of the day from that list; it never
/// holds a running verdict.
package struct MakerScore: Sendable {
    /// What the score of a contract depends on, from `time` until the next change.
    package struct State: Hashable, Sendable, BitwiseCopyable {
        package var bid: Price
        package var ask: Price
        package var bidQuantity: Quantity
        package var askQuantity: Quantity
        /// The market without the maker stands at a price limit.
        package var isLimitLocked: Bool
        package var isContinuous: Bool

        package init(
            bid: Price = .zero, ask: Price = .zero, bidQuantity: Quantity = .zero,
            askQuantity: Quantity = .zero, isLimitLocked: Bool = false, isContinuous: Bool = false
        ) {
            self.bid = bid
            self.ask = ask
            self.bidQuantity = bidQuantity
            self.askQuantity = askQuantity
            self.isLimitLocked = isLimitLocked
            self.isContinuous = isContinuous
        }
    }

    /// Nanoseconds of each class, and one-second samples: met, and all that were not exempt.
    package struct Total: Hashable, Sendable, BitwiseCopyable {
        package var met: Int64 = 0
        package var notMet: Int64 = 0
        package var exempt: Int64 = 0
        package var sampledMet: Int32 = 0
        package var sampledTotal: Int32 = 0

        package init(
            met: Int64 = 0, notMet: Int64 = 0, exempt: Int64 = 0, sampledMet: Int32 = 0,
            sampledTotal: Int32 = 0
        ) {
            self.met = met
            self.notMet = notMet
            self.exempt = exempt
            self.sampledMet = sampledMet
            self.sampledTotal = sampledTotal
        }
    }

    private struct Change: Sendable, BitwiseCopyable {
        let time: SessionTime
        let state: State
    }

    /// A recount is due when a contract has this many changes: a busy day must not fill the memory.
    private static let changesMax = 1_024
    private static let second: Int64 = 1_000_000_000

    private let terms: MakerTerms
    private let daysToExpiry: [Int32]
    private let spans: [(start: SessionTime, end: SessionTime)]
    private var changes: [[Change]]
    private var totals: [Total]

    package init(terms: MakerTerms, contracts: [OptionContract], calendar: SessionCalendar) {
        self.terms = terms
        daysToExpiry = contracts.map(\.daysToExpiry)
        spans = calendar.continuousSpans
        let first = Change(time: SessionTime(nanoseconds: 0), state: State())
        changes = Array(repeating: [first], count: contracts.count)
        totals = Array(repeating: Total(), count: contracts.count)
    }

    /// Writes down a contract's state if it changed; times never decrease.
    package mutating func observe(_ contract: ContractIndex, _ state: State, at time: SessionTime) {
        let index = contract.int
        let last = changes[index].count - 1
        guard changes[index][last].state != state else { return }
        if changes[index][last].time == time {
            changes[index][last] = Change(time: time, state: state)
            return
        }
        if changes[index].count == Self.changesMax { recount(index, until: time) }
        changes[index].append(Change(time: time, state: state))
    }

    /// The contract's score from the start of the day until `end`.
    package mutating func total(_ contract: ContractIndex, until end: SessionTime) -> Total {
        recount(contract.int, until: end)
        return totals[contract.int]
    }

    func hash(into hasher: inout StateHasher) {
        for index in totals.indices {
            hasher.combine(totals[index].met)
            hasher.combine(totals[index].notMet)
            hasher.combine(totals[index].exempt)
            hasher.combine(totals[index].sampledMet)
            hasher.combine(totals[index].sampledTotal)
            for change in changes[index] {
                hasher.combine(change.time.nanoseconds)
                hasher.combine(change.state.bid.ticks)
                hasher.combine(change.state.ask.ticks)
                hasher.combine(change.state.bidQuantity.contracts)
                hasher.combine(change.state.askQuantity.contracts)
                hasher.combine(change.state.isLimitLocked)
                hasher.combine(change.state.isContinuous)
            }
        }
    }

    private mutating func recount(_ index: Int, until end: SessionTime) {
        let list = changes[index]
        for (position, change) in list.enumerated() {
            let next = position + 1 < list.count ? list[position + 1].time : end
            count(change.state, from: change.time, to: next, contract: index)
        }
        changes[index].removeAll(keepingCapacity: true)
        changes[index].append(Change(time: end, state: list[list.count - 1].state))
    }

    private mutating func count(
        _ state: State, from start: SessionTime, to end: SessionTime, contract index: Int
    ) {
        guard state.isContinuous else { return }
        for span in spans {
            let low = max(start, span.start)
            let high = min(end, span.end)
            guard low < high else { continue }
            let samples =
                Self.samples(before: high, from: span.start)
                - Self.samples(before: low, from: span.start)
            add((high - low).nanoseconds, samples, of: state, contract: index)
        }
    }

    /// An exemption takes time out of the denominator, met or not (SSE-MM-02).
    private mutating func add(
        _ nanoseconds: Int64, _ samples: Int32, of state: State, contract index: Int
    ) {
        if state.isLimitLocked, terms.exemptsLimitLock {
            totals[index].exempt += nanoseconds
            return
        }
        totals[index].sampledTotal += samples
        if isMet(state, daysToExpiry: daysToExpiry[index]) {
            totals[index].met += nanoseconds
            totals[index].sampledMet += samples
        } else {
            totals[index].notMet += nanoseconds
        }
    }

    private func isMet(_ state: State, daysToExpiry: Int32) -> Bool {
        state.bidQuantity > .zero && state.askQuantity > .zero && state.bid < state.ask
            && min(state.bidQuantity, state.askQuantity) >= terms.quantityMin
            && terms.permitsSpread(bid: state.bid, ask: state.ask, daysToExpiry: daysToExpiry)
    }

    /// Whole-second sample instants `start, start + 1 s, …` strictly before `time`.
    private static func samples(before time: SessionTime, from start: SessionTime) -> Int32 {
        Int32((time.nanoseconds - start.nanoseconds + second - 1) / second)
    }
}
