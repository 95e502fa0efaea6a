import Market

/// Parts of the day that must each pass (NSE-01): cut from the intervals when a report is made.
extension ObligationLedger {
    func partRows(
        _ rule: ObligationRule, _ measure: PresenceRule, _ index: Int, _ time: SessionTime?
    ) -> [ObligationReport.Row] {
        guard !measure.subPeriods.isEmpty else { return [] }
        let spans = SessionSpans(calendar, sampling: measure.sampling)
        var rows: [ObligationReport.Row] = []
        for contract in directory.contracts where isObliged(contract.index, presence: index) {
            let intervals = intervals(of: contract.index, presence: index, until: time)
            for part in measure.subPeriods {
                let totals = totals(of: intervals, in: part, measure, spans)
                var row = ObligationReport.Row(
                    rule: rule.id, kind: rule.kind.name, contract: contract.tradingCode,
                    underlying: directory.underlyings[contract.underlying.int].code,
                    value: totals.value(measure.headline),
                    best: totals.value(measure.headline, bestCase: true),
                    threshold: rule.threshold)
                row.part = part.id
                row.sampled = totals.sampled()
                rows.append(row)
            }
        }
        return rows
    }

    private func totals(
        of intervals: [ObligationInterval], in part: PresenceRule.SubPeriod,
        _ measure: PresenceRule, _ spans: SessionSpans
    ) -> PresenceTotals {
        var totals = PresenceTotals()
        for interval in intervals {
            let from = max(interval.start, part.start).nanoseconds
            let to = min(interval.end, part.end).nanoseconds
            guard from < to else { continue }
            totals.add(spans.measure(from, to), to: standing(of: interval, measure))
        }
        return totals
    }

    private func standing(of interval: ObligationInterval, _ measure: PresenceRule)
        -> PresenceMeter.Standing
    {
        switch interval.state {
        case .met: return .met
        case .notMet: return .notMet
        case .unknown: return .unknown
        case .exempt:
            let exemption = measure.exemptions.first { $0.id == interval.exemption }
            return exemption?.effect == .deemFulfilled ? .deemed : .removed
        }
    }
}
