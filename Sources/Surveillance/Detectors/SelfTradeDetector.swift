import Market

/// Executions with the same owner, or account, on both sides.
struct SelfTradeDetector: Detector {
    private struct State: Sendable {
        var times: Int64 = 0
        var contracts: Int64 = 0
        var reached: SessionTime?
        var evidence: EvidenceRows
        var standing = Standing()
    }

    private let terms: SelfTradeTerms
    private let near: Int64
    private var open: [UInt64: (row: FlowEvent, subject: Int)] = [:]
    private var states: PerSubject<State>

    init(_ terms: SelfTradeTerms, _ stage: DetectorStage) {
        self.terms = terms
        near = max(1, Near.floor(of: terms.timesMin, percent: stage.nearPercent))
        states = PerSubject(State(evidence: EvidenceRows(max: stage.rowsMax)))
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
        states[subject].times += 1
        states[subject].contracts += Int64(event.quantity.contracts)
        if states[subject].times == terms.timesMin { states[subject].reached = event.time }
        states[subject].evidence.add(other.row)
        states[subject].evidence.add(event)
        if states[subject].standing.rises(to: outcome(of: states[subject])) {
            found.news.append(Found.News(subject: subject, place: nil))
        }
    }

    private func outcome(of state: State) -> Finding.Outcome? {
        guard state.times >= near else { return nil }
        return state.reached == nil ? .nearDay : .reached
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let state = states.states[subject]
        guard let outcome = outcome(of: state), let last = state.evidence.rows.last else {
            return []
        }
        return [
            Finding(
                outcome, subject: subject, time: state.reached ?? last.time,
                measures: [
                    Measure("selfTradesInDay", state.times, limit: terms.timesMin),
                    Measure("selfTradedContracts", state.contracts),
                ], evidence: state.evidence)
        ]
    }
}
