public import Settings

/// One value of a rule pack exchanged for another: `SSE-MM-02/threshold=60/100`.
public struct RuleSetting: Hashable, Sendable {
    /// The rule's id, then the path inside it.
    public let path: String
    /// The new value, as YAML.
    public let value: String

    public init(path: String, value: String) {
        self.path = path
        self.value = value
    }

    /// Reads `RULE/path=value`; an error names what would have been accepted.
    public init(_ text: String) throws(SettingsError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].contains("/"), !parts[1].isEmpty else {
            throw SettingsError(
                file: "--set \(text)", line: 0, path: "", problem: "is not a setting of a rule",
                accepted: "RULE/path=value, such as SSE-MM-02/threshold=60/100")
        }
        self.init(path: String(parts[0]), value: String(parts[1]))
    }
}

extension RuleSetting: CustomStringConvertible {
    public var description: String { "\(path)=\(value)" }
}

extension RulePack {
    /// Reads a pack with some of its values exchanged; what comes of it is checked like any other pack.
    public static func load(yaml: String, file: String, settings: [RuleSetting])
        throws(SettingsError) -> RulePack
    {
        try RulePackLoader().pack(try patched(yaml: yaml, file: file, settings: settings))
    }

    /// The pack's YAML with some of its values exchanged, comments gone.
    public static func text(yaml: String, file: String, settings: [RuleSetting])
        throws(SettingsError) -> String
    {
        try patched(yaml: yaml, file: file, settings: settings).yaml()
    }

    private static func patched(yaml: String, file: String, settings: [RuleSetting])
        throws(SettingsError) -> SettingsNode
    {
        var root = try SettingsFile.load(yaml: yaml, file: file)
        for setting in settings {
            do {
                root = try root.replacing(path: "rules/" + setting.path, with: setting.value)
            } catch {
                throw SettingsError(
                    file: error.file, line: error.line, path: "--set \(setting)",
                    problem: error.problem, accepted: error.accepted)
            }
        }
        return root
    }
}
