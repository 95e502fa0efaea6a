import Market

/// Counts auctions, and those that uncrossed with a valid quote of the maker's in the book (SSE-MM-07).
///
/// Fills at the instant of the uncross are the auction's own: what stood before them counts.
struct AuctionMeter: Sendable {
    private let phases: [TradingPhase]
    private let table: SpreadTable
    private var states: ContiguousArray<State>

    private struct State: Hashable, Sendable, BitwiseCopyable {
        var verdict = QuoteVerdict.absent
        var changedAt = ContractState.never
        /// The verdict before the fills of `changedAt`; meaningful while nothing else happened then.
        var beforeFills = QuoteVerdict.absent
        var tally = AuctionTally()
    }

    init(rule: AuctionRule, contracts: [OptionContract], facts: [InstrumentFacts]) {
        phases = rule.auctions
        table = SpreadTable(rule.validity, contracts: contracts, facts: facts)
        states = ContiguousArray(repeating: State(), count: contracts.count)
    }

    mutating func quoteChanged(_ contract: Int, _ now: ContractState, at instant: Int64) {
        let verdict = table.verdict(now.quote, of: contract)
        let isFurtherFill = now.trigger == .filled && states[contract].changedAt == instant
        if !isFurtherFill {
            states[contract].beforeFills =
                now.trigger == .filled ? states[contract].verdict : verdict
        }
        states[contract].verdict = verdict
        states[contract].changedAt = instant
    }

    mutating func phaseEnded(
        _ contract: Int, _ phase: TradingPhase, isInterrupted: Bool, at instant: Int64
    ) {
        guard phases.contains(phase) else { return }
        let state = states[contract]
        let standing = state.changedAt == instant ? state.beforeFills : state.verdict
        states[contract].tally.auctions += 1
        if isInterrupted {
            states[contract].tally.unknown += 1
        } else if standing == .valid {
            states[contract].tally.quoted += 1
        }
    }

    func tally(_ contract: Int) -> AuctionTally { states[contract].tally }
}

/// One contract's auctions of a day.
public struct AuctionTally: Hashable, Sendable, BitwiseCopyable {
    public internal(set) var auctions: Int64 = 0
    /// Uncrossed with a valid quote.
    public internal(set) var quoted: Int64 = 0
    /// Uncrossed while the record had a hole.
    public internal(set) var unknown: Int64 = 0
}
