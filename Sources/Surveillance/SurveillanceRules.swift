/// The rules file: rules, owners of accounts, what counts as near.
public struct SurveillanceRules: Hashable, Sendable {
    /// Accounts of one beneficial owner.
    public struct Owner: Hashable, Sendable {
        public let name: String
        public let accounts: [UInt16]

        public init(name: String, accounts: [UInt16]) {
            self.name = name
            self.accounts = accounts
        }
    }

    public let name: String
    /// Most rows of the logs that an alert carries.
    public let evidenceRowsMax: Int
    /// From so many percent of a bar on, a measure is near it.
    public let nearPercent: Int64
    /// So many near ones of one rule in a day are told.
    public let nearRepeats: Int64
    public let owners: [Owner]
    public let rules: [SurveillanceRule]

    public init(
        name: String = "", evidenceRowsMax: Int = 100, nearPercent: Int64 = 80,
        nearRepeats: Int64 = 5, owners: [Owner] = [], rules: [SurveillanceRule]
    ) {
        self.name = name
        self.evidenceRowsMax = evidenceRowsMax
        self.nearPercent = nearPercent
        self.nearRepeats = nearRepeats
        self.owners = owners
        self.rules = rules
    }

    /// The same with more rules at the end.
    public func adding(_ more: [SurveillanceRule]) -> SurveillanceRules {
        SurveillanceRules(
            name: name, evidenceRowsMax: evidenceRowsMax, nearPercent: nearPercent,
            nearRepeats: nearRepeats, owners: owners, rules: rules + more)
    }
}
