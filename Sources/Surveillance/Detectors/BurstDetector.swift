import Market

/// Messages in a rolling second; the second of the clock is told beside it.
struct BurstDetector: Detector {
    private struct State: Sendable {
        var window: RollingWindow
        var episode: Episode
        var counter: MessageCounter
        var second: Int64 = -1
        var inSecond: Int64 = 0
        var inSecondBefore: Int64 = 0
        var peakInSecond: Int64 = 0

        /// Messages so far in this second of the clock or in the one before it, the more of both.
        mutating func countInSecond(_ time: SessionTime) -> Int64 {
            let now = time.nanoseconds / 1_000_000_000
            if now != second {
                inSecondBefore = now == second + 1 ? inSecond : 0
                inSecond = 0
                second = now
            }
            inSecond += 1
            return max(inSecond, inSecondBefore)
        }
    }

    private let terms: BurstTerms
    private let rowsMax: Int
    private var states: PerSubject<State>

    init(_ terms: BurstTerms, _ stage: DetectorStage) {
        self.terms = terms
        rowsMax = stage.rowsMax
        states = PerSubject(
            State(
                window: RollingWindow(length: terms.window),
                episode: Episode(bar: terms.countMin, nearPercent: stage.nearPercent),
                counter: MessageCounter(terms.counting, terms.unit)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into findings: inout [Finding]
    ) {
        guard subject >= 0, states[subject].counter.counts(event) else { return }
        if states[subject].episode.isPeakNew, states[subject].window.forgets(at: event.time) {
            let window = states[subject].window
            states[subject].episode.keep(EvidenceRows(max: rowsMax, window.content))
        }
        states[subject].window.advance(to: event.time)
        states[subject].window.append(event)
        let inSecond = states[subject].countInSecond(event.time)
        if states[subject].episode.observe(Int64(states[subject].window.count), at: event.time) {
            findings.append(close(subject))
            states[subject].peakInSecond = 0
        }
        if states[subject].episode.isOpen {
            states[subject].peakInSecond = max(states[subject].peakInSecond, inSecond)
        }
    }

    mutating func finish(into findings: inout [Finding]) {
        for subject in states.states.indices where states[subject].episode.isOpen {
            let window = states[subject].window
            states[subject].episode.keep(EvidenceRows(max: rowsMax, window.content))
            findings.append(close(subject))
        }
    }

    private mutating func close(_ subject: Int) -> Finding {
        let (outcome, time, peak, rows) = states[subject].episode.close(rowsMax: rowsMax)
        return Finding(
            outcome, subject: subject, time: time,
            measures: [
                Measure("\(terms.counting.rawValue)InRollingSecond", peak, limit: terms.countMin),
                Measure(
                    "\(terms.counting.rawValue)InClockSecond", states[subject].peakInSecond),
            ], evidence: rows)
    }
}

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
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into findings: inout [Finding]
    ) {
        guard subject >= 0, states[subject].counter.counts(event) else { return }
        states[subject].count += 1
        let count = states[subject].count
        guard count == terms.countMin || count == near else { return }
        findings.append(
            Finding(
                count == terms.countMin ? .reached : .nearDay, subject: subject, time: event.time,
                measures: [
                    Measure("\(terms.counting.rawValue)InDay", count, limit: terms.countMin)
                ], evidence: EvidenceRows(max: stage.rowsMax, [event])))
    }

    mutating func finish(into findings: inout [Finding]) {}
}

/// Seconds with several orders: rolling ones that share no order, and those of the clock.
struct RepeatedSecondDetector: Detector {
    private struct State: Sendable {
        var window = RollingWindow(length: .seconds(1))
        var counter: MessageCounter
        var times: Int64 = 0
        var clockTimes: Int64 = 0
        var second: Int64 = -1
        var inSecond: Int64 = 0
        var reached: SessionTime?
        var evidence: EvidenceRows
    }

    private let terms: RepeatedSecondTerms
    private var states: PerSubject<State>
    private let nearPercent: Int64

    init(_ terms: RepeatedSecondTerms, _ stage: DetectorStage) {
        self.terms = terms
        nearPercent = stage.nearPercent
        states = PerSubject(
            State(
                counter: MessageCounter(.orders, terms.unit),
                evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into findings: inout [Finding]
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
        states[subject].times += 1
        if states[subject].times == terms.timesMin { states[subject].reached = event.time }
    }

    mutating func finish(into findings: inout [Finding]) {
        let near = Near.floor(of: terms.timesMin, percent: nearPercent)
        for (subject, state) in states.states.enumerated() where state.times >= near {
            guard let last = state.evidence.rows.last else { continue }
            findings.append(
                Finding(
                    state.reached == nil ? .nearDay : .reached, subject: subject,
                    time: state.reached ?? last.time,
                    measures: [
                        Measure("rollingSeconds", state.times, limit: terms.timesMin),
                        Measure("clockSeconds", state.clockTimes),
                        Measure("ordersInSecond", terms.ordersMin, limit: terms.ordersMin),
                    ], evidence: state.evidence))
        }
    }
}
