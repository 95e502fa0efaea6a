public import Market
public import Settings

/// A circumstance with its times, as somebody wrote it down: in `desk.yaml`, or in a file given afterwards.
///
/// Contracts go by their codes; `interval` finds them in a day's directory.
public struct DeclaredCircumstance: Hashable, Sendable {
    /// Which contracts are meant.
    public enum Scope: Hashable, Sendable {
        case all
        /// By the underlying's code.
        case underlying(String)
        /// By trading code.
        case contract(String)
    }

    public let kind: Circumstance
    public let scope: Scope
    public let from: SessionTime
    /// Half open; after `from`.
    public let to: SessionTime
    /// Who says so: a notice, a letter, a log; empty where nobody does.
    public let source: String
    let file: String
    let line: Int

    /// Reads a file with nothing but `circumstances` in it.
    ///
    /// - Parameter requiresSource: each entry must say whose word it is.
    public static func load(yaml: String, file: String, requiresSource: Bool)
        throws(SettingsError) -> [DeclaredCircumstance]
    {
        let root = try SettingsFile.load(yaml: yaml, file: file)
        let fields = try RulePackLoader.Fields(root, ["circumstances"])
        return try list(fields["circumstances"], requiresSource: requiresSource)
    }

    /// Reads a list; entries of one kind that overlap in time and scope are refused.
    public static func list(_ node: SettingsNode, requiresSource: Bool = false)
        throws(SettingsError) -> [DeclaredCircumstance]
    {
        var found: [DeclaredCircumstance] = []
        for item in try node.items() {
            let entry = try one(item, requiresSource: requiresSource)
            if let other = found.first(where: entry.overlaps) {
                throw item.error(
                    "overlaps the one in line \(other.line)",
                    accepted: "one entry for a time, a kind and a scope")
            }
            found.append(entry)
        }
        return found
    }

    private static func one(_ node: SettingsNode, requiresSource: Bool) throws(SettingsError)
        -> DeclaredCircumstance
    {
        let keys = ["kind", "scope", "from", "to"] + (requiresSource ? ["source"] : [])
        let isNamed = node["name"] != nil || (try? node["kind"]?.text()) == "declared"
        let fields = try RulePackLoader.Fields(
            node, isNamed ? keys + ["name"] : keys, optional: requiresSource ? [] : ["source"])
        let kind: Circumstance
        if isNamed {
            _ = try fields["kind"].oneOf([("declared", true)])
            kind = .declared(try fields["name"].text())
        } else {
            kind = try fields["kind"].oneOf([
                ("underlyingHalted", Circumstance.underlyingHalted),
                ("openRestricted", .openRestricted), ("positionLimit", .positionLimit),
                // With a name, above.
                ("declared", .declared("")),
            ])
        }
        let from = try fields["from"].instant()
        let to = try fields["to"].instant()
        guard to > from else {
            throw fields["to"].error("ends before it begins", accepted: "a time after \(from)")
        }
        return DeclaredCircumstance(
            kind: kind, scope: try scope(fields["scope"]), from: from, to: to,
            source: try fields.optional("source")?.text() ?? "", file: node.file, line: node.line)
    }

    private static func scope(_ node: SettingsNode) throws(SettingsError) -> Scope {
        if node["underlying"] != nil {
            return .underlying(try RulePackLoader.Fields(node, ["underlying"])["underlying"].text())
        }
        if node["contract"] != nil {
            return .contract(try RulePackLoader.Fields(node, ["contract"])["contract"].text())
        }
        guard let text = try? node.text(), text == "all" else {
            throw node.error(
                "no scope", accepted: "all, {underlying: 510050}, {contract: TRADING-CODE}")
        }
        return .all
    }

    private func overlaps(_ other: DeclaredCircumstance) -> Bool {
        kind == other.kind && from < other.to && other.from < to
            && (scope == other.scope || scope == .all || other.scope == .all)
    }

