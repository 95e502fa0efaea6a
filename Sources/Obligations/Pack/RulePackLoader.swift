import Market
public import Settings

extension RulePack {
    /// The bundled development pack for Shanghai ETF options.
    public static func sseDev() throws(SettingsError) -> RulePack {
        try load(yaml: sseDevText, file: "sse-dev.yaml")
    }

    /// The bundled pack's text, comments included.
    public static var sseDevText: String {
        String(decoding: PackageResources.sse_dev_yaml, as: UTF8.self)
    }

    /// Reads a rule pack strictly: an unknown, duplicate or missing key, a wrong type, a value out of
    /// range, a contradiction or a number without provenance is an error that names its line.
    public static func load(yaml: String, file: String) throws(SettingsError) -> RulePack {
        try RulePackLoader().pack(try SettingsFile.load(yaml: yaml, file: file))
    }
}

/// Turns a parsed file into a pack and checks what concerns more than one value.
struct RulePackLoader {
    func pack(_ root: SettingsNode) throws(SettingsError) -> RulePack {
        let fields = try Fields(
            root,
            [
                "id", "version", "title", "venue", "productScope", "role", "effectiveFrom",
                "effectiveTo", "rules",
            ])
        let from = try fields["effectiveFrom"].day()
        let toText = try fields["effectiveTo"].text()
        let to = toText == "open" ? nil : try fields["effectiveTo"].day()
        if let to, to < from {
            throw fields["effectiveTo"].error(
                "ends before it begins", accepted: "open, or a day from \(from) on")
        }
        var rules: [ObligationRule] = []
        for item in try fields["rules"].items() {
            let rule = try self.rule(item)
            guard !rules.contains(where: { $0.id == rule.id }) else {
                throw item.error("rule \(rule.id) listed twice", accepted: "each rule once")
            }
            if case .coverage(let coverage) = rule.kind {
                try check(coverage, in: item, against: rules)
            }
            rules.append(rule)
        }
        return RulePack(
            id: try fields["id"].text(), version: Int(try fields["version"].integer(1...1_000_000)),
            title: try fields["title"].text(), venue: try fields["venue"].text(),
            productScope: try fields["productScope"].text(), role: try fields["role"].text(),
            effectiveFrom: from, effectiveTo: to, rules: rules)
    }

    private func check(
        _ coverage: CoverageRule, in item: SettingsNode, against rules: [ObligationRule]
    ) throws(SettingsError) {
        let presences = rules.filter { if case .presence = $0.kind { true } else { false } }
        guard presences.contains(where: { $0.id == coverage.presence }) else {
            throw item.error(
                "coverage counts \(coverage.presence), which is no presence rule above it",
                accepted: presences.map(\.id).joined(separator: ", "))
        }
    }

    private static let commonKeys = [
        "id", "nameZh", "nameEn", "severity", "kind", "obligationSet", "threshold", "provenance",
    ]
    private static let kindKeys: [(kind: String, keys: [String])] = [
        ("presence", ["schedule", "validity", "exemptions"]),
        ("coverage", ["presence", "presenceMin"]),
        (
            "rfqResponse",
            [
                "eligible", "validity", "respondWithinMs", "holdMs", "releaseOn",
                "replacementEndsHold", "restingQuoteCounts",
            ]
        ),
    ]

    private func rule(_ node: SettingsNode) throws(SettingsError) -> ObligationRule {
        let keys = try RulePackLoader.kindKeys(of: node)
        let fields = try Fields(node, RulePackLoader.commonKeys + keys)
        let kind: ObligationRule.Kind =
            switch try fields["kind"].text() {
            case "presence": .presence(try presence(fields))
            case "coverage": .coverage(try coverage(fields))
            default: .rfqResponse(try response(fields))
            }
        _ = try fields["obligationSet"].oneOf([("all", true)])
        let provenance = try ProvenanceReader(rule: node).read(fields["provenance"])
        return ObligationRule(
            id: try fields["id"].text(), nameZh: try fields["nameZh"].text(),
            nameEn: try fields["nameEn"].text(),
            severity: try fields["severity"].choice(ObligationRule.Severity.self), kind: kind,
            threshold: try fields["threshold"].ratio(max: 1), provenance: provenance)
    }

    private static func kindKeys(of node: SettingsNode) throws(SettingsError) -> [String] {
        if let kind = try node.pairs().first(where: { $0.key == "kind" }) {
            return try kind.value.oneOf(kindKeys.map { ($0.kind, $0.keys) })
        }
        throw SettingsError(
            file: node.file, line: node.line, path: node.path + "/kind", problem: "missing key",
            accepted: kindKeys.map(\.kind).joined(separator: ", "))
    }

    private func presence(_ fields: Fields) throws(SettingsError) -> PresenceRule {
        let schedule = try Fields(
            fields["schedule"], ["phase", "periodMs", "offsetMs", "eventTieOrder", "headline"])
        _ = try schedule["phase"].oneOf([("continuous", true)])
        _ = try schedule["eventTieOrder"].oneOf([("eventsFirst", true)])
        let period = try schedule["periodMs"].milliseconds(1...3_600_000)
        let offset = try schedule["offsetMs"].milliseconds(0...3_599_999)
        guard offset < period else {
            throw schedule["offsetMs"].error(
                "the offset reaches the period", accepted: "less than periodMs")
        }
        return PresenceRule(
            sampling: PresenceRule.Sampling(period: period, offset: offset),
            headline: try schedule["headline"].choice(PresenceRule.Headline.self),
            validity: try validity(fields["validity"]),
            exemptions: try exemptions(fields["exemptions"]))
    }

