public import Market

extension ObligationLedger {
    /// The figures up to `time` (by default, as far as the record goes), rows in the pack's order.
    public func report(
        causes timeline: CauseTimeline, exchangeDifferenceNanoseconds: Int64? = nil,
        at time: SessionTime? = nil
    ) -> ObligationReport {
        var rows: [ObligationReport.Row] = []
        var presence = 0
        var response = 0
        var cursor = DutyCursor()
        var settled = duties
        settled.settleAll(at: limit(time))
        for rule in pack.rules {
            guard rule.unevaluated == nil else {
                rows += unevaluatedRows(rule)
                continue
            }
            switch rule.kind {
            case .presence(let measure):
                let own = presenceRows(rule, measure, presence, timeline, time)
                rows += own + groupRows(rule, own)
                rows += partRows(rule, measure, presence, time)
                presence += 1
            case .coverage(let coverage): rows += coverageRows(rule, coverage, time)
            case .rfqResponse:
                rows += responseRows(rule, response, time)
                response += 1
            default: rows += dutyRows(rule, &cursor, settled)
            }
        }
        return ObligationReport(
            date: directory.day.description,
            rulePack: ObligationReport.Pack(
                id: pack.id, version: pack.version, placeholders: pack.placeholders),
            rules: rows, exchangeDifferenceNanoseconds: exchangeDifferenceNanoseconds)
    }

    /// A rule that cannot be judged has a row, and no figure.
    func unevaluatedRows(_ rule: ObligationRule) -> [ObligationReport.Row] {
        directory.underlyings.map {
            ObligationReport.Row(
                rule: rule.id, kind: rule.kind.name, contract: nil, underlying: $0.code,
                value: Ratio(0, 0), best: Ratio(0, 0), threshold: rule.threshold)
        }
    }

    private func presenceRows(
        _ rule: ObligationRule, _ measure: PresenceRule, _ index: Int, _ timeline: CauseTimeline,
        _ time: SessionTime?
    ) -> [ObligationReport.Row] {
        directory.contracts.filter { isObliged($0.index, presence: index) }.map { contract in
            let totals = totals(of: contract.index, presence: index, at: time)
            var row = ObligationReport.Row(
                rule: rule.id, kind: rule.kind.name, contract: contract.tradingCode,
                underlying: directory.underlyings[contract.underlying.int].code,
                value: totals.value(measure.headline),
                best: totals.value(measure.headline, bestCase: true),
                threshold: rule.isJudgedByContractAndDay ? rule.threshold : nil)
            row.times = ObligationReport.Times(totals)
            row.sampled = totals.sampled()
            row.treatments = ObligationReport.Treatments(totals, measure.headline)
            var causes: [String: Int64] = [:]
            let sources = timeline.causes(of: contract.index)
            for interval in intervals(of: contract.index, presence: index, until: time)
            where interval.state == .notMet {
                for stretch in sources.stretches(of: interval) {
                    causes[stretch.cause.rawValue, default: 0] +=
                        (stretch.end - stretch.start).nanoseconds
                }
            }
            row.causes = causes
            return row
        }
    }

    /// Where contracts are judged together they have figures and no verdicts; these rows have both.
    private func groupRows(_ rule: ObligationRule, _ rows: [ObligationReport.Row])
        -> [ObligationReport.Row]
    {
        let groups: [String]
        switch rule.group.over {
        case .contract: return []
        case .underlying: groups = directory.underlyings.map(\.code)
        case .participant: groups = [ObligationReport.Row.allUnderlyings]
        }
        return groups.map { group in
            var value = GroupFigure(rule.group.operation)
            var best = GroupFigure(rule.group.operation)
            for row in rows where rule.group.over == .participant || row.underlying == group {
                value.add(row.value)
                best.add(row.best)
            }
            return ObligationReport.Row(
                rule: rule.id, kind: rule.kind.name, contract: nil, underlying: group,
                value: value.value, best: best.value, threshold: rule.threshold)
        }
    }

    private func responseRows(_ rule: ObligationRule, _ index: Int, _ time: SessionTime?)
        -> [ObligationReport.Row]
    {
        var counts = directory.underlyings.map { _ in ObligationReport.RequestCounts() }
        for request in requests(response: index, at: time) {
            let underlying = directory.contracts[request.contract.int].underlying
            counts[underlying.int].add(request.outcome)
        }
        return zip(directory.underlyings, counts).map { underlying, count in
            var row = ObligationReport.Row(
                rule: rule.id, kind: rule.kind.name, contract: nil, underlying: underlying.code,
                value: Ratio(count.answered, count.counted),
                best: Ratio(count.answered + count.unknown, count.counted),
                threshold: rule.threshold)
            row.requests = count
            return row
        }
    }
}

extension ObligationRule {
    /// False where a contract's figure of the day is only a part of what is judged, or the sum of it.
    fileprivate var isJudgedByContractAndDay: Bool {
        guard case .presence(let measure) = kind else { return true }
        return group.over == .contract && measure.subPeriods.isEmpty
    }
}
