import Foundation
public import Market
import Obligations
public import Settings

extension DeskConfiguration {
    /// The session clock starts here: fifteen seconds before the opening auction.
    public static let clockOrigin = SessionTime(hour: 9, minute: 14, second: 45)

    /// Reads `desk.yaml` strictly.
    public static func load(path: String) throws(SettingsError) -> DeskConfiguration {
        let text = try TextFile.read(path)
        let root = try SettingsFile.load(yaml: text, file: path)
        let fields = try root.fields(
            required: ["runFolder", "scenario", "seed", "clock", "endpoints"],
            optional: [
                "rules", "strategy", "limits", "environment", "alerts", "circumstances",
                "filing", "certificate", "uncertified", "quotes", "hedge", "account", "surface",
            ])
        guard let folder = fields["runFolder"], let scenario = fields["scenario"],
            let seed = fields["seed"], let clockNode = fields["clock"],
            let endpointsNode = fields["endpoints"]
        else { throw root.error("missing key") }
        var desk = DeskConfiguration(
            runFolder: try folder.text(), scenario: try scenario.text(),
            seed: try readSeed(seed), clock: try clock(clockNode),
            endpoints: try endpoints(endpointsNode))
        if let rules = fields["rules"] { desk.rules = try rules.text() }
        if let strategy = fields["strategy"] { try readStrategy(strategy, into: &desk) }
        if let limits = fields["limits"] { desk.limits = try readLimits(limits) }
        if let hedge = fields["hedge"] { desk.hedge = try HedgeSettings(hedge) }
        if let quotes = fields["quotes"] {
            var codes: [String] = []
            for node in try quotes.items(acceptsNone: true) { codes.append(try node.text()) }
            desk.quotes = codes
        }
        if let filing = fields["filing"] { desk.filing = try filing.text() }
        if let account = fields["account"] { desk.account = try AccountSettings.read(account) }
        if let file = fields["certificate"] { desk.certificate = try file.text() }
        if let reason = fields["uncertified"] { desk.uncertified = try reason.text() }
        if let environment = fields["environment"] {
            desk.environment = try environment.oneOf([("simulation", 1), ("production", 2)])
        }
        if let alerts = fields["alerts"] { desk.alertRatios = try AlertNeeds.read(alerts) }
        if let surface = fields["surface"] { desk.surface = try SurfaceSettings.read(surface) }
        if let circumstances = fields["circumstances"] {
            desk.circumstances = try DeclaredCircumstance.list(circumstances)
        }
        return desk
    }

    /// The file's text; `load` reads it back to an equal configuration.
    public var yaml: String {
        var lines = [
            "# Written by `obligato day`; one process reads it with `obligato <role> --config`.",
            "runFolder: \(quoted(runFolder))",
            "scenario: \(quoted(scenario))",
            "seed: \(seed)",
            "environment: \(environment == 2 ? "production" : "simulation")",
            "clock:",
            "  monotonicOrigin: \(clock.monotonicOrigin)",
            "  origin: \(clock.origin.nanoseconds)",
            "  speed: \(clock.speed)",
            "rules: \(quoted(rules))",
            "strategy:",
            "  name: \(quoted(strategy))",
        ]
        if !strategyParameters.isEmpty {
            lines.append("  parameters:")
            lines += strategyParameters.map { "    \($0.key): \(quoted($0.value))" }
        }
        if let filing { lines.append("filing: \(quoted(filing))") }
        if let certificate { lines.append("certificate: \(quoted(certificate))") }
        if let uncertified { lines.append("uncertified: \(quoted(uncertified))") }
        if let quotes {
            lines.append("quotes: [" + quotes.map { quoted($0) }.joined(separator: ", ") + "]")
        }
        lines += limits.yaml
        lines += ["alerts:", "  needRatios: [\(AlertNeeds.text(alertRatios))]"]
        lines += SurfaceSettings.yaml(surface)
        if !circumstances.isEmpty {
            lines.append("circumstances:")
            lines += circumstances.map { "  - \($0.yaml)" }
        }
        if let hedge { lines += hedge.yaml }
        lines.append("endpoints:")
        lines += DeskEndpoints.Name.allCases.filter { !endpoints[$0].isEmpty }.map {
            "  \($0.rawValue): \(quoted(endpoints[$0]))"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "''") + "'"
    }

    private static func readSeed(_ node: SettingsNode) throws(SettingsError) -> UInt64 {
        let text = try node.text()
        guard let value = UInt64(text), String(value) == text else {
            throw node.error(
                "\"\(text)\" is not a seed",
                accepted: "a whole number from 0 to \(UInt64.max)")
        }
        return value
    }

    private static func clock(_ node: SettingsNode) throws(SettingsError) -> SessionClock {
        let fields = try node.fields(required: ["monotonicOrigin", "origin", "speed"])
        func value(_ key: String, _ range: ClosedRange<Int64>) throws(SettingsError) -> Int64 {
            guard let field = fields[key] else { throw node.error("missing key \(key)") }
            return try field.integer(range)
        }
        return SessionClock(
            monotonicOrigin: try value("monotonicOrigin", 0...Int64.max),
            origin: SessionTime(nanoseconds: try value("origin", 0...86_400_000_000_000)),
            speed: try value("speed", 1...10_000))
    }

    private static func endpoints(_ node: SettingsNode) throws(SettingsError) -> DeskEndpoints {
        let names = DeskEndpoints.Name.allCases
        let fields = try node.fields(
            required: names.filter { !DeskEndpoints.Name.optional.contains($0) }.map(\.rawValue),
            optional: names.filter(DeskEndpoints.Name.optional.contains).map(\.rawValue))
        var addresses: [DeskEndpoints.Name: String] = [:]
        for name in names { addresses[name] = try fields[name.rawValue]?.text() }
        return DeskEndpoints(addresses)
    }

    private static func readStrategy(_ node: SettingsNode, into desk: inout DeskConfiguration)
        throws(SettingsError)
    {
        let fields = try node.fields(required: ["name"], optional: ["parameters"])
        if let name = fields["name"] { desk.strategy = try name.text() }
        guard let parameters = fields["parameters"] else { return }
        desk.strategyParameters = []
        for pair in try parameters.pairs() {
            desk.strategyParameters.append((pair.key, try pair.value.text()))
        }
    }

    static func readLimits(_ node: SettingsNode) throws(SettingsError) -> LimitSettings {
        let fields = try node.fields(required: [], optional: LimitSettings.keys.map(\.0))
        var limits = LimitSettings.none
        for (name, path) in LimitSettings.keys {
            guard let field = fields[name] else { continue }
            limits[keyPath: path] = try field.integer(0...1_000_000_000_000)
        }
        return limits
    }
}
