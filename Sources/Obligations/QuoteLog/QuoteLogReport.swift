public import Market

/// The figures of passes over one log as the report that `ObligationLedger` makes of the same log.
///
/// Without causes: a pass does not keep why a second was not met. Rules that need more than quotes have a row
/// without a figure.
public struct QuoteLogReport: Sendable {
    private let pack: RulePack
    private let directory: InstrumentDirectory
    private let figures: [String: [QuoteLogFigures]]

    /// `figures`: by presence rule, contract by contract in the directory's order.
    public init(
        pack: RulePack, directory: InstrumentDirectory, figures: [String: [QuoteLogFigures]]
    ) {
        self.pack = pack
        self.directory = directory
        self.figures = figures
    }

    /// Whether passes alone give all figures that quotes can give under a pack.
    public static func isEnough(for pack: RulePack) -> Bool {
        pack.rules.allSatisfy { rule in
            guard rule.unevaluated == nil else { return true }
            switch rule.kind {
            case .presence(let presence):
                return rule.instruments == .all && QuoteLogPass.obstacle(to: presence) == nil
            case .coverage(let coverage):
                var plain = CoverageRule(
                    presence: coverage.presence, presenceMin: coverage.presenceMin)
                plain.presenceComparator = .atLeast
                return rule.instruments == .all && coverage == plain
            default: return true
            }
        }
    }

    /// Whether a quote log can tell anything of a kind of rule.
    public static func judges(_ kind: ObligationRule.Kind) -> Bool {
        switch kind {
        case .presence, .coverage, .rfqResponse: true
        default: false
        }
    }

    /// Rows in the pack's order.
    public func report() -> ObligationReport {
        ObligationReport(
            date: directory.day.description,
            rulePack: ObligationReport.Pack(
                id: pack.id, version: pack.version, placeholders: pack.placeholders),
            rules: pack.rules.flatMap(rows), exchangeDifferenceNanoseconds: nil)
    }

    private func rows(_ rule: ObligationRule) -> [ObligationReport.Row] {
        switch rule.kind {
        case .presence(let measure):
            guard let figures = figures[rule.id] else { return withoutFigure(rule) }
            return zip(directory.contracts, figures).map { contract, figures in
                let totals = figures.totals
                var row = ObligationReport.Row(
                    rule: rule.id, kind: rule.kind.name, contract: contract.tradingCode,
                    underlying: directory.underlyings[contract.underlying.int].code,
                    value: totals.value(measure.headline),
                    best: totals.value(measure.headline, bestCase: true),
                    threshold: rule.threshold)
                row.times = ObligationReport.Times(totals)
                row.sampled = totals.sampled()
                row.treatments = ObligationReport.Treatments(totals, measure.headline)
                return row
            }
        case .coverage(let coverage): return rows(rule, coverage)
        default: return withoutFigure(rule)
        }
    }

    private func rows(_ rule: ObligationRule, _ coverage: CoverageRule) -> [ObligationReport.Row] {
        let presence = pack.rules.first { $0.id == coverage.presence }
        guard rule.unevaluated == nil, case .presence(let measure)? = presence?.kind,
            let figures = figures[coverage.presence]
        else { return withoutFigure(rule) }
        return directory.underlyings.map { underlying in
            var obliged: Int64 = 0
            var best: Int64 = 0
            var met: [String] = []
            for (contract, figures) in zip(directory.contracts, figures)
            where contract.underlying == underlying.index {
                let value = figures.totals.value(measure.headline)
                guard let reaches = value.isAtLeast(coverage.presenceMin) else { continue }
                obliged += 1
                if reaches { met.append(contract.tradingCode) }
                let bestCase = figures.totals.value(measure.headline, bestCase: true)
                if bestCase.isAtLeast(coverage.presenceMin) == true { best += 1 }
            }
            var row = ObligationReport.Row(
                rule: rule.id, kind: rule.kind.name, contract: nil, underlying: underlying.code,
                value: Ratio(Int64(met.count), obliged), best: Ratio(best, obliged),
                threshold: rule.threshold)
            row.contractsMet = met
            return row
        }
    }

    private func withoutFigure(_ rule: ObligationRule) -> [ObligationReport.Row] {
        directory.underlyings.map {
            ObligationReport.Row(
                rule: rule.id, kind: rule.kind.name, contract: nil, underlying: $0.code,
                value: Ratio(0, 0), best: Ratio(0, 0), threshold: rule.threshold)
        }
    }
}
