public import Market

/// One contract's causes over the day; splits a not-met interval into stretches of one cause each.
public struct ContractCauses: Sendable {
    private let conditions: [TimeSet]
    private let firstQuoter: Int64?
    private let firstSession: Int64?
    private let explanations: [CauseTimeline.Explanation]

    /// A stretch of a not-met interval with its one cause.
    public struct Stretch: Hashable, Sendable {
        public var start: SessionTime
        public var end: SessionTime
        public var cause: ObligationCause
    }

    init(
        conditions: [TimeSet], firstQuoter: Int64?, firstSession: Int64?,
        explanations: [CauseTimeline.Explanation]
    ) {
        self.conditions = conditions
        self.firstQuoter = firstQuoter
        self.firstSession = firstSession
        self.explanations = explanations
    }

    /// The interval's stretches in order of time; they fill it exactly. Empty unless it is not met.
    public func stretches(of interval: ObligationInterval) -> [Stretch] {
        guard interval.state == .notMet, interval.start < interval.end else { return [] }
        let range = interval.start.nanoseconds..<interval.end.nanoseconds
        var boundaries = [range.lowerBound]
        for condition in conditions { condition.addBoundaries(inside: range, to: &boundaries) }
        var next = firstExplanation(after: range.lowerBound)
        while next < explanations.count, explanations[next].time < range.upperBound {
            boundaries.append(explanations[next].time)
            next += 1
        }
        boundaries.sort()
        boundaries.append(range.upperBound)
        var found: [Stretch] = []
        for (start, end) in zip(boundaries, boundaries.dropFirst()) where start < end {
            let cause = cause(at: start, in: interval)
            if let last = found.last, last.cause == cause {
                found[found.count - 1].end = SessionTime(nanoseconds: end)
            } else {
                found.append(
                    Stretch(
                        start: SessionTime(nanoseconds: start), end: SessionTime(nanoseconds: end),
                        cause: cause))
            }
        }
        return found
    }

    private func cause(at instant: Int64, in interval: ObligationInterval) -> ObligationCause {
        if holds(.linkLost, at: instant) { return .linkDown }
        if holds(.exchangeSessionDown, at: instant) {
            return isBefore(firstSession, instant) ? .notStarted : .riskDown
        }
        if holds(.kill, at: instant) { return .kill }
        if holds(.pause, at: instant) { return .operatorPause }
        if holds(.quoterDown, at: instant) {
            return isBefore(firstQuoter, instant) ? .notStarted : .quoterDown
        }
        if let explained = explanation(at: instant, for: interval) { return explained }
        return quoteCause(interval)
    }

    private func quoteCause(_ interval: ObligationInterval) -> ObligationCause {
        switch (interval.quoteTrigger, interval.verdict) {
        case (_, .tooBrief): .quoteTooBrief
        case (.filled, _): .filledNotReplenished
        case (.cancelledByExchange, _): .exchangeCancel
        case (.cancelledOnDisconnect, _), (.expired, _): .awaitingQuote
        case (.accepted, .oneSided): .quoteOneSided
        case (.accepted, .tooSmall), (.accepted, .sizesDiffer): .quoteTooSmall
        case (.accepted, .offMarket): .quoteOffMarket
        case (.accepted, .tooWide): .quoteTooWide
        case (.accepted, _), (.withdrawn, _), (.none, _):
            interval.acceptedAt == nil ? .notStarted : .awaitingQuote
        }
    }

    private func explanation(at instant: Int64, for interval: ObligationInterval)
        -> ObligationCause?
    {
        let index = firstExplanation(after: instant) - 1
        guard index >= 0 else { return nil }
        let latest = explanations[index]
        let since =
            interval.quoteTrigger.isInvoluntary ? interval.quoteChangedAt : interval.acceptedAt
        guard let since else { return latest.cause }
        // A later quote's refusal may reach our log before the earlier one's acceptance is stamped.
        let isNewer = latest.quote > interval.lastEvidence.quote
        return latest.time >= since.nanoseconds || isNewer ? latest.cause : nil
    }

    private func firstExplanation(after instant: Int64) -> Int {
        var low = 0
        var high = explanations.count
        while low < high {
            let middle = (low + high) / 2
            if explanations[middle].time > instant { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func holds(_ condition: CauseCondition, at instant: Int64) -> Bool {
        conditions[Int(condition.rawValue)].contains(instant)
    }

    private func isBefore(_ first: Int64?, _ instant: Int64) -> Bool {
        guard let first else { return false }
        return instant < first
    }
}
