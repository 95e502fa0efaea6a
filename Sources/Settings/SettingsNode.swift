import Market
import Yams

/// One place in a YAML settings file, with strict readers: anything unforeseen is an error with a line.
public struct SettingsNode {
    let node: Node
    public let file: String
    public let path: String

    public var line: Int { node.mark?.line ?? 0 }

    public func error(_ problem: String, accepted: String = "") -> SettingsError {
        SettingsError(file: file, line: line, path: path, problem: problem, accepted: accepted)
    }

    /// The mapping's values by key: each of `required` must be there, of `optional` may be, no other.
    public func fields(required: [String], optional: [String] = []) throws(SettingsError)
        -> [String: SettingsNode]
    {
        let keys = required + optional
        let found = try entries(accepted: keys)
        for key in required where found[key] == nil {
            throw SettingsError(
                file: file, line: line, path: child(key), problem: "missing key", accepted: key)
        }
        return found
    }

    /// A mapping with free keys, in the file's order.
    public func pairs() throws(SettingsError) -> [(key: String, value: SettingsNode)] {
        guard case .mapping(let mapping) = node else { throw error("expected a mapping") }
        var found: [(String, SettingsNode)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else { throw error("expected a plain key") }
            found.append(
                (scalar.string, SettingsNode(node: value, file: file, path: child(scalar.string))))
        }
        return found
    }

    /// The value of one key; nil if there is none, or if this is no mapping.
    public subscript(key: String) -> SettingsNode? {
        guard let value = node.mapping?[key] else { return nil }
        return SettingsNode(node: value, file: file, path: child(key))
    }

    /// Every single value at or below this place, in the file's order, with its text.
    public func forEachText(_ body: (SettingsNode, String) -> Void) {
        switch node {
        case .scalar(let scalar): body(self, scalar.string)
        case .mapping, .sequence: for child in children { child.forEachText(body) }
        case .alias: return
        }
    }

    /// The items of a list; an empty one only where `[]` means something.
    public func items(acceptsNone: Bool = false) throws(SettingsError) -> [SettingsNode] {
        guard case .sequence(let sequence) = node else { throw error("expected a list") }
        guard acceptsNone || !sequence.isEmpty else {
            throw error("empty list", accepted: "one item or more")
        }
        return children
    }

    public func text() throws(SettingsError) -> String {
        guard case .scalar(let scalar) = node else { throw error("expected a single value") }
        guard !scalar.string.isEmpty else { throw error("empty value") }
        return scalar.string
    }

    public func integer(_ range: ClosedRange<Int64>) throws(SettingsError) -> Int64 {
        let text = try text()
        let accepted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let value = DecimalText.value(text, decimals: 0) else {
            throw error("\"\(text)\" is not a whole number", accepted: accepted)
        }
        guard range.contains(value) else {
            throw error("\(value) is out of range", accepted: accepted)
        }
        return value
    }

    /// Plain decimal text as an integer count of 10^-decimals.
    public func decimal(_ decimals: Int, _ range: ClosedRange<Int64>) throws(SettingsError)
        -> Int64
    {
        let text = try text()
        let low = DecimalText.text(range.lowerBound, decimals: decimals)
        let high = DecimalText.text(range.upperBound, decimals: decimals)
        let accepted = "a number from \(low) to \(high) with at most \(decimals) decimals"
        guard let value = DecimalText.value(text, decimals: decimals), range.contains(value) else {
            throw error("\"\(text)\" is not accepted", accepted: accepted)
        }
        return value
    }

    public func flag() throws(SettingsError) -> Bool {
        try oneOf([("true", true), ("false", false)])
    }

    public func oneOf<Value>(_ choices: [(String, Value)]) throws(SettingsError) -> Value {
        let text = try text()
        for (name, value) in choices where name == text { return value }
        throw error(
            "\"\(text)\" is not accepted", accepted: choices.map(\.0).joined(separator: ", "))
    }

    private func entries(accepted keys: [String]) throws(SettingsError) -> [String: SettingsNode] {
        let accepted = keys.joined(separator: ", ")
        guard case .mapping(let mapping) = node else {
            throw error("expected a mapping", accepted: accepted)
        }
        var found: [String: SettingsNode] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, keys.contains(scalar.string) else {
                let name = if case .scalar(let scalar) = key { scalar.string } else { "?" }
                throw SettingsError(
                    file: file, line: key.mark?.line ?? line, path: child(name),
                    problem: "unknown key", accepted: accepted)
            }
            found[scalar.string] = SettingsNode(
                node: value, file: file, path: child(scalar.string))
        }
        return found
    }

    /// A value must stand where it is read: anchors and what refers to them are refused.
    func refuseAnchors() throws(SettingsError) {
        if node.anchor != nil { throw error("anchors are not accepted") }
        if case .alias = node { throw error("anchors are not accepted") }
        for child in children { try child.refuseAnchors() }
    }

    private var children: [SettingsNode] {
        switch node {
        case .scalar, .alias: []
        case .mapping(let mapping):
            mapping.map { key, value in
                SettingsNode(node: value, file: file, path: child(key.scalar?.string ?? "?"))
            }
        case .sequence(let sequence):
            sequence.enumerated().map { index, item in
                SettingsNode(node: item, file: file, path: "\(path)[\(index)]")
            }
        }
    }

    private func child(_ key: String) -> String { path.isEmpty ? key : "\(path)/\(key)" }
}
