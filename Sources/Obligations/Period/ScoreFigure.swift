/// A weighted score over a period's figures, and the grade it gives (SSE-MM-09).
public struct ScoreFigure: Hashable, Sendable {
    public var rule: String
    public var period: String
    public var items: [Item]
    /// In points, exact; 0/0 where no item had an obligation.
    public var score: ExactRatio
    /// In 1/10 000 of a point, rounded down.
    public var scoreTenThousandths: Int64?
    /// The last grade where a knock-out failed; nil without a score.
    public var grade: String?
    /// Rules whose failure decided the grade.
    public var knockedOutBy: [String]

    /// One rule's part.
    public struct Item: Hashable, Sendable {
        public var rule: String
        public var weight: Ratio
        /// The mean over the rule's judged figures; 0/0 without any obligation.
        public var metric: ExactRatio
        /// Between 0 and 100.
        public var points: ExactRatio
    }
}

/// A score rule with its name.
public struct ScoreTerms: Hashable, Sendable {
    public var rule: String
    public var score: ScoreRule

    public init(rule: String, score: ScoreRule) {
        self.rule = rule
        self.score = score
    }

    /// One score for each period the items have figures of.
    func figures(over figures: [PeriodFigure]) -> [ScoreFigure] {
        let named = Set(score.items.map(\.rule))
        var periods: [String] = []
        for figure in figures where named.contains(figure.rule) && !periods.contains(figure.period)
        {
            periods.append(figure.period)
        }
        return periods.map { period in
            self.figure(of: period, figures.filter { $0.period == period && $0.isJudged })
        }
    }

    /// An item without obligation takes no part; the others share its weight in proportion.
    private func figure(of period: String, _ figures: [PeriodFigure]) -> ScoreFigure {
        var weighted = RatioSum()
        var weights = RatioSum()
        var allWeights = RatioSum()
        let items = score.items.map { item in
            var metrics = RatioSum()
            for figure in figures where figure.rule == item.rule && figure.value.hasDenominator {
                metrics.add(figure.value)
            }
            let metric = metrics.mean
            let points = metric.hasDenominator ? Self.points(metric, item.map) : .none
            let weight = ExactRatio(item.weight) ?? .none
            if weight.hasDenominator {
                allWeights.add(weight)
                if points.hasDenominator {
                    weights.add(weight)
                    weighted.add(ExactRatio(points.num * weight.num, points.den * weight.den))
                }
            }
            return ScoreFigure.Item(
                rule: item.rule, weight: item.weight, metric: metric, points: points)
        }
        var total = ExactRatio.none
        if weights.count > 0, !weights.sum.num.isZero {
            total = weighted.sum
            if weights.count < allWeights.count {
                total.num = total.num * allWeights.sum.num * weights.sum.den
                total.den = total.den * allWeights.sum.den * weights.sum.num
            }
        }
        let failed = score.knockouts.filter { rule in
            figures.contains { $0.rule == rule && $0.verdict == .fail }
        }
        return ScoreFigure(
            rule: rule, period: period, items: items, score: total,
            scoreTenThousandths: total.floor(scale: 10_000),
            grade: failed.isEmpty ? grade(total) : score.grades.last?.name, knockedOutBy: failed)
    }

    private func grade(_ total: ExactRatio) -> String? {
        guard total.hasDenominator else { return nil }
        let reached = score.grades.first { total.isAtLeast(Ratio($0.scoreMin, 1)) == true }
        return (reached ?? score.grades.last)?.name
    }

    private static func points(_ metric: ExactRatio, _ map: ScoreRule.Map) -> ExactRatio {
        switch map {
        case .linear: return ExactRatio(metric.num * 100, metric.den)
        case .steps(let steps):
            let reached = steps.last { metric.isAtLeast($0.from) == true }
            return ExactRatio(BigNatural((reached?.points ?? 0).magnitude), .one)
        }
    }
}
