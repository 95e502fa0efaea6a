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
    /// The pack's rules as a period sees them, in the pack's order; scores are `scoreTerms`.
    public var periodTerms: [PeriodTerms] {
        rules.filter { if case .score = $0.kind { false } else { true } }.map(PeriodTerms.init)
    }

    /// The pack's scores, in its order.
    public var scoreTerms: [ScoreTerms] {
        rules.compactMap { rule in
            guard case .score(let score) = rule.kind else { return nil }
            return ScoreTerms(rule: rule.id, score: score)
        }
    }
}

extension PeriodTerms {
    /// A rule's terms, as its pack says them.
    public init(_ rule: ObligationRule) {
        var coverage: CoverageRule?
        if case .coverage(let terms) = rule.kind { coverage = terms }
        self.init(
            rule: rule.id, kind: rule.kind.name, nameZh: rule.nameZh, nameEn: rule.nameEn,
            threshold: rule.threshold, group: rule.group, period: rule.period, coverage: coverage,
            isPlaceholder: rule.provenance.contains(where: \.tag.isPlaceholder))
    }
}
