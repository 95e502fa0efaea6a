/// One limit's value as a person types it, read strictly: `positionTotal=500`, `positionTotal=500contracts`,
/// `positionTotal=none`.
public struct LimitWish: Equatable, Sendable {
    /// What is wrong with a text, and what would be right.
    public struct Problem: Error, Equatable, Sendable {
        /// The limit's name, as given.
        public var name: String
        public var problem: String
        public var accepted: String
    }

    public let name: LimitName
    /// Nil removes the limit.
    public let value: Int64?

    /// Reads `NAME=VALUE`; the unit may stand behind the value.
    public init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let given = String(parts[0])
        guard let name = LimitName(named: given) else {
            throw Problem(
                name: given, problem: "no limit of this name",
                accepted: LimitName.allCases.map(\.name).joined(separator: ", "))
        }
        func wrong(_ problem: String) -> Problem {
            Problem(name: given, problem: problem, accepted: name.acceptedValues)
        }
        guard parts.count == 2 else { throw wrong("no value; write \(given)=VALUE") }
        self.name = name
        let value = String(parts[1])
        if value == "none" {
            guard name.absence != .impossible else { throw wrong("cannot be removed") }
            self.value = nil
            return
        }
        let digits = value.prefix { ("0"..."9").contains($0) || $0 == "-" }
        let unit = String(value.dropFirst(digits.count).drop { $0 == " " })
        if unit != name.unit, LimitName.allCases.contains(where: { $0.unit == unit }) {
            throw wrong("\(unit) is not its unit")
        }
        guard unit.isEmpty || unit == name.unit, let number = Int64(digits),
            String(number) == digits
        else { throw wrong("\"\(value)\" is not a whole number") }
        guard name.range.contains(number) else { throw wrong("\(number) is out of range") }
        self.value = number
    }
}
