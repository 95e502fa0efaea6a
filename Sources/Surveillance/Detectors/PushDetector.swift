import Market

/// Small pushes of a contract's price within a minute, with own trades in the push's direction.
struct PushDetector: Detector {
    private struct Place: Sendable {
        var price: RollingPrice
        var own: RollingWindow
        var others: RollingWindow
        var ownQuantity: Int64 = 0
        var othersQuantity: Int64 = 0
        /// End of the last push, by subject and direction: one minute is told once.
        var lastPush: [Int: SessionTime] = [:]

        mutating func advance(to now: SessionTime) {
            price.advance(to: now)
            var gone: Int64 = 0
            own.advance(to: now) { gone += Int64($0.quantity.contracts) }
            ownQuantity -= gone
            gone = 0
            others.advance(to: now) { gone += Int64($0.quantity.contracts) }
            othersQuantity -= gone
        }
    }

    private struct State: Sendable {
        var times: DayTimes
        var moveMax: Int64 = 0
        var last = SessionTime(nanoseconds: 0)
        var evidence: EvidenceRows
    }

    private let terms: PushTerms
    private let stage: DetectorStage
    private var places: [Place]
    private var states: PerSubject<State>
    /// Whose trade each row of the windows is.
    private var traders: [OrderID: Int] = [:]
    private var knowsVolume = false

    init(_ terms: PushTerms, _ stage: DetectorStage) {
        self.terms = terms
        self.stage = stage
        let near = Near.floor(of: terms.timesMin, percent: stage.nearPercent)
        let place = Place(
            price: RollingPrice(length: terms.window), own: RollingWindow(length: terms.window),
            others: RollingWindow(length: terms.window))
        places = Array(repeating: place, count: stage.directory.contracts.count)
        states = PerSubject(
            State(
                times: DayTimes(bar: terms.timesMin, near: near),
                evidence: EvidenceRows(max: stage.rowsMax)))
    }

    mutating func take(
        _ event: FlowEvent, of subject: Int, order: FlowEvent?, into found: inout Found
    ) {
        guard event.kind != .underlyingMark else { return }
        let index = event.contract.int
        switch event.kind {
        case .mark, .publicTrade, .traded:
            guard places.indices.contains(index) else { return }
            places[index].advance(to: event.time)
        default: return
        }
        switch event.kind {
        case .mark: places[index].price.append(event.value, at: event.time)
        case .publicTrade:
            knowsVolume = true
            places[index].others.append(event)
            places[index].othersQuantity += Int64(event.quantity.contracts)
        default:
            traders[event.orderID] = subject
            places[index].own.append(event)
            places[index].ownQuantity += Int64(event.quantity.contracts)
        }
        look(at: index, now: event.time, into: &found)
    }

    /// Whether somebody pushes this contract now.
    private mutating func look(at index: Int, now: SessionTime, into found: inout Found) {
        guard places[index].own.count > 0, let move = places[index].price.moveBasisPoints,
            abs(move) >= terms.moveMin, move != 0
        else { return }
        let side = move > 0 ? Side.bid : .ask
        var traded: [Int: Int64] = [:]
        for row in places[index].own.content where row.side == side {
            guard let subject = traders[row.orderID] else { continue }
            traded[subject, default: 0] += Int64(row.quantity.contracts)
        }
        for subject in traded.keys.sorted() {
            let quantity = traded[subject] ?? 0
            guard quantity >= terms.quantityMin, hasShare(quantity, of: places[index]) else {
                continue
            }
            let key = subject * 2 + (side == .bid ? 0 : 1)
            if let last = places[index].lastPush[key], now - last < terms.window { continue }
            places[index].lastPush[key] = now
            note(subject, move: move, side: side, at: index, now: now)
            states[subject].times.tell(of: subject, into: &found)
        }
    }

    /// Own trades are in the market's volume; a record without it cannot say no.
    private func hasShare(_ quantity: Int64, of place: Place) -> Bool {
        !knowsVolume
            || quantity * 10_000 >= terms.shareMin * (place.ownQuantity + place.othersQuantity)
    }

    private mutating func note(
        _ subject: Int, move: Int64, side: Side, at index: Int, now: SessionTime
    ) {
        states[subject].times.add(at: now)
        states[subject].last = now
        states[subject].moveMax = max(states[subject].moveMax, abs(move))
        for row in places[index].own.content
        where row.side == side && traders[row.orderID] == subject {
            states[subject].evidence.add(row)
        }
    }

    var subjects: Range<Int> { states.subjects }

    func findings(of subject: Int, at place: Int?) -> [Finding] {
        let state = states.states[subject]
        guard let outcome = state.times.outcome else { return [] }
        return [
            Finding(
                outcome, subject: subject, time: state.times.reached ?? state.last,
                measures: [
                    Measure("pushesInDay", state.times.count, limit: terms.timesMin),
                    Measure("moveMaxBasisPoints", state.moveMax, limit: terms.moveMin),
                    Measure("marketVolumeKnown", knowsVolume ? 1 : 0),
                ], evidence: state.evidence)
        ]
    }
}
