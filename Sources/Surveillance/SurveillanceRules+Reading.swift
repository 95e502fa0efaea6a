import Market
public import Settings

extension SurveillanceRules {
    /// The rules that come with the program, as text.
    public static var bundledText: String {
        String(decoding: PackageResources.surveillance_yaml, as: UTF8.self)
    }

    /// Reads a rules file strictly: one error, with its line.
    public static func load(yaml: String, file: String) throws(SettingsError) -> SurveillanceRules {
        let root = try SettingsFile.load(yaml: yaml, file: file)
        let fields = try RuleFields(
            root, ["schema", "name", "evidenceRows", "near", "owners", "rules"])
        _ = try fields["schema"].integer(1...1)
        let near = try RuleFields(try fields["near"], ["percent", "repeats"])
        var rules: [SurveillanceRule] = []
        for item in try fields["rules"].items() {
            let rule = try SurveillanceRule(item)
            guard !rules.contains(where: { $0.id == rule.id }) else {
                throw item.error("\"\(rule.id)\" is listed twice", accepted: "each id once")
            }
            rules.append(rule)
        }
        return SurveillanceRules(
            name: try fields["name"].text(),
            evidenceRowsMax: Int(try fields["evidenceRows"].integer(1...10_000)),
            nearPercent: try near["percent"].integer(1...100),
            nearRepeats: try near["repeats"].integer(1...1_000_000),
            owners: try owners(try fields["owners"]), rules: rules)
    }

    private static func owners(_ node: SettingsNode) throws(SettingsError) -> [Owner] {
        var owners: [Owner] = []
        var seen: Set<UInt16> = []
        for item in try node.items(acceptsNone: true) {
            let fields = try RuleFields(item, ["name", "accounts"])
            let name = try fields["name"].text()
            guard !owners.contains(where: { $0.name == name }) else {
                throw item.error("owner \"\(name)\" is listed twice", accepted: "each owner once")
            }
            var accounts: [UInt16] = []
            for account in try fields["accounts"].items() {
                let number = UInt16(try account.integer(1...65_535))
                guard seen.insert(number).inserted else {
                    throw account.error(
                        "account \(number) is listed twice", accepted: "each account once")
                }
                accounts.append(number)
            }
            owners.append(Owner(name: name, accounts: accounts))
        }
        return owners
    }
}

/// A mapping's values by key; a key that must be there is there.
struct RuleFields {
    private let node: SettingsNode
    private let found: [String: SettingsNode]

    init(_ node: SettingsNode, _ keys: [String], optional: [String] = []) throws(SettingsError) {
        self.node = node
        found = try node.fields(required: keys, optional: optional)
    }

    subscript(key: String) -> SettingsNode {
        get throws(SettingsError) {
            guard let value = found[key] else { throw node.error("missing key", accepted: key) }
            return value
        }
    }

    func has(_ key: String) -> Bool { found[key] != nil }
}

extension SettingsNode {
    func choice<Value: RawRepresentable & CaseIterable>(_: Value.Type) throws(SettingsError)
        -> Value where Value.RawValue == String
    {
        try oneOf(Value.allCases.map { ($0.rawValue, $0) })
    }

    /// `80` or `99.99` as basis points.
    func percent(max: Int64 = 100) throws(SettingsError) -> Int64 { try decimal(2, 0...max * 100) }

    func milliseconds() throws(SettingsError) -> TimeSpan {
        .milliseconds(try integer(1...86_400_000))
    }

    func count() throws(SettingsError) -> Int64 { try integer(1...1_000_000_000) }

    func countOrZero() throws(SettingsError) -> Int64 { try integer(0...1_000_000_000) }

    func yuan() throws(SettingsError) -> Money {
        Money(tenThousandths: try decimal(4, 0...1_000_000_000_000_000))
    }

    /// `14:57:00` as session time.
    func timeOfDay() throws(SettingsError) -> SessionTime {
        let text = try text()
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), let second = Int(parts[2]),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { throw error("\"\(text)\" is not a time", accepted: "a time such as 14:57:00") }
        return SessionTime(hour: hour, minute: minute, second: second)
    }
}
