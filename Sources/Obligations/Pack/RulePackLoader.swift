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
        try load(try SettingsFile.load(yaml: yaml, file: file))
    }

    /// The same from a tree already read, and perhaps changed.
    public static func load(_ root: SettingsNode) throws(SettingsError) -> RulePack {
        try RulePackLoader().pack(root)
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
            ], optional: ["levels", "examples", "provenance"])
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
            try checkReferences(of: rule, in: item, to: rules)
            rules.append(rule)
        }
        return RulePack(
            id: try fields["id"].text(), version: Int(try fields["version"].integer(1...1_000_000)),
            title: try fields["title"].text(), venue: try fields["venue"].text(),
            productScope: try fields["productScope"].text(), role: try fields["role"].text(),
            effectiveFrom: from, effectiveTo: to, levels: try levels(fields.optional("levels")),
            rules: rules,
            provenance: try fields.optional("provenance").map {
                node throws(SettingsError) in try ProvenanceReader(rule: root).readOwn(node)
            } ?? [])
    }

    private func levels(_ node: SettingsNode?) throws(SettingsError) -> [String: Int] {
        guard let node else { return [:] }
        var levels: [String: Int] = [:]
        for (code, value) in try node.pairs() { levels[code] = Int(try value.integer(1...9)) }
        return levels
    }

    /// A rule that counts another one stands below it.
    private func checkReferences(
        of rule: ObligationRule, in item: SettingsNode, to rules: [ObligationRule]
    ) throws(SettingsError) {
        let presences = rules.filter { if case .presence = $0.kind { true } else { false } }
        switch rule.kind {
        case .coverage(let coverage):
            guard presences.contains(where: { $0.id == coverage.presence }) else {
                throw item.error(
                    "coverage counts \(coverage.presence), which is no presence rule above it",
                    accepted: presences.map(\.id).joined(separator: ", "))
            }
        case .score(let score):
            for id in score.items.map(\.rule) + score.knockouts
            where !rules.contains(where: { $0.id == id }) {
                throw item.error(
                    "the score uses \(id), which is no rule above it",
                    accepted: rules.map(\.id).joined(separator: ", "))
            }
        default: return
        }
    }

    // MARK: One rule

    private static let requiredKeys = [
        "id", "nameZh", "nameEn", "severity", "kind", "obligationSet", "provenance",
    ]
    private static let kindKeys: [(kind: String, keys: Keys)] = [
        (
            "presence",
            Keys(["schedule", "validity", "exemptions", "threshold"], ["group", "period"])
        ),
        (
            "coverage",
            Keys(
                ["presence", "presenceMin", "threshold"],
                ["presenceComparator", "emptyContracts", "allBut", "contractsMin", "period"])
        ),
        (
            "rfqResponse",
            Keys(
                [
                    "eligible", "validity", "respondWithinMs", "holdMs", "releaseOn",
                    "replacementEndsHold", "restingQuoteCounts", "threshold",
                ], ["respondInclusive", "needsRequestId", "group", "period"])
        ),
        ("auctionPresence", Keys(["auctions", "validity", "threshold"], ["period"])),
        (
            "triggeredResponse",
            Keys(
                ["condition", "reactWithinMs", "holdMs", "validity", "threshold"],
                ["occurrencesMin", "period"])
        ),
        (
            "rateCount",
            Keys(
                ["window", "windowMs", "messagesPerWindow", "weights"],
                ["occurrencesPerDay", "messagesPerDay"])
        ),
        ("cancelRatio", Keys(["cancelsAbove", "ratioBelow", "feeRate", "feeMax"], [])),
        ("orderToTrade", Keys(["volumeAbove", "ratioBar", "unit", "tiers"], [])),
        ("positionLimit", Keys(["measure", "contractsMax"], [])),
        ("staticQuoteCheck", Keys(["validity"], [])),
        ("score", Keys(["items", "grades", "knockouts"], ["period"])),
    ]

    private struct Keys {
        let required: [String]
        let optional: [String]

        init(_ required: [String], _ optional: [String]) {
            self.required = required
            self.optional = optional
        }
    }

    private func rule(_ node: SettingsNode) throws(SettingsError) -> ObligationRule {
        let keys = try RulePackLoader.keys(of: node)
        let fields = try Fields(
            node, RulePackLoader.requiredKeys + keys.required, optional: keys.optional)
        let provenance = try ProvenanceReader(rule: node).read(fields["provenance"])
        return ObligationRule(
            id: try fields["id"].text(), nameZh: try fields["nameZh"].text(),
            nameEn: try fields["nameEn"].text(),
            severity: try fields["severity"].choice(ObligationRule.Severity.self),
            kind: try kind(fields), instruments: try instruments(fields["obligationSet"]),
            threshold: try threshold(fields.optional("threshold")),
            group: try group(fields.optional("group")),
            period: try period(fields.optional("period")), provenance: provenance)
    }

    private func kind(_ fields: Fields) throws(SettingsError) -> ObligationRule.Kind {
        switch try fields["kind"].text() {
        case "presence": .presence(try presence(fields))
        case "coverage": .coverage(try coverage(fields))
        case "rfqResponse": .rfqResponse(try response(fields))
        case "auctionPresence": .auctionPresence(try auction(fields))
        case "triggeredResponse": .triggeredResponse(try triggered(fields))
        case "rateCount": .rateCount(try rate(fields))
        case "cancelRatio": .cancelRatio(try cancelRatio(fields))
        case "orderToTrade": .orderToTrade(try orderToTrade(fields))
        case "positionLimit": .positionLimit(try position(fields))
        case "staticQuoteCheck":
            .staticQuoteCheck(QuoteCheckRule(validity: try validity(fields["validity"])))
        default: .score(try score(fields))
        }
    }

    private static func keys(of node: SettingsNode) throws(SettingsError) -> Keys {
        if let kind = try node.pairs().first(where: { $0.key == "kind" }) {
            return try kind.value.oneOf(kindKeys.map { ($0.kind, $0.keys) })
        }
        throw SettingsError(
            file: node.file, line: node.line, path: node.path + "/kind", problem: "missing key",
            accepted: kindKeys.map(\.kind).joined(separator: ", "))
    }

    // MARK: What every rule may have

    /// `70/100` alone is a bar to reach; with a comparator it is `{comparator: ">", value: 50/100}`.
    private func threshold(_ node: SettingsNode?) throws(SettingsError) -> Threshold? {
        guard let node else { return nil }
        guard node["comparator"] != nil else { return Threshold(.atLeast, try node.ratio(max: 1)) }
        let fields = try Fields(node, ["comparator", "value"])
        return Threshold(
            try fields["comparator"].choice(Threshold.Comparator.self),
            try fields["value"].ratio(max: 1))
    }

    private func group(_ node: SettingsNode?) throws(SettingsError) -> GroupRule {
        guard let node else { return .contract }
        let fields = try Fields(node, ["over", "operation"])
        return GroupRule(
            over: try fields["over"].choice(GroupRule.Scope.self),
            operation: try fields["operation"].choice(GroupRule.Operation.self))
    }

    private func period(_ node: SettingsNode?) throws(SettingsError) -> PeriodRule {
        guard let node else { return .day }
        let passes = node["share"] != nil
        let fields = try Fields(
            node, ["length", "operation"] + (passes ? ["share", "rounding"] : []),
            optional: ["emptyDay", "sampleMin"])
        let operation: PeriodRule.Operation
        if passes {
            _ = try fields["operation"].oneOf([("passingDays", true)])
            operation = .passingDays(
                share: try fields["share"].ratio(max: 1),
                rounding: try fields["rounding"].choice(PeriodRule.Rounding.self))
        } else {
            operation = try fields["operation"].oneOf([
                ("each", .each), ("meanOfRatios", .meanOfRatios), ("ratioOfSums", .ratioOfSums),
            ])
        }
        return PeriodRule(
            length: try fields["length"].choice(PeriodRule.Length.self), operation: operation,
            emptyDay: try fields.optional("emptyDay")?.choice(PeriodRule.EmptyDay.self) ?? .skip,
            sampleMin: try fields.optional("sampleMin")?.integer(0...1_000_000) ?? 0)
    }

    /// A mapping whose required keys have all been checked to be there, and no other but the optional ones.
    struct Fields {
        private let root: SettingsNode
        private let values: [String: SettingsNode]

        init(_ node: SettingsNode, _ keys: [String], optional: [String] = [])
            throws(SettingsError)
        {
            root = node
            values = try node.fields(required: keys, optional: optional)
        }

        subscript(key: String) -> SettingsNode {
            guard let value = values[key] else {
                preconditionFailure("key \(key) is read but not in the list of required keys")
            }
            return value
        }

        func optional(_ key: String) -> SettingsNode? { values[key] }
    }
}
