public import Market

/// One day's record under its own rules and under the other readings of them.
public struct ReconciledDay: Sendable {
    /// `2021-01-04`.
    public let date: String
    public let ledger: ObligationLedger
    private let variants: [ReconciliationVariant: ObligationLedger]
    private let until: SessionTime

    /// `variants`: the same events in ledgers whose packs are `ReconciliationVariant.pack(_:)` of the ledger's.
    public init(
        ledger: ObligationLedger, variants: [ReconciliationVariant: ObligationLedger],
        until: SessionTime
    ) {
        self.ledger = ledger
        self.variants = variants
        self.until = until
        date = ledger.directory.day.description
    }

    /// Our met and obliged time in nanoseconds of the rule's measure: exact, or period times samples.
    func ours(_ contract: ContractIndex, presence: Int) -> (met: Int64, obliged: Int64) {
        let measure = ledger.pack.presences[presence].measure
        let totals = ledger.totals(of: contract, presence: presence, at: until)
        let unit = measure.headline == .sampled ? measure.sampling.period.nanoseconds : 1
        let value = totals.value(measure.headline)
        return (value.num * unit, value.den * unit)
    }

    /// Every stretch that may be counted in another way.
    func disputed(_ contract: ContractIndex, presence: Int) -> [DisputedInterval] {
        let finder = DisputeFinder(
            date: date, rule: ledger.pack.presences[presence].measure,
            calendar: ledger.calendar,
            intervals: ledger.intervals(of: contract, presence: presence, until: until))
        var found: [DisputedInterval] = []
        for (kind, variant) in [
            (DisputeKind.spreadAtMaximum, ReconciliationVariant.spreadBound),
            (.sizeAtMinimum, .sizeBound),
        ] {
            found += finder.bounds(kind, intervals(of: contract, presence, under: variant))
        }
        found += finder.exemptions(
            ifObliged: intervals(of: contract, presence, under: .noExemptions))
        return found + finder.unknowns() + finder.gaps() + finder.samples() + finder.presences()
    }

    private func intervals(
        of contract: ContractIndex, _ presence: Int, under variant: ReconciliationVariant
    ) -> [ObligationInterval] {
        let id = ledger.pack.presences[presence].rule.id
        guard let other = variants[variant],
            let index = other.pack.presences.firstIndex(where: { $0.rule.id == id })
        else { return [] }
        return other.intervals(of: contract, presence: index, until: until)
    }
}
