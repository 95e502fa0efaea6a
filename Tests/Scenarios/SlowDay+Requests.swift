extension SlowDay {
    /// What became of the requests of one underlying.
    struct Requests: Equatable {
        var requests: Int64 = 0
        var inadmissible: Int64 = 0
        var answered: Int64 = 0
        var late: Int64 = 0
        var heldShort: Int64 = 0
        var missed: Int64 = 0

        var counted: Int64 { answered + late + heldShort + missed }
    }

    enum Outcome { case inadmissible, answered, late, heldShort, missed }

    func requests(of underlying: String) -> Requests {
        var counts = Requests()
        for contract in contracts where contract.underlying == underlying {
            for request in contract.requests {
                counts.requests += 1
                switch contract.outcome(of: request) {
                case .inadmissible: counts.inadmissible += 1
                case .answered: counts.answered += 1
                case .late: counts.late += 1
                case .heldShort: counts.heldShort += 1
                case .missed: counts.missed += 1
                }
            }
        }
        return counts
    }
}

extension SlowDay.Contract {
    /// Whether a request at this instant obliges: continuous trading, and not exempt.
    private func isObliged(at instant: Int64) -> Bool {
        SlowDay.Rule.spans.contains { $0.contains(instant) } && phases.value(at: instant) == "T"
            && !isExempt(at: instant)
    }

    /// The first instant after `start` at which nobody is obliged any more.
    private func pause(after start: Int64) -> Int64 {
        let end = SlowDay.Rule.spans.first { $0.contains(start) }?.upperBound ?? start
        let changes = (phases.times + market.times).filter { $0 > start && $0 < end }
        return changes.sorted().first { !isObliged(at: $0) } ?? end
    }

    func outcome(of request: SlowDay.Request) -> SlowDay.Outcome {
        guard isObliged(at: request.time) else { return .inadmissible }
        let pause = pause(after: request.time)
        let due = request.time + SlowDay.Rule.respondWithin
        var wasBroken = false
        for answer in request.answers where answer.time < pause && isValid(answer.quote) {
            if answer.time > due { return wasBroken ? .heldShort : .late }
            guard let lost = firstLoss(of: answer), lost.time < pause,
                lost.time < answer.time + SlowDay.Rule.hold
            else { return .answered }
            if lost.byFill { return .answered }
            wasBroken = true
            if lost.time > due { return .heldShort }
        }
        if wasBroken { return .heldShort }
        return due < pause ? .missed : .inadmissible
    }

    /// When the standing quote stopped being valid after an answer, and whether a fill did it.
    private func firstLoss(of answer: (time: Int64, quote: SlowDay.Top)) -> (
        time: Int64, byFill: Bool
    )? {
        let accepted = quotes.times.indices.first {
            quotes.times[$0] == answer.time && quotes.values[$0] == answer.quote
        }
        guard let accepted else { return nil }
        for place in quotes.times.indices.dropFirst(accepted + 1)
        where !isValid(quotes.values[place]) {
            let time = quotes.times[place]
            return (time, fills.contains(time))
        }
        return nil
    }
}