    /// The entry with its contracts found; codes that are not listed on the day are an error.
    public func interval(in directory: InstrumentDirectory) throws(SettingsError)
        -> CircumstanceInterval
    {
        func unknown(_ name: String, _ accepted: String) -> SettingsError {
            SettingsError(
                file: file, line: line, path: "circumstances", problem: "\(name) is not listed",
                accepted: accepted)
        }
        let found: CauseScope
        switch scope {
        case .all: found = .all
        case .underlying(let code):
            guard let underlying = directory.underlyings.first(where: { $0.code == code }) else {
                throw unknown(code, directory.underlyings.map(\.code).joined(separator: ", "))
            }
            found = .underlying(underlying.index)
        case .contract(let code):
            guard let contract = directory.contracts.first(where: { $0.tradingCode == code })
            else {
                throw unknown(
                    code, "a trading code such as \(directory.contracts.first?.tradingCode ?? "–")")
            }
            found = .contract(contract.index)
        }
        return CircumstanceInterval(
            kind: kind, scope: found, from: from, to: to, source: source, text: description)
    }
}

extension DeclaredCircumstance: CustomStringConvertible {
    public var description: String {
        let where_ =
            switch scope {
            case .all: "all contracts"
            case .underlying(let code), .contract(let code): code
            }
        let whose = source.isEmpty ? "no source given" : source
        return "\(kind.name) \(from)–\(to), \(where_): \(whose)"
    }

    /// The entry as one line of YAML, to be read back.
    public var yaml: String {
        let what: String =
            if case .declared(let name) = kind {
                "kind: declared, name: \(Self.quoted(name))"
            } else {
                "kind: \(kind.name)"
            }
        let whom: String =
            switch scope {
            case .all: "all"
            case .underlying(let code): "{underlying: \(Self.quoted(code))}"
            case .contract(let code): "{contract: \(Self.quoted(code))}"
            }
        let whose = source.isEmpty ? "" : ", source: \(Self.quoted(source))"
        return "{\(what), scope: \(whom), from: \(Self.exact(from)), to: \(Self.exact(to))\(whose)}"
    }

    private static func exact(_ time: SessionTime) -> String {
        let nanoseconds = String(time.nanoseconds % 1_000_000_000)
        let zeros = String(repeating: "0", count: 9 - nanoseconds.count)
        return quoted("\(time.description.prefix(8)).\(zeros)\(nanoseconds)")
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}

/// A circumstance with its contracts and times, to be told to a ledger.
public struct CircumstanceInterval: Hashable, Sendable {
    public let kind: Circumstance
    public let scope: CauseScope
    public let from: SessionTime
    /// Half open.
    public let to: SessionTime
    public let source: String
    /// The entry for a reader.
    public let text: String

    public init(
        kind: Circumstance, scope: CauseScope, from: SessionTime, to: SessionTime,
        source: String = "", text: String = ""
    ) {
        self.kind = kind
        self.scope = scope
        self.from = from
        self.to = to
        self.source = source
        self.text = text
    }
}

extension SettingsNode {
    /// `10:00:00`, or with up to nine decimals of a second.
    fileprivate func instant() throws(SettingsError) -> SessionTime {
        let text = try text()
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let clock = parts[0].split(separator: ":", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard clock.count == 3,
            clock.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }
            ),
            let hour = Int(clock[0]), let minute = Int(clock[1]), let second = Int(clock[2]),
            (0...47).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            !fraction.isEmpty, fraction.utf8.allSatisfy({ (48...57).contains($0) }),
            let nanoseconds = DecimalText.value("0." + fraction, decimals: 9)
        else {
            throw error(
                "\"\(text)\" is not a time", accepted: "a time such as \"10:00:00\", in quotes")
        }
        let whole = SessionTime(hour: hour, minute: minute, second: second).nanoseconds
        return SessionTime(nanoseconds: whole + nanoseconds)
    }
}
