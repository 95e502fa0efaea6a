import Market

/// Counts the times the market was too wide for too long, and whether the maker came and stayed (HKEX-03).
///
/// Like requests, occurrences need no timer: whatever next happens to the contract settles what has run out.
struct TriggeredMeter: Sendable {
    private let rule: TriggeredRule
    private let market: SpreadTable
    private let table: SpreadTable
    private let spans: SessionSpans
    private var states: ContiguousArray<State>

    private struct State: Hashable, Sendable, BitwiseCopyable {
        /// Since when the market has been too wide; `never` while it is not.
        var wideSince = ContractState.never
        /// When the open occurrence began; `never` when none is open.
        var openedAt = ContractState.never
        /// When the answer to it was given; `never` before.
        var answeredAt = ContractState.never
        /// The present wide stretch has had its occurrence.
        var hasOccurred = false
        var isContinuous = false
        var isValid = false
        var tally = TriggeredTally()
    }

    init(
        rule: TriggeredRule, contracts: [OptionContract], facts: [InstrumentFacts],
        calendar: SessionCalendar
    ) {
        self.rule = rule
        spans = SessionSpans(
            calendar, sampling: PresenceRule.Sampling(period: .seconds(1), offset: .zero))
        market = SpreadTable(
            QuoteValidity(quantityMin: Quantity(contracts: 1), tiers: rule.marketSpreadAbove),
            contracts: contracts, facts: facts)
        table = SpreadTable(rule.validity, contracts: contracts, facts: facts)
        states = ContiguousArray(repeating: State(), count: contracts.count)
    }

    mutating func quoteChanged(_ contract: Int, _ now: ContractState, at instant: Int64) {
        settle(contract, at: instant)
        let isValid = table.verdict(now.quote, of: contract) == .valid
        states[contract].isValid = isValid
        guard states[contract].openedAt != ContractState.never else { return }
        if isValid {
            if states[contract].answeredAt == ContractState.never {
                states[contract].answeredAt = instant
                settle(contract, at: instant)
            }
        } else if states[contract].answeredAt != ContractState.never {
            // Withdrawn inside the hold: a second answer may still come in time.
            states[contract].answeredAt = ContractState.never
        }
    }

    mutating func marketChanged(_ contract: Int, _ top: BookTop, at instant: Int64) {
        settle(contract, at: instant)
        let isWide =
            !top.hasBid || !top.hasAsk
            || market.verdict(
                LiveQuote(
                    bid: top.bid, bidRemaining: top.bidQuantity, ask: top.ask,
                    askRemaining: top.askQuantity), of: contract) == .tooWide
                && top.bid < top.ask
        if isWide, states[contract].wideSince == ContractState.never {
            states[contract].wideSince = instant
            states[contract].hasOccurred = false
        } else if !isWide {
            states[contract].wideSince = ContractState.never
        }
        settle(contract, at: instant)
    }

    mutating func phaseChanged(_ contract: Int, to phase: TradingPhase, at instant: Int64) {
        settle(contract, at: instant)
        states[contract].isContinuous = phase == .continuous
        if phase != .continuous { cutShort(contract) }
        // A wide stretch counts continuous trading only: it begins anew.
        if states[contract].wideSince != ContractState.never {
            states[contract].wideSince = instant
            states[contract].hasOccurred = false
        }
    }

    mutating func interrupted(at instant: Int64) {
        for contract in states.indices {
            settle(contract, at: instant)
            if states[contract].openedAt != ContractState.never {
                states[contract].tally.unknown += 1
                close(contract)
            }
            states[contract].wideSince = ContractState.never
        }
    }

    mutating func settleAll(at instant: Int64) {
        for contract in states.indices { settle(contract, at: instant) }
    }

    func tally(_ contract: Int) -> TriggeredTally { states[contract].tally }

    /// Whether an occurrence waits for its answer or for the end of the hold.
    func isOpen(_ contract: Int) -> Bool { states[contract].openedAt != ContractState.never }

    /// An occurrence that its phase did not let run to its end is no occurrence.
    private mutating func cutShort(_ contract: Int) {
        guard states[contract].openedAt != ContractState.never else { return }
        states[contract].tally.occurrences -= 1
        close(contract)
    }

    private mutating func close(_ contract: Int) {
        states[contract].openedAt = ContractState.never
        states[contract].answeredAt = ContractState.never
    }

    private mutating func settle(_ contract: Int, at instant: Int64) {
        openWhatIsDue(contract, at: instant)
        let opened = states[contract].openedAt
        guard opened != ContractState.never else { return }
        let answered = states[contract].answeredAt
        let deadline = opened + rule.reactWithin.nanoseconds
        if answered != ContractState.never, answered <= deadline {
            guard answered + rule.hold.nanoseconds <= instant else { return }
            states[contract].tally.answered += 1
            close(contract)
        } else if deadline < instant {
            close(contract)
        }
    }

    private mutating func openWhatIsDue(_ contract: Int, at instant: Int64) {
        let state = states[contract]
        guard state.isContinuous, state.wideSince != ContractState.never, !state.hasOccurred,
            state.openedAt == ContractState.never
        else { return }
        let due = state.wideSince + rule.lasting.nanoseconds
        guard due <= instant, spans.end(of: due) != nil else { return }
        states[contract].hasOccurred = true
        states[contract].openedAt = due
        states[contract].tally.occurrences += 1
        if state.isValid { states[contract].answeredAt = due }
    }
}

/// One contract's occurrences of a day.
public struct TriggeredTally: Hashable, Sendable, BitwiseCopyable {
    public internal(set) var occurrences: Int64 = 0
    /// Answered in time and held.
    public internal(set) var answered: Int64 = 0
    public internal(set) var unknown: Int64 = 0
}
