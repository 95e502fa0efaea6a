import Market
import Settings

extension SurveillanceRule {
    private typealias Reader = (SettingsNode) throws(SettingsError) -> Kind

    init(_ node: SettingsNode) throws(SettingsError) {
        let fields = try RuleFields(
            node, ["id", "title", "basis", "level", "scope", "kind", "unpublished", "parameters"])
        let readers: [(String, Reader)] = [
            ("burst", Self.burst), ("dayCount", Self.dayCount),
            ("fastCancels", Self.fastCancels), ("repeatedSeconds", Self.repeatedSeconds),
            ("neighbourOpens", Self.neighbourOpens), ("pushMinutes", Self.pushMinutes),
            ("largeMinute", Self.largeMinute), ("selfTrades", Self.selfTrades),
            ("layering", Self.layering), ("closingTrades", Self.closingTrades),
            ("cancelFee", Self.cancelFee),
        ]
        let read = try fields["kind"].oneOf(readers)
        let parameters = try fields["parameters"]
        let kind = try read(parameters)
        let names = try parameters.pairs().map(\.key)
        var unpublished: [String] = []
        for item in try fields["unpublished"].items(acceptsNone: true) {
            let name = try item.text()
            guard names.contains(name) else {
                throw item.error(
                    "\"\(name)\" is no parameter of this rule",
                    accepted: names.joined(separator: ", "))
            }
            unpublished.append(name)
        }
        self.init(
            id: try fields["id"].text(), title: try fields["title"].text(),
            basis: try fields["basis"].text(),
            level: try fields["level"].choice(AlertLevel.self),
            scope: try fields["scope"].choice(Scope.self), kind: kind, unpublished: unpublished)
    }

    private static func burst(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(node, ["windowMs", "countMin", "counts", "unit"])
        return .burst(
            BurstTerms(
                window: try fields["windowMs"].milliseconds(),
                countMin: try fields["countMin"].count(),
                counting: try fields["counts"].choice(FlowCount.self),
                unit: try fields["unit"].choice(FlowUnit.self)))
    }

    private static func dayCount(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(node, ["countMin", "counts", "unit"])
        return .dayCount(
            DayCountTerms(
                countMin: try fields["countMin"].count(),
                counting: try fields["counts"].choice(FlowCount.self),
                unit: try fields["unit"].choice(FlowUnit.self)))
    }

    private static func fastCancels(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(
            node,
            [
                "lifeMs", "countMin", "cancelRatioMinPercent", "dayOrdersMin", "quantityMin",
                "onlyAtLimit",
            ])
        return .fastCancels(
            FastCancelTerms(
                life: try fields["lifeMs"].milliseconds(),
                countMin: try fields["countMin"].count(),
                cancelRatioMin: try fields["cancelRatioMinPercent"].percent(),
                dayOrdersMin: try fields["dayOrdersMin"].countOrZero(),
                quantityMin: try fields["quantityMin"].countOrZero(),
                onlyAtLimit: try fields["onlyAtLimit"].flag()))
    }

    private static func repeatedSeconds(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(node, ["ordersMin", "timesMin", "unit"])
        return .repeatedSeconds(
            RepeatedSecondTerms(
                ordersMin: try fields["ordersMin"].count(),
                timesMin: try fields["timesMin"].count(),
                unit: try fields["unit"].choice(FlowUnit.self)))
    }

    private static func neighbourOpens(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(node, ["pair", "windowMs", "dayOrdersMin"])
        return .neighbourOpens(
            NeighbourOpenTerms(
                pair: try fields["pair"].choice(NeighbourOpenTerms.Pair.self),
                window: try fields["windowMs"].milliseconds(),
                dayOrdersMin: try fields["dayOrdersMin"].countOrZero()))
    }

    private static func pushMinutes(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(
            node, ["windowMs", "moveMinPercent", "quantityMin", "shareMinPercent", "timesMin"])
        return .pushMinutes(
            PushTerms(
                window: try fields["windowMs"].milliseconds(),
                moveMin: try fields["moveMinPercent"].percent(max: 10_000),
                quantityMin: try fields["quantityMin"].count(),
                shareMin: try fields["shareMinPercent"].percent(),
                timesMin: try fields["timesMin"].count()))
    }

    private static func largeMinute(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(
            node, ["windowMs", "moveMinPercent", "amountMinYuan", "onlyAggressive"])
        return .largeMinute(
            LargeMinuteTerms(
                window: try fields["windowMs"].milliseconds(),
                moveMin: try fields["moveMinPercent"].percent(max: 10_000),
                amountMin: try fields["amountMinYuan"].yuan(),
                onlyAggressive: try fields["onlyAggressive"].flag()))
    }

    private static func selfTrades(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(node, ["timesMin"])
        return .selfTrades(SelfTradeTerms(timesMin: try fields["timesMin"].count()))
    }

    private static func layering(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(
            node,
            [
                "quantityMin", "distanceMinPercent", "lifeMs", "tradesMin",
                "tradedShareMaxPercent", "timesMin",
            ])
        return .layering(
            LayeringTerms(
                quantityMin: try fields["quantityMin"].count(),
                distanceMin: try fields["distanceMinPercent"].percent(),
                lifeMax: try fields["lifeMs"].milliseconds(),
                tradesMin: try fields["tradesMin"].count(),
                tradedShareMax: try fields["tradedShareMaxPercent"].percent(),
                timesMin: try fields["timesMin"].count()))
    }

    private static func closingTrades(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(
            node, ["from", "quantityMin", "tradesMin", "shareMinPercent"])
        return .closingTrades(
            ClosingTerms(
                from: try fields["from"].timeOfDay(),
                quantityMin: try fields["quantityMin"].count(),
                tradesMin: try fields["tradesMin"].count(),
                shareMin: try fields["shareMinPercent"].percent()))
    }

    private static func cancelFee(_ node: SettingsNode) throws(SettingsError) -> Kind {
        let fields = try RuleFields(
            node,
            [
                "cancelsAbove", "ratioBelowPercent", "feePerContractYuan", "rate", "exempt",
                "unit",
            ])
        return .cancelFee(
            CancelFeeTerms(
                cancelsAbove: try fields["cancelsAbove"].countOrZero(),
                ratioBelow: try fields["ratioBelowPercent"].percent(),
                feePerContract: try fields["feePerContractYuan"].yuan(),
                rateMillionths: try fields["rate"].decimal(6, 0...1_000_000_000),
                isExempt: try fields["exempt"].flag(),
                unit: try fields["unit"].choice(FlowUnit.self)))
    }
}
