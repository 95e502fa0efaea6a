import Market

/// Executions with the same owner, or account, on both sides.
struct SelfTradeDetector: Detector {
    private struct State: Sendable {
        var times: Int64 = 0
        var contracts: Int64 = 0
        var reached: SessionTime?
        var evidence: EvidenceRows
    }

    private let terms: SelfTradeTerms
    private let nearPercent: Int64
    private var open: [UInt64: (row: FlowEvent, subject: Int)] = [:]
    private var states: PerSubject<State>

    init(_ terms: SelfTradeTerms, _ stage: DetectorStage) {
        self.terms = terms
        nearPercent = stage.nearPercent
        states = PerSubject(State(evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into findings: inout [Finding]
    ) {
        guard event.kind == .traded, event.executionID != 0 else { return }
        guard let other = open.removeValue(forKey: event.executionID) else {
            open[event.executionID] = (event, subject)
            return
        }
        guard other.subject == subject, other.row.side != event.side else { return }
        states[subject].times += 1
        states[subject].contracts += Int64(event.quantity.contracts)
        if states[subject].times == terms.timesMin { states[subject].reached = event.time }
        states[subject].evidence.add(other.row)
        states[subject].evidence.add(event)
    }

    mutating func finish(into findings: inout [Finding]) {
        let near = Near.floor(of: terms.timesMin, percent: nearPercent)
        for (subject, state) in states.states.enumerated() where state.times >= max(1, near) {
            guard let last = state.evidence.rows.last else { continue }
            findings.append(
                Finding(
                    state.reached == nil ? .nearDay : .reached, subject: subject,
                    time: state.reached ?? last.time,
                    measures: [
                        Measure("selfTradesInDay", state.times, limit: terms.timesMin),
                        Measure("selfTradedContracts", state.contracts),
                    ], evidence: state.evidence))
        }
    }
}
