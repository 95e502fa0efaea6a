import Market

/// Executions with the same owner, or account, on both sides.
struct SelfTradeDetector: Detector {
    private struct State: Sendable {
        var times: DayTimes
        var contracts: Int64 = 0
        var evidence: EvidenceRows
    }

    private let terms: SelfTradeTerms
    private var open: [UInt64: (row: FlowEvent, subject: Int)] = [:]
    private var states: PerSubject<State>

    init(_ terms: SelfTradeTerms, _ stage: DetectorStage) {
        self.terms = terms
        let near = max(1, Near.floor(of: terms.timesMin, percent: stage.nearPercent))
        states = PerSubject(
            State(
                times: DayTimes(bar: terms.timesMin, near: near),
                evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard event.kind == .traded, event.executionID != 0 else { return }
        guard let other = open.removeValue(forKey: event.executionID) else {
            open[event.executionID] = (event, subject)
            return
        }
        guard other.subject == subject, other.row.side != event.side else { return }
        states[subject].times.add(at: event.time)
        states[subject].contracts += Int64(event.quantity.contracts)
        states[subject].evidence.add(other.row)
        states[subject].evidence.add(event)
        states[subject].times.tell(of: subject, into: &found)
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let state = states.states[subject]
        guard let outcome = state.times.outcome, let last = state.evidence.rows.last else {
            return []
        }
        return [
            Finding(
                outcome, subject: subject, time: state.times.reached ?? last.time,
                measures: [
                    Measure("selfTradesInDay", state.times.count, limit: terms.timesMin),
                    Measure("selfTradedContracts", state.contracts),
                ], evidence: state.evidence)
        ]
    }
}
