import Yams

/// One value exchanged before a file is read: what is read is checked as if it had been written so.
extension SettingsNode {
    /// This tree with the value at `path` replaced by another, written in YAML.
    ///
    /// Steps are separated by `/`. In a list a step is an item's position, or the `id` of one:
    /// `rules/SSE-MM-02/validity/maxSpread/tiers[1]/value`. A path that leads nowhere is an error that lists
    /// what is there; errors about the new value name the line it stands for.
    public func replacing(path: String, with yaml: String) throws(SettingsError) -> SettingsNode {
        let steps =
            path.replacing("[", with: "/").replacing("]", with: "")
            .split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let value = try SettingsFile.load(yaml: yaml, file: file)
        return SettingsNode(
            node: try replaced(steps[...], by: value.node), file: file, path: self.path)
    }

    /// The tree as YAML, comments gone; reading it gives the same values.
    public func yaml() throws(SettingsError) -> String {
        do {
            return try Yams.serialize(node: node, width: -1, allowUnicode: true)
        } catch {
            throw self.error("cannot be written as YAML")
        }
    }

    private func replaced(_ steps: ArraySlice<String>, by value: Node) throws(SettingsError)
        -> Node
    {
        guard let step = steps.first else { return Self.marked(value, as: node.mark) }
        switch node {
        case .mapping(var mapping):
            guard let key = mapping.keys.first(where: { $0.scalar?.string == step }),
                let child = mapping[key]
            else { throw nowhere(step, among: mapping.keys.compactMap { $0.scalar?.string }) }
            let place = path.isEmpty ? step : "\(path)/\(step)"
            mapping[key] = try SettingsNode(node: child, file: file, path: place)
                .replaced(steps.dropFirst(), by: value)
            return .mapping(mapping)
        case .sequence(var sequence):
            let names = sequence.enumerated().map { $1.mapping?["id"]?.string ?? String($0) }
            guard
                let index = names.firstIndex(of: step)
                    ?? Int(step).flatMap({ sequence.indices.contains($0) ? $0 : nil })
            else { throw nowhere(step, among: names) }
            sequence[index] = try SettingsNode(
                node: sequence[index], file: file, path: "\(path)[\(index)]"
            ).replaced(steps.dropFirst(), by: value)
            return .sequence(sequence)
        case .scalar, .alias: throw nowhere(step, among: [])
        }
    }

    private func nowhere(_ step: String, among names: [String]) -> SettingsError {
        let place = path.isEmpty ? "this file" : path
        return error(
            "nothing named \"\(step)\" in \(place)",
            accepted: names.isEmpty
                ? "\(place) itself: it has no parts" : names.joined(separator: ", "))
    }

    /// The node with every place in it set to one line of the file.
    private static func marked(_ node: Node, as mark: Mark?) -> Node {
        switch node {
        case .scalar(var scalar):
            scalar.mark = mark
            return .scalar(scalar)
        case .mapping(let mapping):
            return .mapping(
                Node.Mapping(
                    mapping.map { (marked($0.key, as: mark), marked($0.value, as: mark)) },
                    mapping.tag, mapping.style, mark))
        case .sequence(let sequence):
            return .sequence(
                Node.Sequence(
                    sequence.map { marked($0, as: mark) }, sequence.tag, sequence.style, mark))
        case .alias: return node
        }
    }
}
