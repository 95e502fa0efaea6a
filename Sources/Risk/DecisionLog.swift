import Market
import Wire

/// Risk's own log: contiguous from 1, one entry for each cause a span without quotes can have.
struct DecisionLog: Sendable {
    /// Entries of one frame.
    static let frameEntriesMax = 400
    /// Stands where a decision concerns no single contract.
    static let noContract = ContractIndex(UInt32.max)

    private(set) var sequence: UInt64 = 0
    private(set) var isFinal = false
    private var pending: [RiskDecisions.Entry] = []

    init() { pending.reserveCapacity(1_024) }

    /// After the day's end the log is final: nothing follows `dayEnded`.
    mutating func add(_ entry: RiskDecisions.Entry) {
        guard !isFinal else { return }
        sequence += 1
        var numbered = entry
        numbered.sequence = sequence
        pending.append(numbered)
        if entry.kind == .dayEnded { isFinal = true }
    }

    mutating func flush(into outbox: inout Outbox, at now: SessionTime) {
        var next = 0
        while next < pending.count {
            let end = min(next + Self.frameEntriesMax, pending.count)
            let isLast = isFinal && end == pending.count
            outbox.open(
                RiskDecisions(tail: sequence, watermark: now, isComplete: isLast ? 1 : 0),
                of: RiskDecisions.Entry.self, on: .decisionLog)
            for entry in pending[next..<end] { outbox.append(entry) }
            outbox.close()
            next = end
        }
        pending.removeAll(keepingCapacity: true)
    }
}
