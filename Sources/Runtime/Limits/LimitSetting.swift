import Market
import Risk
import Settings

/// What a person types about limits, read strictly.
enum LimitSetting {
    /// `positionTotal=500`, `positionTotal=500contracts`, `positionTotal=none`.
    static func read(_ text: String) throws(SettingsError) -> (name: LimitName, value: Int64?) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let given = String(parts[0])
        guard let name = LimitName(named: given) else {
            throw SettingsError(
                file: "limits", line: 0, path: given,
                problem: "no limit of this name",
                accepted: LimitName.allCases.map(\.name).joined(separator: ", "))
        }
        guard parts.count == 2 else { throw error(name, "no value; write \(given)=VALUE") }
        let value = String(parts[1])
        if value == "none" {
            guard name.absence != .impossible else { throw error(name, "cannot be removed") }
            return (name, nil)
        }
        let digits = value.prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
        let unit = value.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Int64(digits), String(number) == digits else {
            throw error(name, "\"\(value)\" is not a whole number")
        }
        guard unit.isEmpty || unit == name.unit else {
            throw error(name, "\"\(unit)\" is not its unit, \(name.unit)")
        }
        guard name.range.contains(number) else {
            throw error(name, "\(number) is out of range")
        }
        return (name, number)
    }

    private static func error(_ name: LimitName, _ problem: String) -> SettingsError {
        SettingsError(
            file: "limits", line: 0, path: name.name, problem: problem, accepted: name.accepted)
    }

    /// `10:30:00`, or with up to nine decimals.
    static func time(_ text: String, of option: String) throws(SettingsError) -> SessionTime {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        let decimals = halves.count == 2 ? String(halves[1]) : "0"
        let numbers = parts.compactMap { $0.utf8.count == 2 ? Self.digits(String($0)) : nil }
        guard numbers.count == 3, parts.count == 3, numbers[0] < 24, numbers[1] < 60,
            numbers[2] < 60, (1...9).contains(decimals.utf8.count),
            let fraction = digits(decimals + String(repeating: "0", count: 9 - decimals.utf8.count))
        else {
            throw SettingsError(
                file: "limits", line: 0, path: option, problem: "\"\(text)\" is no time of day",
                accepted: "a session time such as 10:30:00")
        }
        return SessionTime(
            nanoseconds: ((numbers[0] * 60 + numbers[1]) * 60 + numbers[2]) * 1_000_000_000
                + fraction)
    }

    private static func digits(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }
}
