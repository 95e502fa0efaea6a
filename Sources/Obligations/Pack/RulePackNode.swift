import Market
import Yams

/// One place in a rule pack file, with strict readers: anything unforeseen is an error with a line.
struct RulePackNode {
    let node: Node
    let file: String
    let path: String

    var line: Int { node.mark?.line ?? 0 }

    func error(_ problem: String, accepted: String = "") -> RulePackError {
        RulePackError(file: file, line: line, path: path, problem: problem, accepted: accepted)
    }

    /// The mapping's values in the order of `keys`; keys ending in `?` may be absent.
    func fields(_ keys: [String]) throws(RulePackError) -> [String: RulePackNode] {
        guard node.anchor == nil else { throw error("anchors are not accepted") }
        guard case .mapping(let mapping) = node else {
            throw error("expected a mapping", accepted: keys.joined(separator: ", "))
        }
        var found: [String: RulePackNode] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, keys.contains(scalar.string) else {
                let name = if case .scalar(let scalar) = key { scalar.string } else { "?" }
                throw RulePackError(
                    file: file, line: key.mark?.line ?? line, path: child(name),
                    problem: "unknown key", accepted: keys.joined(separator: ", "))
            }
            found[scalar.string] = RulePackNode(
                node: value, file: file, path: child(scalar.string))
        }
        for key in keys where found[key] == nil {
            throw RulePackError(
                file: file, line: line, path: child(key), problem: "missing key", accepted: key)
        }
        return found
    }

    func items() throws(RulePackError) -> [RulePackNode] {
        guard node.anchor == nil else { throw error("anchors are not accepted") }
        guard case .sequence(let sequence) = node else { throw error("expected a list") }
        guard !sequence.isEmpty else { throw error("empty list", accepted: "one item or more") }
        var items: [RulePackNode] = []
        for (index, item) in sequence.enumerated() {
            items.append(RulePackNode(node: item, file: file, path: "\(path)[\(index)]"))
        }
        return items
    }

    func text() throws(RulePackError) -> String {
        guard node.anchor == nil else { throw error("anchors are not accepted") }
        guard case .scalar(let scalar) = node else { throw error("expected a single value") }
        guard !scalar.string.isEmpty else { throw error("empty value") }
        return scalar.string
    }

    func integer(_ range: ClosedRange<Int64>) throws(RulePackError) -> Int64 {
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

    func milliseconds(_ range: ClosedRange<Int64>) throws(RulePackError) -> TimeSpan {
        .milliseconds(try integer(range))
    }

    /// Yuan with at most four decimals.
    func price() throws(RulePackError) -> Price {
        let text = try text()
        guard let ticks = DecimalText.value(text, decimals: 4), (0...1_000_000_000).contains(ticks)
        else {
            throw error(
                "\"\(text)\" is not a price", accepted: "yuan from 0 with at most four decimals")
        }
        return Price(ticks: ticks)
    }

    /// `70/100`, from zero to `max`.
    func ratio(max: Int64) throws(RulePackError) -> Ratio {
        let text = try text()
        let accepted = "a fraction such as 70/100, from 0 to \(max)"
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let num = DecimalText.value(parts[0], decimals: 0),
            let den = DecimalText.value(parts[1], decimals: 0)
        else { throw error("\"\(text)\" is not a fraction", accepted: accepted) }
        guard den > 0, den <= 1_000_000, num >= 0, num <= den * max else {
            throw error("\(text) is out of range", accepted: accepted)
        }
        return Ratio(num, den)
    }

    func flag() throws(RulePackError) -> Bool {
        try oneOf([("true", true), ("false", false)])
    }

    func choice<Value: RawRepresentable & CaseIterable>(_: Value.Type)
        throws(RulePackError) -> Value where Value.RawValue == String
    {
        try oneOf(Value.allCases.map { ($0.rawValue, $0) })
    }

    func oneOf<Value>(_ choices: [(String, Value)]) throws(RulePackError) -> Value {
        let text = try text()
        for (name, value) in choices where name == text { return value }
        throw error(
            "\"\(text)\" is not accepted", accepted: choices.map(\.0).joined(separator: ", "))
    }

    /// `2015-02-09`.
    func day() throws(RulePackError) -> TradingDay {
        let text = try text()
        let digits = text.filter { $0 != "-" }
        guard text.utf8.count == 10, digits.utf8.count == 8, let value = Int32(digits),
            let day = TradingDay(yyyymmdd: value), day.description == text
        else { throw error("\"\(text)\" is not a date", accepted: "a date such as 2015-02-09") }
        return day
    }

    private func child(_ key: String) -> String { path.isEmpty ? key : "\(path)/\(key)" }
}
