import Market

/// Seconds with several orders: rolling ones that share no order, and those of the clock.
struct RepeatedSecondDetector: Detector {
    private struct State: Sendable {
        var window = RollingWindow(length: .seconds(1))
        var counter: MessageCounter
        var times: DayTimes
        var clockTimes: Int64 = 0
        var second: Int64 = -1
        var inSecond: Int64 = 0
        var evidence: EvidenceRows
    }

    private let terms: RepeatedSecondTerms
    private var states: PerSubject<State>

    init(_ terms: RepeatedSecondTerms, _ stage: DetectorStage) {
        self.terms = terms
        let near = Near.floor(of: terms.timesMin, percent: stage.nearPercent)
        states = PerSubject(
            State(
                counter: MessageCounter(.orders, terms.unit),
                times: DayTimes(bar: terms.timesMin, near: near),
                evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard subject >= 0, states[subject].counter.counts(event) else { return }
        let now = event.time.nanoseconds / 1_000_000_000
        states[subject].inSecond = now == states[subject].second ? states[subject].inSecond + 1 : 1
        states[subject].second = now
        if states[subject].inSecond == terms.ordersMin { states[subject].clockTimes += 1 }
        states[subject].window.advance(to: event.time)
        states[subject].window.append(event)
        guard Int64(states[subject].window.count) >= terms.ordersMin else { return }
        for row in states[subject].window.content { states[subject].evidence.add(row) }
        states[subject].window.removeAll()
        states[subject].times.add(at: event.time)
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
                    Measure("rollingSeconds", state.times.count, limit: terms.timesMin),
                    Measure("clockSeconds", state.clockTimes),
                    Measure("ordersInSecond", terms.ordersMin, limit: terms.ordersMin),
                ], evidence: state.evidence)
        ]
    }
}
