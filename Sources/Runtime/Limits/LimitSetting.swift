import Market
import Risk
import Settings

/// What a person types about limits, read strictly.
enum LimitSetting {
    /// `NAME=VALUE`, as `LimitWish` reads it.
    static func read(_ text: String) throws(SettingsError) -> (name: LimitName, value: Int64?) {
        do {
            let wish = try LimitWish(text)
            return (wish.name, wish.value)
        } catch {
            throw SettingsError(
                file: "limits", line: 0, path: error.name, problem: error.problem,
                accepted: error.accepted)
        }
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
