public import Market

extension ObligationLedger {
    /// How many of each underlying's obliged contracts reach the bar of a coverage rule so far.
    ///
    /// Of the contracts the presence rule obliges, those in `instruments` are counted.
    public func coverage(
        _ rule: CoverageRule, of instruments: InstrumentFilter = .all, at time: SessionTime? = nil
    ) -> [Coverage] {
        guard let (index, measure) = presence(named: rule.presence) else { return [] }
        let bar = Threshold(rule.presenceComparator, rule.presenceMin)
        var coverage = directory.underlyings.map { _ in Coverage() }
        for contract in directory.contracts
        where isObliged(contract.index, presence: index)
            && instruments.includes(contract, facts[contract.index.int])
        {
            let totals = totals(of: contract.index, presence: index, at: time)
            let reaches = bar.isMet(by: totals.value(measure.headline))
            if reaches == nil, rule.emptyContracts == .leaveOut { continue }
            coverage[contract.underlying.int].obliged += 1
            if reaches == true { coverage[contract.underlying.int].met.append(contract.index) }
            if bar.isMet(by: totals.value(measure.headline, bestCase: true)) == true {
                coverage[contract.underlying.int].metBestCase += 1
            }
        }
        return coverage
    }

    /// One underlying's contracts against a presence bar.
    public struct Coverage: Hashable, Sendable {
        /// Contracts with any obligation; those without a denominator only where the rule says so.
        public var obliged: Int64 = 0
        /// Those that reach the bar, unknown counted as not met.
        public var met: [ContractIndex] = []
        /// The same with unknown counted as met.
        public var metBestCase: Int64 = 0

        public init() {}

        public var value: Ratio { Ratio(Int64(met.count), obliged) }

        /// Whether enough contracts are met; nil when none is obliged.
        ///
        /// The lesser of the threshold's share and all but `allBut` is enough (US-MIAX-01), and never
        /// fewer than `contractsMin`.
        public func meets(_ threshold: Threshold?, _ rule: CoverageRule) -> Bool? {
            guard obliged > 0, var isEnough = threshold?.isMet(by: value) else { return nil }
            let count = Int64(met.count)
            if let allBut = rule.allBut, count >= obliged - Int64(allBut) { isEnough = true }
            if let least = rule.contractsMin, count < Int64(least) { isEnough = false }
            return isEnough
        }
    }

    func coverageRows(
        _ rule: ObligationRule, _ coverage: CoverageRule, _ time: SessionTime?
    ) -> [ObligationReport.Row] {
        guard presence(named: coverage.presence) != nil else { return unevaluatedRows(rule) }
        let figures = self.coverage(coverage, of: rule.instruments, at: time)
        return zip(directory.underlyings, figures).map { underlying, figure in
            var row = ObligationReport.Row(
                rule: rule.id, kind: rule.kind.name, contract: nil, underlying: underlying.code,
                value: figure.value, best: Ratio(figure.metBestCase, figure.obliged),
                threshold: rule.threshold)
            row.pass = figure.meets(rule.threshold, coverage)
            row.contractsMet = figure.met.map { directory.contracts[$0.int].tradingCode }
            return row
        }
    }

    func presence(named id: String) -> (index: Int, measure: PresenceRule)? {
        var index = 0
        for rule in pack.rules {
            guard rule.unevaluated == nil, case .presence(let measure) = rule.kind else { continue }
            if rule.id == id { return (index, measure) }
            index += 1
        }
        return nil
    }
}
