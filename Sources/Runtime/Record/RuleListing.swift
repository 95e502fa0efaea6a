import Market
import Obligations

/// `obligato rules`: packs and where each of their numbers comes from.
public enum RuleListing {
    struct PackLine: Encodable {
        let id: String
        let name: String
        let version: Int
        let title: String
        let venue: String
        let role: String
        let effectiveFrom: String
        let rules: Int
        /// Numbers by provenance tag.
        let provenance: [String: Int]
        let placeholders: [String]
        /// Why rules of the pack are not judged by this build, by rule.
        let notEvaluated: [String: String]
    }

    public static func json() throws -> String { try JSONText.text(try lines()) }

    public static func text() throws -> String {
        try lines().map { line in
            let tags = line.provenance.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value)" }.joined(separator: " ")
            return "\(line.name)  \(line.id) \(line.version)  \(line.title)  from "
                + "\(line.effectiveFrom)  \(line.rules) rules  provenance: \(tags)  "
                + "placeholders: \(line.placeholders.count)  "
                + "not evaluated: \(line.notEvaluated.count)"
        }.joined(separator: "\n")
    }

    public static func show(_ name: String) throws -> String {
        let pack = try RulePackShelf.pack(named: name)
        var lines = [
            "\(pack.id) \(pack.version)  \(pack.title)",
            "\(pack.venue), \(pack.productScope), \(pack.role), from \(pack.effectiveFrom)",
        ]
        lines += pack.provenance.map(line)
        for rule in pack.rules {
            lines.append("")
            lines.append(
                "\(rule.id)  \(rule.nameEn) \(rule.nameZh)  \(rule.kind.name)  "
                    + (rule.threshold.map { "threshold \($0)" } ?? "own bars")
                    + (rule.unevaluated.map { "  not evaluated: \($0)" } ?? ""))
            lines += rule.provenance.map(line)
        }
        lines.append("")
        lines.append(
            "[S] exchange's text at hand  [P] exchange page  [C] secondary source  "
                + "! placeholder: [K] somebody's code  [M] memory  [X] for development only")
        return lines.joined(separator: "\n")
    }

    private static func line(_ item: Provenance) -> String {
        let mark = item.tag.isPlaceholder ? "!" : " "
        return "  \(mark)[\(item.tag.rawValue)] \(item.valuePath): \(item.source)"
    }

    /// The pack as a readable document, from the same file that is measured by.
    public static func explain(_ name: String, isChinese: Bool) throws -> String {
        let source = try RulePackShelf.text(named: name)
        return try RuleExplanation(yaml: source.text, file: source.file, isChinese: isChinese)
            .text()
    }

    private static func lines() throws -> [PackLine] {
        try RulePackShelf.bundled.map { name in
            let pack = try RulePackShelf.pack(named: name)
            var provenance: [String: Int] = [:]
            for item in pack.provenance + pack.rules.flatMap(\.provenance) {
                provenance[item.tag.rawValue, default: 0] += 1
            }
            return PackLine(
                id: pack.id, name: name, version: pack.version, title: pack.title,
                venue: pack.venue, role: pack.role,
                effectiveFrom: pack.effectiveFrom.description, rules: pack.rules.count,
                provenance: provenance, placeholders: pack.placeholders,
                notEvaluated: Dictionary(
                    pack.rules.compactMap { rule in rule.unevaluated.map { (rule.id, $0) } },
                    uniquingKeysWith: { first, _ in first }))
        }
    }
}
