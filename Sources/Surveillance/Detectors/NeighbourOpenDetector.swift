import Market

/// Opening orders within a second of each other, in days with many orders.
struct NeighbourOpenDetector: Detector {
    /// The latest opening order of a group, and the latest of those in another place than that one.
    private struct Latest: Sendable {
        var first: FlowEvent?
        var second: FlowEvent?

        /// The most recent one that stands in another place.
        func elsewhere(than isSamePlace: (FlowEvent) -> Bool) -> FlowEvent? {
            if let first, !isSamePlace(first) { return first }
            if let second, !isSamePlace(second) { return second }
            return nil
        }

        mutating func note(_ event: FlowEvent, isSamePlace: (FlowEvent) -> Bool) {
            if let first, !isSamePlace(first) { second = first }
            first = event
        }
    }

    private struct State: Sendable {
        var orders: Int64 = 0
        var pairs: Int64 = 0
        var last = SessionTime(nanoseconds: 0)
        /// By product and side; for pairs of products one entry.
        var latest: [Latest]
        var evidence: EvidenceRows
        var standing = Standing()
    }

    private let terms: NeighbourOpenTerms
    private let stage: DetectorStage
    private var states: PerSubject<State>

    init(_ terms: NeighbourOpenTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        let groups =
            terms.pair == .products ? 1 : max(1, stage.directory.underlyings.count) * 2
        states = PerSubject(
            State(
                latest: Array(repeating: Latest(), count: groups),
                evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard subject >= 0, event.kind == .entered else { return }
        states[subject].orders += 1
        defer {
            if states[subject].standing.rises(to: outcome(of: states[subject])) {
                found.news.append(Found.News(subject: subject, place: nil))
            }
        }
        guard event.effect == .open, let product = Self.product(of: event, on: stage) else {
            return
        }
        let partner: FlowEvent?
        switch terms.pair {
        case .products:
            let stage = stage
            let isSame = { (row: FlowEvent) in Self.product(of: row, on: stage) == product }
            partner = states[subject].latest[0].elsewhere(than: isSame)
            states[subject].latest[0].note(event, isSamePlace: isSame)
        case .oppositeSides:
            let isSame = { (row: FlowEvent) in row.contract == event.contract }
            let own = product * 2 + (event.side == .bid ? 0 : 1)
            partner = states[subject].latest[own ^ 1].elsewhere(than: isSame)
            states[subject].latest[own].note(event, isSamePlace: isSame)
        }
        guard let partner, event.time - partner.time < terms.window else { return }
        states[subject].pairs += 1
        states[subject].last = event.time
        states[subject].evidence.add(partner)
        states[subject].evidence.add(event)
    }

    private static func product(of event: FlowEvent, on stage: DetectorStage) -> Int? {
        stage.contract(event.contract)?.underlying.int
    }

    private func outcome(of state: State) -> Finding.Outcome? {
        guard state.pairs > 0, state.orders * 100 >= terms.dayOrdersMin * stage.nearPercent
        else { return nil }
        return state.orders >= terms.dayOrdersMin ? .reached : .nearDay
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let state = states.states[subject]
        guard let outcome = outcome(of: state) else { return [] }
        return [
            Finding(
                outcome, subject: subject, time: state.last,
                measures: [
                    Measure("ordersInDay", state.orders, limit: terms.dayOrdersMin),
                    Measure("pairsInDay", state.pairs, limit: 1),
                ], evidence: state.evidence)
        ]
    }
}
