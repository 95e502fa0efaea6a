/// What of a rule decides how its days become a period's figure.
public struct PeriodTerms: Hashable, Sendable {
    public var rule: String
    /// As in reports: `presence`, `coverage`, `rfqResponse`, …
    public var kind: String
    public var nameZh: String
    public var nameEn: String
    /// Nil for a rule that is only measured.
    public var threshold: Threshold?
    public var group: GroupRule
    public var period: PeriodRule
    /// Coverage only: which presence is counted, and from where on.
    public var coverage: CoverageRule?
    /// Whether a number this figure depends on is a placeholder.
    public var isPlaceholder: Bool

    public init(
        rule: String, kind: String, nameZh: String = "", nameEn: String = "",
        threshold: Threshold?, group: GroupRule = .contract, period: PeriodRule,
        coverage: CoverageRule? = nil, isPlaceholder: Bool = false
    ) {
        self.rule = rule
        self.kind = kind
        self.nameZh = nameZh
        self.nameEn = nameEn
        self.threshold = threshold
        self.group = group
        self.period = period
        self.coverage = coverage
        self.isPlaceholder = isPlaceholder
    }
}

extension RulePack {
    /// The pack's rules as a period sees them, in the pack's order.
    public var periodTerms: [PeriodTerms] { rules.map(PeriodTerms.init) }
}

extension PeriodTerms {
    /// A rule's terms. A pack without terms for a period is judged by the month: presence as the mean of its
    /// days (CN-FUND-01), all else as a ratio of sums.
    public init(_ rule: ObligationRule) {
        var coverage: CoverageRule?
        var operation = PeriodRule.Operation.ratioOfSums
        switch rule.kind {
        case .presence: operation = .meanOfRatios
        case .coverage(let terms): coverage = terms
        case .rfqResponse: break
        }
        self.init(
            rule: rule.id, kind: rule.kind.name, nameZh: rule.nameZh, nameEn: rule.nameEn,
            threshold: Threshold(.atLeast, rule.threshold),
            period: PeriodRule(length: .month, operation: operation), coverage: coverage,
            isPlaceholder: rule.provenance.contains(where: \.tag.isPlaceholder))
    }
}
