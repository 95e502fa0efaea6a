import Market
import Obligations

/// The second implementation: keeps every event and recomputes everything from the list, instant by
/// instant, with no state carried along. Slow and obvious on purpose.
struct SlowLedger {
    enum Change {
        case quote(LiveQuote, QuoteTrigger, answering: UInt64)
        case phase(TradingPhase)
        case limit(Bool)
        case request(UInt64)
        case interrupted(Bool)
    }

    struct Event {
        var time: Int64
        var change: Change
    }

    let rule: PresenceRule
    let response: ResponseRule
    let daysToExpiry: Int32
    var events: [Event] = []

    func isValid(_ quote: LiveQuote, _ validity: QuoteValidity) -> Bool {
        guard quote.bidRemaining >= validity.quantityMin,
            quote.askRemaining >= validity.quantityMin,
            quote.bid.ticks > 0, quote.ask > quote.bid
        else { return false }
        var limit: SpreadTier.Limit?
        for tier in validity.tiers
        where tier.bidFrom <= quote.bid && tier.daysFrom <= daysToExpiry { limit = tier.limits[0] }
        let spread = (quote.ask - quote.bid).ticks
        switch limit {
        case nil, .underlyingSpread, .unlimited: return false
        case .absolute(let most):
            return validity.spreadInclusive ? spread <= most.ticks : spread < most.ticks
        case .fraction(let share):
            let (left, right) = (spread * share.den, quote.bid.ticks * share.num)
            return validity.spreadInclusive ? left <= right : left < right
        }
    }

    /// One of met, notMet, removed, deemed, unknown.
    func state(at instant: Int64) -> String {
        let past = events.prefix { $0.time <= instant }
        var phase = TradingPhase.starting
        var atLimit = false
        var interrupted = false
        var quotes: [(time: Int64, quote: LiveQuote, trigger: QuoteTrigger)] = []
        for event in past {
            switch event.change {
            case .quote(let quote, let trigger, _): quotes.append((event.time, quote, trigger))
            case .phase(let next): phase = next
            case .limit(let next): atLimit = next
            case .interrupted(let next): interrupted = next
            case .request: break
            }
        }
        if interrupted { return "unknown" }
        let scheduled: [TradingPhase] = [.openingAuction, .pause, .closingAuction, .closed]
        let isInSpan = spans.contains { instant >= $0.start && instant < $0.end }
        if isInSpan, scheduled.contains(phase) { return "removed" }
        for exemption in rule.exemptions {
            let applies =
                switch exemption.trigger {
                case .phase(let phases): phases.contains(phase)
                case .marketAtLimit: atLimit
                default: false
                }
            if applies { return exemption.effect == .deemFulfilled ? "deemed" : "removed" }
        }
        guard let last = quotes.last else { return "notMet" }
        if isValid(last.quote, rule.validity) { return "met" }
        var index = quotes.count - 1
        while index >= 0, !isValid(quotes[index].quote, rule.validity) {
            guard quotes[index].trigger == .filled else { return "notMet" }
            index -= 1
        }
        guard index >= 0 else { return "notMet" }
        let lost = quotes[index + 1].time
        return instant < lost + rule.validity.fillGrace.nanoseconds ? "met" : "notMet"
    }

    private var spans: [(start: Int64, end: Int64)] {
        [(s(34_200), s(41_400)), (s(46_800), s(53_820))]
    }

    /// Nanoseconds of each class until `end`: between two instants where something may change, nothing does.
    func times(until end: Int64) -> [String: Int64] {
        var cuts = events.map(\.time)
        cuts += cuts.map { $0 + rule.validity.fillGrace.nanoseconds }
        for span in spans { cuts += [span.start, span.end] }
        cuts = Set(cuts + [end]).sorted()
        var times: [String: Int64] = [:]
        for (from, to) in zip(cuts, cuts.dropFirst()) where to <= end {
            guard spans.contains(where: { from >= $0.start && to <= $0.end }) else { continue }
            times[state(at: from), default: 0] += to - from
        }
        return times
    }

