import Market

/// Messages of a day: warned of when near, told when the bar is reached.
struct DayCountDetector: Detector {
    private struct State: Sendable {
        var count: Int64 = 0
        var counter: MessageCounter
    }

    private let terms: DayCountTerms
    private let stage: DetectorStage
    private let near: Int64
    private var states: PerSubject<State>

    init(_ terms: DayCountTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        near = Near.floor(of: terms.countMin, percent: stage.nearPercent)
        states = PerSubject(State(counter: MessageCounter(terms.counting, terms.unit)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard subject >= 0, states[subject].counter.counts(event) else { return }
        states[subject].count += 1
        let count = states[subject].count
        guard count == terms.countMin || count == near else { return }
        found.findings.append(
            Finding(
                count == terms.countMin ? .reached : .nearDay, subject: subject, time: event.time,
                measures: [
                    Measure("\(terms.counting.rawValue)InDay", count, limit: terms.countMin)
                ], evidence: EvidenceRows(max: stage.rowsMax, [event])))
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] { [] }
}
