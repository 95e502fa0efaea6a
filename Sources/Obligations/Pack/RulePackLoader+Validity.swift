import Market
import Settings

/// What makes a quote count.
extension RulePackLoader {
    func validity(_ node: SettingsNode) throws(SettingsError) -> QuoteValidity {
        let fields = try Fields(
            node, ["minSize", "maxSpread", "fillGraceMs"],
            optional: [
                "source", "comparableSize", "withinPriceLevels", "insidePriceLimits",
                "lockedCounts", "partialFill", "restMs",
            ])
        let spread = try Fields(
            fields["maxSpread"], ["rule", "reference", "inclusive", "tiers"],
            optional: ["midFloor", "combine"])
        let size = fields["minSize"]
        let isAmount = size["amount"] != nil
        let sizes = try Fields(
            size, ["rule", isAmount ? "amount" : "contracts"], optional: ["inclusive", "basis"])
        let contracts = isAmount ? 1 : try sizes["contracts"].integer(1...1_000_000)
        var validity = QuoteValidity(
            sizeRule: try sizes["rule"].text(),
            quantityMin: Quantity(contracts: Int32(contracts)),
            spreadRule: try spread["rule"].text(),
            spreadInclusive: try spread["inclusive"].flag(),
            tiers: try tiers(spread["tiers"]),
            fillGrace: try fields["fillGraceMs"].milliseconds(0...3_600_000))
        if isAmount {
            validity.amountMin = Money(
                tenThousandths: try sizes["amount"].decimal(4, 1...1_000_000_000_000_000))
        }
        validity.sizeInclusive = try sizes.optional("inclusive")?.flag() ?? true
        validity.sizeBasis =
            try sizes.optional("basis")?.choice(QuoteValidity.SizeBasis.self) ?? .bestLevel
        validity.spreadReference = try reference(spread)
        validity.spreadCombine =
            try spread.optional("combine")?.choice(QuoteValidity.SpreadCombine.self) ?? .narrowest
        validity.source =
            try fields.optional("source")?.choice(QuoteValidity.Source.self) ?? .quotes
        if validity.sizeBasis == .cumulated, validity.source == .quotes {
            throw size.error(
                "a cumulated size needs every own order", accepted: "source: quotesAndOrders")
        }
        validity.comparableSize = try comparable(fields.optional("comparableSize"))
        validity.withinPriceLevels =
            try fields.optional("withinPriceLevels").map { node throws(SettingsError) in
                Int32(try node.integer(1...1_000_000))
            }
        validity.isInsidePriceLimits = try fields.optional("insidePriceLimits")?.flag() ?? false
        validity.lockedCounts = try fields.optional("lockedCounts")?.flag() ?? false
        validity.partialFill =
            try fields.optional("partialFill")?.choice(QuoteValidity.PartialFill.self)
            ?? .remaining
        validity.restMin = try fields.optional("restMs")?.milliseconds(0...3_600_000) ?? .zero
        return validity
    }

    private func reference(_ spread: Fields) throws(SettingsError) -> QuoteValidity.SpreadReference
    {
        if let floor = spread.optional("midFloor") {
            _ = try spread["reference"].oneOf([("midFloored", true)])
            return .midFloored(try floor.price())
        }
        return try spread["reference"].oneOf([("bid", .bid), ("mid", .mid)])
    }

    private func comparable(_ node: SettingsNode?) throws(SettingsError)
        -> QuoteValidity.ComparableSize?
    {
        guard let node else { return nil }
        let fields = try Fields(node, ["maxDivergence", "base"])
        return QuoteValidity.ComparableSize(
            divergenceMax: try fields["maxDivergence"].ratio(max: 10),
            base: try fields["base"].choice(QuoteValidity.ComparableSize.Base.self))
    }

    func tiers(_ node: SettingsNode) throws(SettingsError) -> [SpreadTier] {
        var tiers: [SpreadTier] = []
        for item in try node.items() {
            let tier = try self.tier(item)
            let last = tiers.last { $0.when == tier.when }
            if let last {
                let follows =
                    tier.bidFrom > last.bidFrom
                    || tier.bidFrom == last.bidFrom && tier.daysFrom > last.daysFrom
                guard follows else {
                    throw item.error(
                        "tiers overlap", accepted: "rows in rising order of bidFrom, then daysFrom")
                }
            } else if tier.bidFrom > .zero {
                throw item.error("no limit below bidFrom", accepted: "a first row with bidFrom: 0")
            }
            guard tier.daysFrom == 0 || last?.bidFrom == tier.bidFrom else {
                throw item.error(
                    "no limit below daysFrom", accepted: "a row with daysFrom: 0 for this bidFrom")
            }
            tiers.append(tier)
        }
        return tiers
    }

    /// One limit in the row itself, or several under `limits`.
    private func tier(_ item: SettingsNode) throws(SettingsError) -> SpreadTier {
        let several = item["limits"] != nil
        let isUnlimited = (try? item["form"]?.text()) == "unlimited"
        let own = several ? ["limits"] : isUnlimited ? ["form"] : ["form", "value"]
        let fields = try Fields(item, ["bidFrom", "daysFrom"] + own, optional: ["when"])
        let days = try fields["daysFrom"].integer(0...10_000)
        var limits: [SpreadTier.Limit] = []
        if several {
            for entry in try fields["limits"].items() {
                limits.append(try limit(try Fields(entry, ["form", "value"])))
            }
        } else {
            limits = [isUnlimited ? .unlimited : try limit(fields)]
        }
        var when = InstrumentFilter.all
        if let node = fields.optional("when") { when = try instruments(node) }
        return SpreadTier(
            bidFrom: try fields["bidFrom"].price(), daysFrom: Int32(days), when: when,
            limits: limits)
    }

    private func limit(_ fields: Fields) throws(SettingsError) -> SpreadTier.Limit {
        switch try fields["form"].oneOf([
            ("absolute", 0), ("fraction", 1), ("underlyingSpread", 2),
        ]) {
        case 0: .absolute(try fields["value"].price())
        case 1: .fraction(try fields["value"].ratio(max: 10))
        default: .underlyingSpread(try fields["value"].ratio(max: 1_000))
        }
    }
}
