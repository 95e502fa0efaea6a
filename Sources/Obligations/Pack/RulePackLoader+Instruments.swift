import Market
import Settings

/// Which contracts, and which exemptions.
extension RulePackLoader {
    /// `all`, or a mapping of conditions that must all hold.
    func instruments(_ node: SettingsNode) throws(SettingsError) -> InstrumentFilter {
        if let text = try? node.text() {
            guard text == "all" else {
                throw node.error("\"\(text)\" is not accepted", accepted: "all, or conditions")
            }
            return .all
        }
        let values = try node.fields(
            required: [],
            optional: [
                "types", "expiryRanks", "daysToExpiry", "adjusted", "quarterly", "listedToday",
                "levels", "strikes", "contracts",
            ])
        var filter = InstrumentFilter()
        filter.types = try list(values["types"]) { node throws(SettingsError) in
            try node.oneOf([("call", OptionType.call), ("put", OptionType.put)])
        }
        filter.expiryRanks = try list(values["expiryRanks"]) { node throws(SettingsError) in
            UInt8(try node.integer(0...9))
        }
        filter.levels = try list(values["levels"]) { node throws(SettingsError) in
            Int(try node.integer(1...9))
        }
        filter.contracts = try list(values["contracts"]) { node throws(SettingsError) in
            try node.text()
        }
        filter.adjusted = try values["adjusted"]?.flag()
        filter.quarterly = try values["quarterly"]?.flag()
        filter.listedToday = try values["listedToday"]?.flag()
        if let strikes = values["strikes"] {
            let fields = try Fields(strikes, ["outOfTheMoney", "inTheMoney"])
            filter.strikes = InstrumentFilter.StrikeReach(
                outOfTheMoney: Int32(try fields["outOfTheMoney"].integer(0...1_000)),
                inTheMoney: Int32(try fields["inTheMoney"].integer(0...1_000)))
        }
        if let days = values["daysToExpiry"] {
            let bounds = try days.fields(required: [], optional: ["from", "below"])
            filter.daysFrom = try bounds["from"].map { node throws(SettingsError) in
                Int32(try node.integer(0...10_000))
            }
            filter.daysBelow = try bounds["below"].map { node throws(SettingsError) in
                Int32(try node.integer(1...10_001))
            }
            if let from = filter.daysFrom, let below = filter.daysBelow, from >= below {
                throw days.error("no day is in this range", accepted: "from less than below")
            }
        }
        return filter
    }

    private func list<Value>(
        _ node: SettingsNode?, _ read: (SettingsNode) throws(SettingsError) -> Value
    ) throws(SettingsError) -> [Value]? {
        guard let node else { return nil }
        var values: [Value] = []
        for item in try node.items() { values.append(try read(item)) }
        return values
    }

    func phases(_ node: SettingsNode) throws(SettingsError) -> [TradingPhase] {
        var phases: [TradingPhase] = []
        for item in try node.items() {
            phases.append(try item.oneOf(TradingPhase.allCases.map { ("\($0)", $0) }))
        }
        return phases
    }

    func exemptions(_ node: SettingsNode) throws(SettingsError) -> [Exemption] {
        var exemptions: [Exemption] = []
        for item in try node.items(acceptsNone: true) {
            let exemption = try self.exemption(item)
            for earlier in exemptions where earlier.id == exemption.id {
                throw item.error(
                    "exemption \(exemption.id) listed twice", accepted: "each exemption once")
            }
            exemptions.append(exemption)
        }
        guard exemptions.count < 64 else {
            throw node.error("too many exemptions", accepted: "up to 63")
        }
        return exemptions
    }

    private enum TriggerName: String, CaseIterable {
        case phase, marketAtLimit, underlyingHalted, openRestricted, positionLimit, declared
        case listedToday, daysToExpiryAtMost, adjusted

        /// The key a trigger needs beside its name.
        var key: String? {
            switch self {
            case .phase: "phases"
            case .declared: "incident"
            case .daysToExpiryAtMost: "days"
            default: nil
            }
        }
    }

    private func exemption(_ item: SettingsNode) throws(SettingsError) -> Exemption {
        let name = try item["trigger"]?.choice(TriggerName.self)
        let relaxes = item["spread"] != nil || item["size"] != nil
        let fields = try Fields(
            item,
            ["id", "trigger", "effect"] + (name?.key.map { [$0] } ?? [])
                + (relaxes ? ["spread", "size"] : []),
            optional: ["side", "maxDurationMs"])
        let trigger: Exemption.Trigger =
            switch try fields["trigger"].choice(TriggerName.self) {
            case .phase: .phase(try phases(fields["phases"]))
            case .marketAtLimit: .marketAtLimit
            case .underlyingHalted: .underlyingHalted
            case .openRestricted: .openRestricted
            case .positionLimit: .positionLimit
            case .declared: .declared(try fields["incident"].text())
            case .listedToday: .listedToday
            case .daysToExpiryAtMost:
                .daysToExpiryAtMost(Int32(try fields["days"].integer(0...10_000)))
            case .adjusted: .adjusted
            }
        let effect: Exemption.Effect
        if relaxes {
            _ = try fields["effect"].oneOf([("relax", true)])
            effect = .relax(
                spread: try fields["spread"].ratio(max: 100), size: try fields["size"].ratio(max: 1)
            )
        } else {
            effect = try fields["effect"].oneOf([
                ("removeFromDenominator", .removeFromDenominator),
                ("deemFulfilled", .deemFulfilled),
            ])
        }
        var exemption = Exemption(id: try fields["id"].text(), trigger: trigger, effect: effect)
        exemption.side = try fields.optional("side")?.choice(Exemption.Side.self) ?? .both
        exemption.durationMax = try fields.optional("maxDurationMs")?.milliseconds(1...86_400_000)
        if relaxes, exemption.side != .both {
            throw item.error("a relaxation concerns both sides", accepted: "side: both")
        }
        return exemption
    }
}
