import Yams

/// Reads a rule's provenance and holds it against the rule: every number covered, no entry for nothing.
struct ProvenanceReader {
    let rule: RulePackNode

    func read(_ node: RulePackNode) throws(RulePackError) -> [Provenance] {
        let numbers = numberPaths(rule.node, "")
        var entries: [Provenance] = []
        for item in try node.items() {
            let fields = try RulePackLoader.Fields(item, ["valuePath", "tag", "source"])
            let entry = Provenance(
                valuePath: try fields["valuePath"].text(),
                tag: try fields["tag"].choice(Provenance.Tag.self),
                source: try fields["source"].text())
            guard exists(entry.valuePath) else {
                throw fields["valuePath"].error(
                    "\(entry.valuePath) is not in this rule",
                    accepted: numbers.map(\.path).joined(separator: ", "))
            }
            guard !entries.contains(where: { $0.valuePath == entry.valuePath }) else {
                throw fields["valuePath"].error("\(entry.valuePath) listed twice")
            }
            entries.append(entry)
        }
        for number in numbers
        where !entries.contains(where: { covers($0.valuePath, number.path) }) {
            throw RulePackError(
                file: rule.file, line: number.line, path: rule.path + number.path,
                problem: "number without provenance",
                accepted: "a provenance entry whose valuePath is \(number.path) or above it")
        }
        return entries
    }

    private func covers(_ entry: String, _ path: String) -> Bool {
        path == entry || path.hasPrefix(entry + "/") || path.hasPrefix(entry + "[")
    }

    private func exists(_ path: String) -> Bool {
        guard path.hasPrefix("/") else { return false }
        var node = rule.node
        for key in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let next = node.mapping?[String(key)] else { return false }
            node = next
        }
        return true
    }

    private func numberPaths(_ node: Node, _ path: String) -> [(path: String, line: Int)] {
        switch node {
        case .scalar(let scalar):
            guard let first = scalar.string.utf8.first,
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
            else { return [] }
            return [(path, node.mark?.line ?? 0)]
        case .mapping(let mapping):
            return mapping.flatMap { key, value in
                let name = key.scalar?.string ?? "?"
                return path.isEmpty && name == "provenance"
                    ? [] : numberPaths(value, "\(path)/\(name)")
            }
        case .sequence(let sequence):
            return sequence.enumerated().flatMap { numberPaths($1, "\(path)[\($0)]") }
        case .alias: return []
        }
    }
}
