import Market

/// Large orders away from the market that are taken off after small trades on the other side.
struct LayeringDetector: Detector {
    private struct State: Sendable {
        var times: DayTimes
        var last = SessionTime(nanoseconds: 0)
        var trades: [UInt32: RollingWindow] = [:]
        var evidence: EvidenceRows
    }

    private let terms: LayeringTerms
    private let stage: DetectorStage
    /// The others' middle price, in half ticks, by contract; nil before the first.
    private var marks: [Int64?]
    /// Large orders that were away from the market when they were entered.
    private var away: Set<OrderID> = []
    private var states: PerSubject<State>

    init(_ terms: LayeringTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        let near = max(1, Near.floor(of: terms.timesMin, percent: stage.nearPercent))
        marks = Array(repeating: nil, count: stage.directory.contracts.count)
        states = PerSubject(
            State(
                times: DayTimes(bar: terms.timesMin, near: near),
                evidence: EvidenceRows(max: stage.rowsMax)))
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
            states[subject].times.tell(of: subject, into: &found)
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
        states[subject].times.add(at: cancel.time)
        states[subject].last = cancel.time
        states[subject].evidence.add(order)
        for row in rows { states[subject].evidence.add(row) }
        states[subject].evidence.add(cancel)
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let state = states.states[subject]
        guard let outcome = state.times.outcome else { return [] }
        return [
            Finding(
                outcome, subject: subject, time: state.times.reached ?? state.last,
                measures: [
                    Measure("layersInDay", state.times.count, limit: terms.timesMin),
                    Measure("largeOrderContracts", terms.quantityMin, limit: terms.quantityMin),
                ], evidence: state.evidence)
        ]
    }
}
