public import Market

/// Why quotes did not stand: conditions of the house and explanations per contract, by session time.
///
/// Fed from risk's decisions and the exchange's session events in any order between the two; it is
/// only intersected with the not-met intervals when a report is made.
public struct CauseTimeline: Sendable {
    private struct Change: Sendable {
        var condition: CauseCondition
        var scope: CauseScope
        var begins: Bool
        var time: Int64
    }

    struct Explanation: Hashable, Sendable, BitwiseCopyable {
        var time: Int64
        var quote: QuoteID
        /// Nil: the reason given before no longer holds.
        var cause: ObligationCause?
    }

    private let directory: InstrumentDirectory
    private var changes: [Change] = []
    private var explanations: [[Explanation]]
    private var firstQuoter: Int64?
    private var firstSession: Int64?

    public init(directory: InstrumentDirectory) {
        self.directory = directory
        explanations = Array(repeating: [], count: directory.contracts.count)
    }

    /// A condition began to hold.
    public mutating func began(
        _ condition: CauseCondition, _ scope: CauseScope = .all, at time: SessionTime
    ) {
        changes.append(
            Change(condition: condition, scope: scope, begins: true, time: time.nanoseconds))
    }

    /// A condition ended; ending it for all ends every narrower one too.
    public mutating func ended(
        _ condition: CauseCondition, _ scope: CauseScope = .all, at time: SessionTime
    ) {
        changes.append(
            Change(condition: condition, scope: scope, begins: false, time: time.nanoseconds))
        if condition == .quoterDown {
            firstQuoter = min(firstQuoter ?? time.nanoseconds, time.nanoseconds)
        }
        if condition == .exchangeSessionDown {
            firstSession = min(firstSession ?? time.nanoseconds, time.nanoseconds)
        }
    }

    /// A refusal, a rejection or a withdrawal gave a reason for a contract's missing quote.
    ///
    /// `quote` is the quote that was refused or rejected, `.none` for a withdrawal. A reason holds until
    /// the exchange accepts a later quote.
    public mutating func explained(
        _ contract: ContractIndex, _ cause: ObligationCause, quote: QuoteID = .none,
        at time: SessionTime
    ) {
        guard contract.int < explanations.count else { return }
        explanations[contract.int].append(
            Explanation(time: time.nanoseconds, quote: quote, cause: cause))
    }

    /// The maker quoted the contract again: the reason given before no longer holds.
    public mutating func explanationLapsed(_ contract: ContractIndex, at time: SessionTime) {
        guard contract.int < explanations.count else { return }
        explanations[contract.int].append(
            Explanation(time: time.nanoseconds, quote: .none, cause: nil))
    }

    /// Everything told so far, for a state hash: conditions, then explanations by contract.
    public func forEachWord(_ body: (UInt64) -> Void) {
        for change in changes {
            body(UInt64(change.condition.rawValue) << 1 | (change.begins ? 1 : 0))
            switch change.scope {
            case .all: body(0)
            case .underlying(let underlying): body(1 << 32 | UInt64(underlying.value))
            case .contract(let contract): body(2 << 32 | UInt64(contract.value))
            }
            body(UInt64(bitPattern: change.time))
        }
        for list in explanations {
            body(UInt64(list.count))
            if let last = list.last {
                body(UInt64(bitPattern: last.time))
                body(last.quote.value)
            }
        }
    }

    /// One contract's causes, ready to be intersected with its intervals.
    public func causes(of contract: ContractIndex) -> ContractCauses {
        let described = directory.contracts[contract.int]
        // Sorting is by time only where the input is not; equal times keep the order of arrival.
        let ordered = explanations[contract.int].enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        return ContractCauses(
            conditions: CauseCondition.allCases.map { times(of: $0, for: described) },
            firstQuoter: firstQuoter, firstSession: firstSession,
            explanations: ordered.map(\.element))
    }

    private func times(of condition: CauseCondition, for contract: OptionContract) -> TimeSet {
        var open: [(scope: CauseScope, start: Int64)] = []
        var ranges: [Range<Int64>] = []
        if condition == .quoterDown, let first = firstQuoter { ranges.append(Int64.min..<first) }
        if condition == .exchangeSessionDown, let first = firstSession {
            ranges.append(Int64.min..<first)
        }
        let relevant = changes.enumerated()
            .filter { $0.element.condition == condition && $0.element.scope.includes(contract) }
            .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        for (_, change) in relevant {
            if change.begins {
                if !open.contains(where: { $0.scope == change.scope }) {
                    open.append((change.scope, change.time))
                }
                continue
            }
            for entry in open where change.scope == .all || entry.scope == change.scope {
                ranges.append(entry.start..<max(entry.start, change.time))
            }
            open.removeAll { change.scope == .all || $0.scope == change.scope }
        }
        for entry in open { ranges.append(entry.start..<Int64.max) }
        return TimeSet(ranges)
    }
}