    private func exemptions(_ node: SettingsNode) throws(SettingsError) -> [Exemption] {
        var exemptions: [Exemption] = []
        for item in try node.items(acceptsNone: true) {
            let exemption = try self.exemption(item)
            for earlier in exemptions where earlier.id == exemption.id {
                throw item.error(
                    "exemption \(exemption.id) listed twice", accepted: "each exemption once")
            }
            exemptions.append(exemption)
        }
        return exemptions
    }

    private func exemption(_ item: SettingsNode) throws(SettingsError) -> Exemption {
        let isPhase = item["phases"] != nil
        let fields = try Fields(
            item, ["id", "trigger", "effect"] + (isPhase ? ["phases"] : []))
        let trigger: Exemption.Trigger
        if isPhase {
            _ = try fields["trigger"].oneOf([("phase", true)])
            trigger = .phase(try phases(fields["phases"]))
        } else {
            trigger = try fields["trigger"].oneOf([("marketAtLimit", .marketAtLimit)])
        }
        return Exemption(
            id: try fields["id"].text(), trigger: trigger,
            effect: try fields["effect"].choice(Exemption.Effect.self))
    }

    private func phases(_ node: SettingsNode) throws(SettingsError) -> [TradingPhase] {
        var phases: [TradingPhase] = []
        for item in try node.items() {
            phases.append(try item.oneOf(TradingPhase.allCases.map { ("\($0)", $0) }))
        }
        return phases
    }

    private func validity(_ node: SettingsNode) throws(SettingsError) -> QuoteValidity {
        let fields = try Fields(node, ["minSize", "maxSpread", "fillGraceMs"])
        let size = try Fields(fields["minSize"], ["rule", "contracts"])
        let spread = try Fields(fields["maxSpread"], ["rule", "reference", "inclusive", "tiers"])
        _ = try spread["reference"].oneOf([("bid", true)])
        let contracts = try size["contracts"].integer(1...1_000_000)
        return QuoteValidity(
            sizeRule: try size["rule"].text(),
            quantityMin: Quantity(contracts: Int32(contracts)),
            spreadRule: try spread["rule"].text(),
            spreadInclusive: try spread["inclusive"].flag(),
            tiers: try tiers(spread["tiers"]),
            fillGrace: try fields["fillGraceMs"].milliseconds(0...3_600_000))
    }

    private func tiers(_ node: SettingsNode) throws(SettingsError) -> [SpreadTier] {
        var tiers: [SpreadTier] = []
        for item in try node.items() {
            let tier = try self.tier(item)
            if let last = tiers.last {
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
            guard tier.daysFrom == 0 || tiers.last?.bidFrom == tier.bidFrom else {
                throw item.error(
                    "no limit below daysFrom", accepted: "a row with daysFrom: 0 for this bidFrom")
            }
            tiers.append(tier)
        }
        return tiers
    }

    private func tier(_ item: SettingsNode) throws(SettingsError) -> SpreadTier {
        let fields = try Fields(item, ["bidFrom", "daysFrom", "form", "value"])
        let isAbsolute = try fields["form"].oneOf([("absolute", true), ("fraction", false)])
        let days = try fields["daysFrom"].integer(0...10_000)
        return SpreadTier(
            bidFrom: try fields["bidFrom"].price(), daysFrom: Int32(days),
            limit: isAbsolute
                ? .absolute(try fields["value"].price())
                : .fraction(try fields["value"].ratio(max: 10)))
    }

    private func coverage(_ fields: Fields) throws(SettingsError) -> CoverageRule {
        CoverageRule(
            presence: try fields["presence"].text(),
            presenceMin: try fields["presenceMin"].ratio(max: 1))
    }

    private func response(_ fields: Fields) throws(SettingsError) -> ResponseRule {
        let eligible = try Fields(
            fields["eligible"], ["phases", "intervalMsMin", "remainingSessionMsMin"])
        var releases: [ResponseRule.Release] = []
        for item in try fields["releaseOn"].items() {
            releases.append(try item.choice(ResponseRule.Release.self))
        }
        return ResponseRule(
            eligiblePhases: try phases(eligible["phases"]),
            intervalMin: try eligible["intervalMsMin"].milliseconds(0...86_400_000),
            remainingSessionMin: try eligible["remainingSessionMsMin"].milliseconds(0...86_400_000),
            validity: try validity(fields["validity"]),
            respondWithin: try fields["respondWithinMs"].milliseconds(1...3_600_000),
            hold: try fields["holdMs"].milliseconds(0...3_600_000), releaseOn: releases,
            replacementEndsHold: try fields["replacementEndsHold"].flag(),
            restingQuoteCounts: try fields["restingQuoteCounts"].flag())
    }

    /// A mapping whose keys have all been checked to be there.
    struct Fields {
        private let root: SettingsNode
        private let values: [String: SettingsNode]

        init(_ node: SettingsNode, _ keys: [String]) throws(SettingsError) {
            root = node
            values = try node.fields(required: keys)
        }

        subscript(key: String) -> SettingsNode {
            guard let value = values[key] else {
                preconditionFailure("key \(key) is read but not in the list of accepted keys")
            }
            return value
        }
    }
}
