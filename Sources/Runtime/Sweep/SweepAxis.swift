import Market
public import Settings

/// One thing a sweep varies: a strategy parameter, `strategy` or `rules`, with the values it takes in order.
public struct SweepAxis: Sendable, Equatable {
    /// Values one axis may have.
    public static let valuesMax = 1_000

    public let name: String
    public let values: [String]

    public init(name: String, values: [String]) {
        self.name = name
        self.values = values
    }

    /// Reads `name=from:to:step` (decimal, both ends included) or `name=a,b,c`.
    public init(parsing text: String) throws(SettingsError) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw Self.error(text, "no name=values")
        }
        name = parts[0]
        if parts[1].contains(":") {
            values = try Self.steps(parts[1], of: text)
        } else {
            values = parts[1].split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
        }
        guard values.allSatisfy({ !$0.isEmpty }) else { throw Self.error(text, "an empty value") }
        guard Set(values).count == values.count else {
            throw Self.error(text, "a value given twice")
        }
    }

    private static func steps(_ range: String, of text: String) throws(SettingsError) -> [String] {
        let parts = range.split(separator: ":", omittingEmptySubsequences: false)
        let decimals =
            parts.map { part in
                part.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
            }.max() ?? 0
        let numbers = parts.compactMap { DecimalText.value($0, decimals: decimals) }
        guard parts.count == 3, numbers.count == 3, decimals <= 9 else {
            throw error(text, "not from:to:step in decimal numbers")
        }
        let (from, to, step) = (numbers[0], numbers[1], numbers[2])
        guard step > 0, from <= to, !to.subtractingReportingOverflow(from).overflow else {
            throw error(text, "the step must be positive and lead from the first to the second")
        }
        let count = (to - from) / step + 1
        guard count <= Int64(valuesMax) else { throw error(text, "\(count) values") }
        return (0..<count).map { DecimalText.text(from + $0 * step, decimals: decimals) }
    }

    private static func error(_ text: String, _ problem: String) -> SettingsError {
        SettingsError(
            file: "--sweep \(text)", line: 0, path: "", problem: problem,
            accepted: "name=from:to:step or name=a,b,c, at most \(valuesMax) different values")
    }
}

/// The seeds of a sweep, as written on a command line.
public enum SeedRange {
    /// Reads `N` (the seeds 1…N) or `a..b`; at most 10 000 of them.
    public static func read(_ text: String) throws(SettingsError) -> [UInt64] {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 3, parts[1].isEmpty, let from = UInt64(parts[0]),
            let to = UInt64(parts[2]), from <= to, to - from < 10_000
        {
            return Array(from...to)
        }
        if parts.count == 1, let count = UInt64(text), (1...10_000).contains(count) {
            return Array(1...count)
        }
        throw SettingsError(
            file: "--seeds \(text)", line: 0, path: "", problem: "not seeds",
            accepted: "N for 1 to N, or a..b; at most 10 000")
    }
}