    /// Sample instants of each class until `end`, second by second.
    func samples(until end: Int64) -> [String: Int64] {
        var samples: [String: Int64] = [:]
        for span in spans {
            var instant = span.start + rule.sampling.offset.nanoseconds
            let isBefore = rule.sampling.tieOrder == .sampleFirst
            let last = isBefore ? min(span.end - 1, end) : min(span.end, end) - 1
            while instant <= last {
                samples[state(at: isBefore ? instant - 1 : instant), default: 0] += 1
                instant += rule.sampling.period.nanoseconds
            }
        }
        return samples
    }

    /// What became of each request, in order of opening.
    func outcomes(until end: Int64) -> [RequestOutcome] {
        events.indices.compactMap { index in
            guard case .request(let id) = events[index].change else { return nil }
            return outcome(of: id, openedBy: index, until: end)
        }
    }

    private func isObliged(after index: Int) -> Bool {
        var phase = TradingPhase.starting
        var atLimit = false
        for event in events[...index] {
            if case .phase(let next) = event.change { phase = next }
            if case .limit(let next) = event.change { atLimit = next }
        }
        return response.eligiblePhases.contains(phase) && !atLimit
    }

    private func outcome(of id: UInt64, openedBy index: Int, until end: Int64) -> RequestOutcome {
        let opened = events[index].time
        guard let span = spans.first(where: { opened >= $0.start && opened < $0.end }),
            isObliged(after: index)
        else { return .inadmissiblePhase }
        var interrupted = false
        for event in events[...index] {
            if case .interrupted(let next) = event.change { interrupted = next }
        }
        if interrupted { return .unknown }
        let due = opened + response.respondWithin.nanoseconds
        var fault = RequestOutcome.missed
        var heldFrom: Int64?
        for later in events[(index + 1)...] {
            if later.time > span.end || (later.time == span.end) { break }
            if let from = heldFrom, later.time >= from + response.hold.nanoseconds {
                return .answered
            }
            if heldFrom == nil, later.time > due {
                guard fault != .heldShort else { return .heldShort }
                return lateOrElse(fault, id, after: index)
            }
            switch later.change {
            case .interrupted(true): return .unknown
            case .phase(let next) where !response.eligiblePhases.contains(next):
                return heldFrom != nil ? .answered : fault == .heldShort ? .heldShort : .phaseEnded
            case .limit(true):
                return heldFrom != nil ? .answered : fault == .heldShort ? .heldShort : .phaseEnded
            case .quote(let quote, let trigger, let answering):
                let valid = isValid(quote, response.validity)
                if heldFrom != nil, !valid {
                    if trigger == .filled || trigger == .expired { return .answered }
                    heldFrom = nil
                    fault = .heldShort
                    if later.time > due { return .heldShort }
                }
                guard answering == id, trigger == .accepted, heldFrom == nil else { break }
                if valid {
                    heldFrom = later.time
                } else if fault == .missed {
                    fault = .invalidResponse
                }
            default: break
            }
        }
        let last = min(end, span.end)
        if let from = heldFrom {
            if from + response.hold.nanoseconds <= last { return .answered }
            return end >= span.end ? .answered : .pending
        }
        if due < last {
            return fault == .heldShort ? .heldShort : lateOrElse(fault, id, after: index)
        }
        guard end >= span.end else { return .pending }
        return fault == .heldShort ? .heldShort : .phaseEnded
    }

    /// A valid answer that came too late, if there was one.
    private func lateOrElse(_ fault: RequestOutcome, _ id: UInt64, after index: Int)
        -> RequestOutcome
    {
        for event in events[(index + 1)...] {
            if case .quote(let quote, .accepted, id) = event.change,
                isValid(quote, response.validity),
                event.time > events[index].time + response.respondWithin.nanoseconds
            {
                return .late
            }
        }
        return fault
    }
}
