import Settings

/// Reads a rule's provenance and holds it against the rule: every number covered, no entry for nothing.
struct ProvenanceReader {
    let rule: SettingsNode

    func read(_ node: SettingsNode) throws(SettingsError) -> [Provenance] {
        let numbers = numberPaths()
        let entries = try entries(node, accepted: numbers.map(\.path))
        for number in numbers
        where !entries.contains(where: { covers($0.valuePath, number.path) }) {
            throw SettingsError(
                file: rule.file, line: number.line, path: rule.path + number.path,
                problem: "number without provenance",
                accepted: "a provenance entry whose valuePath is \(number.path) or above it")
        }
        return entries
    }

    /// Provenance of the pack's own values: what it has of it is read, nothing is asked for.
    func readOwn(_ node: SettingsNode) throws(SettingsError) -> [Provenance] {
        let own = ["/effectiveFrom", "/effectiveTo", "/levels"]
        let entries = try entries(node, accepted: own)
        for (entry, item) in zip(entries, try node.items())
        where !own.contains(where: { covers($0, entry.valuePath) }) {
            throw item.error(
                "\(entry.valuePath) is no value of the pack itself",
                accepted: own.joined(separator: ", "))
        }
        return entries
    }

    private func entries(_ node: SettingsNode, accepted: [String]) throws(SettingsError)
        -> [Provenance]
    {
        var entries: [Provenance] = []
        for item in try node.items() {
            let fields = try RulePackLoader.Fields(item, ["valuePath", "tag", "source"])
            let entry = Provenance(
                valuePath: try fields["valuePath"].text(),
                tag: try fields["tag"].choice(Provenance.Tag.self),
                source: try fields["source"].text())
            guard exists(entry.valuePath) else {
                throw fields["valuePath"].error(
                    "\(entry.valuePath) is not in this \(rule.path.isEmpty ? "pack" : "rule")",
                    accepted: accepted.joined(separator: ", "))
            }
            guard !entries.contains(where: { $0.valuePath == entry.valuePath }) else {
                throw fields["valuePath"].error("\(entry.valuePath) listed twice")
            }
            entries.append(entry)
        }
        return entries
    }

    private func covers(_ entry: String, _ path: String) -> Bool {
        path == entry || path.hasPrefix(entry + "/") || path.hasPrefix(entry + "[")
    }

    private func exists(_ path: String) -> Bool {
        guard path.hasPrefix("/") else { return false }
        var node = rule
        for step in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let parts = step.split(separator: "[", omittingEmptySubsequences: false)
            guard let next = node[String(parts[0])] else { return false }
            node = next
            // `tiers[8]` is one row of a list.
            for part in parts.dropFirst() {
                guard part.last == "]", let index = Int(part.dropLast()),
                    let items = try? node.items(), items.indices.contains(index)
                else { return false }
                node = items[index]
            }
        }
        return true
    }

    /// Every value of the rule that begins with a digit, its path within the rule.
    private func numberPaths() -> [(path: String, line: Int)] {
        var found: [(path: String, line: Int)] = []
        rule.forEachText { node, text in
            let path = String(node.path.dropFirst(rule.path.count))
            guard let first = text.utf8.first,
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
                !path.hasPrefix("/provenance[")
            else { return }
            found.append((path, node.line))
        }
        return found
    }
}
