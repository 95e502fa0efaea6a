import Market

/// Large orders away from the market that are taken off after small trades on the other side.
struct LayeringDetector: Detector {
    private struct State: Sendable {
        var times: Int64 = 0
        var reached: SessionTime?
        var last = SessionTime(nanoseconds: 0)
        var trades: [UInt32: RollingWindow] = [:]
        var evidence: EvidenceRows
        var standing = Standing()
    }

    private let terms: LayeringTerms
    private let stage: DetectorStage
    private let near: Int64
    /// The others' middle price, in half ticks, by contract; nil before the first.
    private var marks: [Int64?]
    /// Large orders that were away from the market when they were entered.
    private var away: Set<OrderID> = []
    private var states: PerSubject<State>

    init(_ terms: LayeringTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        near = max(1, Near.floor(of: terms.timesMin, percent: stage.nearPercent))
        marks = Array(repeating: nil, count: stage.directory.contracts.count)
        states = PerSubject(State(evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        switch event.kind {
        case .mark:
            if marks.indices.contains(event.contract.int) {
                marks[event.contract.int] = event.value
            }
        case .entered: if isAway(event) { away.insert(event.orderID) }
        case .traded:
            let key = event.contract.value
            var window =
                states[subject].trades[key] ?? RollingWindow(length: terms.lifeMax)
            window.advance(to: event.time)
            window.append(event)
            states[subject].trades[key] = window
        case .cancelled:
            guard away.remove(event.orderID) != nil, let order else { return }
            judge(event, order, of: subject)
            if states[subject].standing.rises(to: outcome(of: states[subject])) {
                found.news.append(Found.News(subject: subject, place: nil))
            }
        case .removed: away.remove(event.orderID)
        default: return
        }
    }

    private func isAway(_ event: FlowEvent) -> Bool {
        guard Int64(event.quantity.contracts) >= terms.quantityMin,
            marks.indices.contains(event.contract.int), let mark = marks[event.contract.int],
            mark > 0
        else { return false }
        let distance = (mark - 2 * event.price.ticks) * event.side.sign
        let (scaled, overflow) = distance.multipliedReportingOverflow(by: 10_000)
        return !overflow && scaled >= terms.distanceMin * mark
    }

    private mutating func judge(_ cancel: FlowEvent, _ order: FlowEvent, of subject: Int) {
        guard cancel.time - order.time < terms.lifeMax else { return }
        let other = order.side.opposite
        let rows = (states[subject].trades[cancel.contract.value]?.content ?? []).filter {
            $0.side == other && $0.time >= order.time
        }
        let traded = rows.reduce(Int64(0)) { $0 + Int64($1.quantity.contracts) }
        let large = Int64(order.quantity.contracts)
        guard Int64(rows.count) >= terms.tradesMin, traded * 10_000 <= terms.tradedShareMax * large
        else { return }
        states[subject].times += 1
        states[subject].last = cancel.time
        if states[subject].times == terms.timesMin { states[subject].reached = cancel.time }
        states[subject].evidence.add(order)
        for row in rows { states[subject].evidence.add(row) }
        states[subject].evidence.add(cancel)
    }

    private func outcome(of state: State) -> Finding.Outcome? {
        guard state.times >= near else { return nil }
        return state.reached == nil ? .nearDay : .reached
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let state = states.states[subject]
        guard let outcome = outcome(of: state) else { return [] }
        return [
            Finding(
                outcome, subject: subject, time: state.reached ?? state.last,
                measures: [
                    Measure("layersInDay", state.times, limit: terms.timesMin),
                    Measure("largeOrderContracts", terms.quantityMin, limit: terms.quantityMin),
                ], evidence: state.evidence)
        ]
    }
}
