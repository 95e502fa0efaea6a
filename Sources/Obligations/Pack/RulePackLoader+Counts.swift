import Market
import Settings

/// The kinds that count messages, fees, positions and points.
extension RulePackLoader {
    func rate(_ fields: Fields) throws(SettingsError) -> RateRule {
        let weights = try Fields(
            fields["weights"], ["order", "cancel", "quote", "replacedQuote", "quoteCancel"])
        let messages: ClosedRange<Int64> = 1...1_000_000_000
        return RateRule(
            window: try fields["window"].choice(RateRule.Window.self),
            windowLength: try fields["windowMs"].milliseconds(1...86_400_000),
            messagesPerWindow: try fields["messagesPerWindow"].integer(messages),
            occurrencesPerDay: try fields.optional("occurrencesPerDay")?.integer(messages) ?? 1,
            messagesPerDay: try fields.optional("messagesPerDay")?.integer(messages),
            weights: RateRule.Weights(
                order: try weights["order"].integer(0...100),
                cancel: try weights["cancel"].integer(0...100),
                quote: try weights["quote"].integer(0...100),
                replacedQuote: try weights["replacedQuote"].integer(0...100),
                quoteCancel: try weights["quoteCancel"].integer(0...100)))
    }

    func cancelRatio(_ fields: Fields) throws(SettingsError) -> CancelRatioRule {
        CancelRatioRule(
            cancelsAbove: try fields["cancelsAbove"].integer(0...1_000_000_000),
            ratioBelow: try fields["ratioBelow"].ratio(max: 100),
            feeRate: try fields["feeRate"].ratio(max: 100),
            feeMax: try money(fields["feeMax"]))
    }

    func orderToTrade(_ fields: Fields) throws(SettingsError) -> OrderToTradeRule {
        var tiers: [OrderToTradeRule.Tier] = []
        for item in try fields["tiers"].items() {
            let row = try Fields(item, ["messagesAbove", "feePerLot", "feePerLotAboveBar"])
            let tier = OrderToTradeRule.Tier(
                messagesAbove: try row["messagesAbove"].integer(0...1_000_000_000),
                feePerLot: try money(row["feePerLot"]),
                feePerLotAboveBar: try money(row["feePerLotAboveBar"]))
            if let last = tiers.last, tier.messagesAbove <= last.messagesAbove {
                throw item.error("tiers overlap", accepted: "rows in rising order of messagesAbove")
            }
            tiers.append(tier)
        }
        return OrderToTradeRule(
            volumeAbove: try fields["volumeAbove"].integer(0...1_000_000_000),
            ratioBar: try fields["ratioBar"].ratio(max: 1_000_000),
            unit: try fields["unit"].choice(OrderToTradeRule.Unit.self), tiers: tiers)
    }

    func position(_ fields: Fields) throws(SettingsError) -> PositionRule {
        PositionRule(
            measure: try fields["measure"].choice(PositionRule.Measure.self),
            contractsMax: try fields["contractsMax"].integer(1...1_000_000_000))
    }

    private func money(_ node: SettingsNode) throws(SettingsError) -> Money {
        Money(tenThousandths: try node.decimal(4, 0...10_000_000_000_000))
    }

    func score(_ fields: Fields) throws(SettingsError) -> ScoreRule {
        var items: [ScoreRule.Item] = []
        for item in try fields["items"].items() { items.append(try scoreItem(item)) }
        var grades: [ScoreRule.Grade] = []
        for item in try fields["grades"].items() {
            let row = try Fields(item, ["name", "scoreMin"])
            let grade = ScoreRule.Grade(
                name: try row["name"].text(), scoreMin: try row["scoreMin"].integer(0...100))
            if let last = grades.last, grade.scoreMin >= last.scoreMin {
                throw item.error("grades overlap", accepted: "best first, falling scoreMin")
            }
            grades.append(grade)
        }
        var knockouts: [String] = []
        for item in try fields["knockouts"].items(acceptsNone: true) {
            knockouts.append(try item.text())
        }
        return ScoreRule(items: items, grades: grades, knockouts: knockouts)
    }

    private func scoreItem(_ item: SettingsNode) throws(SettingsError) -> ScoreRule.Item {
        let fields = try Fields(item, ["rule", "weight"], optional: ["steps"])
        var steps: [ScoreRule.Step] = []
        if let node = fields.optional("steps") {
            for row in try node.items() {
                let step = try Fields(row, ["from", "points"])
                steps.append(
                    ScoreRule.Step(
                        from: try step["from"].ratio(max: 1),
                        points: try step["points"].integer(0...100)))
            }
        }
        return ScoreRule.Item(
            rule: try fields["rule"].text(), weight: try fields["weight"].ratio(max: 1),
            map: steps.isEmpty ? .linear : .steps(steps))
    }
}
