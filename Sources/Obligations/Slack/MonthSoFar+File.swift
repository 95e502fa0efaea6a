public import Market
public import Settings

/// The file in which one day hands the month's sums to the next (docs/compliance.md).
extension MonthSoFar {
    /// Reads the file strictly: sums that cannot be are an error that names line and field.
    public static func load(yaml: String, file: String) throws(SettingsError) -> MonthSoFar {
        let root = try SettingsFile.load(yaml: yaml, file: file)
        let fields = try RulePackLoader.Fields(
            root, ["rule", "length", "aggregation", "days", "contracts"])
        let days = try days(fields["days"], length: fields["length"])
        var contracts: [String: Days] = [:]
        for (code, node) in try fields["contracts"].pairs() {
            contracts[code] = try sums(node, daysMax: Int64(days.count))
        }
        return MonthSoFar(
            aggregation: try fields["aggregation"].choice(Aggregation.self), contracts: contracts,
            rule: try fields["rule"].text(),
            length: try fields["length"].choice(PeriodRule.Length.self), days: days)
    }

    private static func days(_ node: SettingsNode, length: SettingsNode) throws(SettingsError)
        -> [TradingDay]
    {
        let length = try length.oneOf([
            ("month", PeriodRule.Length.month), ("quarter", PeriodRule.Length.quarter),
        ])
        var days: [TradingDay] = []
        for item in try node.items() {
            let day = try item.day()
            if let last = days.last, day <= last {
                throw item.error("\(day) is not after \(last)", accepted: "rising dates")
            }
            if let first = days.first {
                let period = TradingDays.label(of: first, length)
                guard TradingDays.label(of: day, length) == period else {
                    throw item.error("\(day) is not in \(period)", accepted: "days of one period")
                }
            }
            days.append(day)
        }
        return days
    }

    private static func sums(_ node: SettingsNode, daysMax: Int64) throws(SettingsError) -> Days {
        let fields = try RulePackLoader.Fields(
            node, ["days", "fulfilledNs", "obligedNs", "ratioBillionths"])
        let count = try fields["days"].integer(0...daysMax)
        let obliged = try fields["obligedNs"].integer(0...count * 86_400_000_000_000)
        return Days(
            count: count, fulfilled: try fields["fulfilledNs"].integer(0...obliged),
            obliged: obliged,
            ratioBillionths: try fields["ratioBillionths"].integer(0...count * 1_000_000_000))
    }

    /// The file's text; `load` reads it back to an equal value.
    public var yaml: String {
        var lines = [
            "# Written by `obligato month … --so-far FILE`; a day takes it with --month-so-far FILE.",
            "rule: \(Self.quoted(rule))",
            "length: \(length.rawValue)",
            "aggregation: \(aggregation.rawValue)",
            "days: [\(days.map(\.description).joined(separator: ", "))]",
            contracts.isEmpty ? "contracts: {}" : "contracts:",
        ]
        lines += contracts.sorted { $0.key < $1.key }.map { code, days in
            "  \(Self.quoted(code)): {days: \(days.count), fulfilledNs: \(days.fulfilled), "
                + "obligedNs: \(days.obliged), ratioBillionths: \(days.ratioBillionths)}"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Why these sums are not those of the days before `day` under `pack`; nil where they are.
    public func mismatch(day: TradingDay, pack: RulePack) -> String? {
        if let last = days.last, last >= day {
            return "holds \(last), which is not before the day \(day)"
        }
        let period = TradingDays.label(of: day, length)
        if let first = days.first, TradingDays.label(of: first, length) != period {
            return "is of \(TradingDays.label(of: first, length)), the day \(day) is in \(period)"
        }
        guard let presence = pack.slackRule, rule == presence.id else {
            return "is of the rule \(rule), slack is kept under \(pack.slackRule?.id ?? "none")"
        }
        return nil
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}

extension RulePack {
    /// The rule live slack is measured under: the first presence rule.
    public var slackRule: ObligationRule? {
        rules.first { if case .presence = $0.kind { $0.unevaluated == nil } else { false } }
    }
}
