import Market
import Yams

/// One value of a scenario file with its place, read strictly: nothing unknown, nothing guessed.
struct ScenarioNode {
    let node: Node
    let file: String
    let keyPath: String

    var line: Int? { node.mark?.line }

    func problem(_ found: String, accepted: String) -> ScenarioError {
        ScenarioError(file: file, line: line, keyPath: keyPath, found: found, accepted: accepted)
    }

    /// The values of exactly these keys; an optional one may be left out.
    func fields(
        _ keys: String..., optional: [String] = []
    ) throws(ScenarioError) -> ScenarioFields {
        let must = keys.isEmpty ? [] : ["the keys " + keys.joined(separator: ", ")]
        let may = optional.isEmpty ? [] : ["if wanted " + optional.joined(separator: ", ")]
        let accepted = (must + may).joined(separator: ", and ")
        guard case .mapping(let mapping) = node else {
            throw problem("found \(kind)", accepted: accepted)
        }
        var values: [String: ScenarioNode] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key,
                keys.contains(scalar.string) || optional.contains(scalar.string)
            else {
                throw ScenarioError(
                    file: file, line: key.mark?.line ?? line, keyPath: keyPath,
                    found: "unknown key " + (key.string ?? "?"), accepted: accepted)
            }
            let path = keyPath.isEmpty ? scalar.string : keyPath + "." + scalar.string
            values[scalar.string] = ScenarioNode(node: value, file: file, keyPath: path)
        }
        for key in keys where values[key] == nil {
            throw problem("missing key " + key, accepted: accepted)
        }
        return ScenarioFields(parent: self, values: values)
    }

    func list(count: ClosedRange<Int>, of what: String) throws(ScenarioError) -> [ScenarioNode] {
        let accepted = "a list of \(count.lowerBound) to \(count.upperBound) \(what)"
        guard case .sequence(let sequence) = node else {
            throw problem("found \(kind)", accepted: accepted)
        }
        guard count.contains(sequence.count) else {
            throw problem("found \(sequence.count) entries", accepted: accepted)
        }
        return sequence.enumerated().map { position, entry in
            ScenarioNode(node: entry, file: file, keyPath: "\(keyPath)[\(position)]")
        }
    }

    func text(accepted: String, where isAccepted: (String) -> Bool) throws(ScenarioError) -> String
    {
        guard case .scalar(let scalar) = node else {
            throw problem("found \(kind)", accepted: accepted)
        }
        guard isAccepted(scalar.string) else {
            throw problem("found \"\(scalar.string)\"", accepted: accepted)
        }
        return scalar.string
    }

    /// Plain decimal text counted in 10^-decimals; no exponent, no quotes, no `.inf`.
    func decimal(
        in range: ClosedRange<Int64>, decimals: Int, unit: String
    ) throws(ScenarioError) -> Int64 {
        let low = ScenarioNode.short(range.lowerBound, decimals)
        let high = ScenarioNode.short(range.upperBound, decimals)
        let kindOfNumber = decimals == 0 ? "a whole number" : "a plain number"
        let accepted = "\(kindOfNumber) from \(low) to \(high)" + (unit.isEmpty ? "" : " " + unit)
        guard case .scalar(let scalar) = node else {
            throw problem("found \(kind)", accepted: accepted)
        }
        guard scalar.style == .plain || scalar.style == .any,
            let value = DecimalText.value(scalar.string, decimals: decimals), range.contains(value)
        else { throw problem("found \"\(scalar.string)\"", accepted: accepted) }
        return value
    }

    func number(_ range: ClosedRange<Double>) throws(ScenarioError) -> Double {
        let low = Int64((range.lowerBound * 1e9).rounded())
        let high = Int64((range.upperBound * 1e9).rounded())
        return Double(try decimal(in: low...high, decimals: 9, unit: "")) / 1e9
    }

    func day() throws(ScenarioError) -> TradingDay {
        let accepted = "a weekday from 20150209 to 20991231 as yyyymmdd"
        guard case .scalar(let scalar) = node else {
            throw problem("found \(kind)", accepted: accepted)
        }
        guard let number = Int32(scalar.string), (20_150_209...20_991_231).contains(number),
            let day = TradingDay(yyyymmdd: number), day.weekday <= 5
        else { throw problem("found \"\(scalar.string)\"", accepted: accepted) }
        return day
    }

    private var kind: String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "\"\(scalar.string)\""
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    private static func short(_ value: Int64, _ decimals: Int) -> String {
        var text = DecimalText.text(value, decimals: decimals)
        guard decimals > 0 else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}

/// The checked keys of one mapping; a key that was not asked for is a bug here, not in the file.
struct ScenarioFields {
    let parent: ScenarioNode
    let values: [String: ScenarioNode]

    subscript(key: String) -> ScenarioNode {
        guard let value = values[key] else { preconditionFailure("key \(key) was not declared") }
        return value
    }

    /// A key that may be left out.
    func optional(_ key: String) -> ScenarioNode? { values[key] }

    func number(_ key: String, _ range: ClosedRange<Double>) throws(ScenarioError) -> Double {
        try self[key].number(range)
    }

    func integer(_ key: String, _ range: ClosedRange<Int64>) throws(ScenarioError) -> Int64 {
        try self[key].decimal(in: range, decimals: 0, unit: "")
    }
}
