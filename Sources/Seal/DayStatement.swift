/// What a head says of a day: its files, and which head went before. Plain text, one way to write each.
public struct DayStatement: Hashable, Sendable {
    /// The head of the trading day before, by the digest of its statement.
    public struct Previous: Hashable, Sendable {
        public let tradingDay: String
        public let digest: Digest

        public init(tradingDay: String, digest: Digest) {
            self.tradingDay = tradingDay
            self.digest = digest
        }
    }

    /// `2021-01-04`.
    public let tradingDay: String
    /// Nil where the chain begins.
    public let previous: Previous?
    /// In order of name, each once.
    public let files: [SealedFile]

    /// Nil unless the day is a date, the previous one lies before it, and no file is named twice.
    public init?(tradingDay: String, previous: Previous?, files: [SealedFile]) {
        guard Self.isDay(tradingDay), !files.isEmpty,
            Set(files.map(\.name)).count == files.count
        else { return nil }
        if let previous {
            guard Self.isDay(previous.tradingDay), previous.tradingDay < tradingDay else {
                return nil
            }
        }
        self.tradingDay = tradingDay
        self.previous = previous
        self.files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The bytes that are signed.
    public var text: String {
        var lines = ["obligato day head 1", "day \(tradingDay)"]
        lines.append(
            previous.map { "previous \($0.digest.hex) \($0.tradingDay)" } ?? "previous none")
        lines += files.map { "\($0.digest.hex) \($0.length) \($0.name)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the next day's head calls `previous`.
    public var digest: Digest { SHA256.digest(text.utf8) }

    /// `2021-01-04`: dates written so compare as they follow.
    private static func isDay(_ text: String) -> Bool {
        text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil
    }
}
