import Market

/// Finds in one contract's intervals what the exchange may have counted in another way.
struct DisputeFinder {
    /// A gap between two valid quotes of at most this is a replacement that took its time.
    static let replaceGapMax = TimeSpan.seconds(10)

    private let date: String
    private let rule: PresenceRule
    private let intervals: [ObligationInterval]
    private let spans: SessionSpans

    init(
        date: String, rule: PresenceRule, calendar: SessionCalendar,
        intervals: [ObligationInterval]
    ) {
        self.date = date
        self.rule = rule
        self.intervals = intervals
        spans = SessionSpans(calendar, sampling: rule.sampling)
    }

    /// Stretches that are met under one reading of a bound and not met under the other.
    func bounds(_ kind: DisputeKind, _ others: [ObligationInterval]) -> [DisputedInterval] {
        var found: [DisputedInterval] = []
        forEachOverlap(with: others) { ours, other, start, end in
            let amount = amount(start, end)
            // The later of the two begins with the quote that makes the difference.
            let evidence = other.start > ours.start ? other : ours
            switch (ours.state, other.state) {
            case (.met, .notMet):
                found.append(
                    disputed(kind, .countedAsNotMet, start, end, evidence, -amount, 0))
            case (.notMet, .met):
                found.append(disputed(kind, .countedAsMet, start, end, evidence, amount, 0))
            default: return
            }
        }
        return found
    }

    /// Exempt stretches, in the two ways the rule does not treat them.
    func exemptions(ifObliged others: [ObligationInterval]) -> [DisputedInterval] {
        var met: [SessionTime: Int64] = [:]
        forEachOverlap(with: others) { ours, other, start, end in
            if ours.state == .exempt, other.state == .met {
                met[ours.start, default: 0] += amount(start, end)
            }
        }
        return intervals.filter { $0.state == .exempt && $0.exemption != nil }.flatMap { interval in
            let amount = amount(interval.start, interval.end)
            let counted = isDeemed(interval) ? amount : 0
            let valid = met[interval.start] ?? 0
            var ways: [DisputedInterval] = []
            if !others.isEmpty {
                ways.append(
                    disputed(
                        .exemption, .exemptionNotApplied, interval.start, interval.end, interval,
                        valid - counted, amount - counted))
            }
            ways.append(
                isDeemed(interval)
                    ? disputed(
                        .exemption, .removedFromDenominator, interval.start, interval.end,
                        interval, -amount, -amount)
                    : disputed(
                        .exemption, .deemedFulfilled, interval.start, interval.end, interval,
                        amount, amount))
            return ways
        }
    }

    /// Holes in our record that are none in the exchange's.
    func unknowns() -> [DisputedInterval] {
        intervals.filter { $0.state == .unknown }.flatMap { interval in
            let amount = amount(interval.start, interval.end)
            return [
                disputed(
                    .unknown, .countedAsMet, interval.start, interval.end, interval, amount, 0),
                disputed(
                    .unknown, .removedFromDenominator, interval.start, interval.end, interval, 0,
                    -amount),
            ]
        }
    }

    /// Runs of not-met time, by what began them.
    func gaps() -> [DisputedInterval] {
        var found: [DisputedInterval] = []
        var run: [ObligationInterval] = []
        for (index, interval) in intervals.enumerated() where interval.state == .notMet {
            run.append(interval)
            let next = index + 1 < intervals.count ? intervals[index + 1] : nil
            if let next, next.state == .notMet, next.start == interval.end { continue }
            let before = index - run.count
            let isBetween =
                before >= 0 && intervals[before].state == .met
                && intervals[before].end == run[0].start && next?.state == .met
                && next?.start == interval.end
            found.append(
                disputed(
                    kind(of: run, isBetween: isBetween), .countedAsMet, run[0].start,
                    interval.end, run[0], amount(run[0].start, interval.end), 0))
            run = []
        }
        return found
    }

    private func kind(of run: [ObligationInterval], isBetween: Bool) -> DisputeKind {
        if run[0].quoteTrigger == .filled { return .fillGap }
        let length = run.reduce(TimeSpan.zero) { $0 + $1.length }
        return isBetween && length <= Self.replaceGapMax ? .replaceGap : .absence
    }

    /// What sample instants make of each interval, where that is not its exact time.
    func samples() -> [DisputedInterval] {
        intervals.compactMap { interval in
            let share = spans.measure(interval.start.nanoseconds, interval.end.nanoseconds)
            let sampled = share.samples * rule.sampling.period.nanoseconds
            let isSampled = rule.headline == .sampled
            let change = isSampled ? share.nanoseconds - sampled : sampled - share.nanoseconds
            let isCounted = interval.state == .met || isDeemed(interval)
            guard change != 0, isCounted || interval.state != .exempt else { return nil }
            return disputed(
                .sampling, isSampled ? .exactTime : .sampled, interval.start, interval.end,
                interval, isCounted ? change : 0, change)
        }
    }

    /// Met stretches that the exchange may not have seen.
    func presences() -> [DisputedInterval] {
        intervals.filter { $0.state == .met }.map { interval in
            disputed(
                .presence, .countedAsNotMet, interval.start, interval.end, interval,
                -amount(interval.start, interval.end), 0)
        }
    }

    // MARK: Inside

    private func isDeemed(_ interval: ObligationInterval) -> Bool {
        guard interval.state == .exempt, let id = interval.exemption else { return false }
        return rule.exemptions.first { $0.id == id }?.effect == .deemFulfilled
    }

    private func amount(_ start: SessionTime, _ end: SessionTime) -> Int64 {
        let share = spans.measure(start.nanoseconds, end.nanoseconds)
        return rule.headline == .sampled
            ? share.samples * rule.sampling.period.nanoseconds : share.nanoseconds
    }

    private func disputed(
        _ kind: DisputeKind, _ treatment: DisputeTreatment, _ start: SessionTime,
        _ end: SessionTime, _ evidence: ObligationInterval, _ met: Int64, _ obliged: Int64
    ) -> DisputedInterval {
        DisputedInterval(
            date: date, kind: kind, treatment: treatment, start: start, end: end,
            evidence: evidence, metChange: met, obligedChange: obliged)
    }

    /// Both lists are in order of time.
    private func forEachOverlap(
        with others: [ObligationInterval],
        _ body: (ObligationInterval, ObligationInterval, SessionTime, SessionTime) -> Void
    ) {
        var (i, j) = (0, 0)
        while i < intervals.count, j < others.count {
            let start = max(intervals[i].start, others[j].start)
            let end = min(intervals[i].end, others[j].end)
            if start < end { body(intervals[i], others[j], start, end) }
            if intervals[i].end < others[j].end { i += 1 } else { j += 1 }
        }
    }
}
