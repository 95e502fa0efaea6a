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
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
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
            found.findings.append(finding(of: subject))
            states[subject].episode.close()
            states[subject].peakInSecond = 0
        }
        if states[subject].episode.isOpen {
            states[subject].peakInSecond = max(states[subject].peakInSecond, inSecond)
        }
        if states[subject].episode.isNews {
            found.news.append(Found.News(subject: subject, place: nil))
        }
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        states.states[subject].episode.isOpen ? [finding(of: subject)] : []
    }

    private func finding(of subject: Int) -> Finding {
        let state = states.states[subject]
        var episode = state.episode
        episode.keep(EvidenceRows(max: rowsMax, state.window.content))
        let (outcome, time, peak, rows) = episode.told(rowsMax: rowsMax)
        return Finding(
            outcome, subject: subject, time: time, span: episode.span,
            measures: [
                Measure("\(terms.counting.rawValue)InRollingSecond", peak, limit: terms.countMin),
                Measure(
                    "\(terms.counting.rawValue)InClockSecond", state.peakInSecond),
            ], evidence: rows)
    }
}
