import Market

/// Orders cancelled within moments, and the day's ratio of cancelled to entered orders.
struct FastCancelDetector: Detector {
    private struct State: Sendable {
        var entered: Int64 = 0
        var cancelled: Int64 = 0
        var fast: Int64 = 0
        var reached: SessionTime?
        var last = SessionTime(nanoseconds: 0)
        var evidence: EvidenceRows
        var standing = Standing()
    }

    private let terms: FastCancelTerms
    private let stage: DetectorStage
    private var states: PerSubject<State>

    init(_ terms: FastCancelTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        states = PerSubject(State(evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard subject >= 0 else { return }
        switch event.kind {
        case .entered:
            states[subject].entered += 1
            look(subject, into: &found)
        case .cancelled:
            states[subject].cancelled += 1
            defer { look(subject, into: &found) }
            guard let order, event.time - order.time < terms.life, isMeant(order) else { return }
            states[subject].fast += 1
            states[subject].last = event.time
            if states[subject].fast == terms.countMin { states[subject].reached = event.time }
            states[subject].evidence.add(order)
            states[subject].evidence.add(event)
        default: return
        }
    }

    private mutating func look(_ subject: Int, into found: inout Found) {
        if states[subject].standing.rises(to: outcome(of: states[subject])) {
            found.news.append(Found.News(subject: subject, place: nil))
        }
    }

    private func isMeant(_ order: FlowEvent) -> Bool {
        guard Int64(order.quantity.contracts) >= terms.quantityMin else { return false }
        guard terms.onlyAtLimit else { return true }
        guard let band = stage.contract(order.contract)?.band else { return false }
        return order.price == band.up || order.price == band.down
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let state = states.states[subject]
        guard let outcome = outcome(of: state) else { return [] }
        return [
            Finding(
                outcome, subject: subject, time: state.reached ?? state.last,
                measures: [
                    Measure("fastCancelsInDay", state.fast, limit: terms.countMin),
                    Measure(
                        "cancelRatioBasisPoints",
                        state.entered > 0 ? state.cancelled * 10_000 / state.entered : 0,
                        limit: terms.cancelRatioMin > 0 ? terms.cancelRatioMin : nil),
                    Measure(
                        "ordersInDay", state.entered,
                        limit: terms.dayOrdersMin > 0 ? terms.dayOrdersMin : nil),
                ], evidence: state.evidence)
        ]
    }

    /// Reached where all bars are; near where all are nearly.
    private func outcome(of state: State) -> Finding.Outcome? {
        guard state.fast > 0 else { return nil }
        func passes(_ percent: Int64) -> Bool {
            state.fast * 100 >= terms.countMin * percent
                && state.entered * 100 >= terms.dayOrdersMin * percent
                && state.cancelled * 1_000_000 >= terms.cancelRatioMin * percent * state.entered
        }
        if passes(100) { return .reached }
        return passes(stage.nearPercent) ? .nearDay : nil
    }
}
