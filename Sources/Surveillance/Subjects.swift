import Market

/// Accounts and owners as dense numbers, in the order in which they are first seen.
struct Subjects: Sendable {
    /// Stands for events that are nobody's own.
    static let market = -1

    private let names: [UInt16: String]
    private var accounts: [UInt16: Int] = [:]
    private var accountNames: [String] = []
    private var owners: [String: Int] = [:]
    private var ownerNames: [String] = []

    init(_ table: [SurveillanceRules.Owner]) {
        var names: [UInt16: String] = [:]
        for owner in table { for account in owner.accounts { names[account] = owner.name } }
        self.names = names
    }

    mutating func account(_ number: UInt16) -> Int {
        if let known = accounts[number] { return known }
        accounts[number] = accountNames.count
        accountNames.append("account \(number)")
        return accountNames.count - 1
    }

    /// An account nobody is named for is its own owner.
    mutating func owner(_ number: UInt16) -> Int {
        let name = names[number] ?? "account \(number)"
        if let known = owners[name] { return known }
        owners[name] = ownerNames.count
        ownerNames.append(name)
        return ownerNames.count - 1
    }

    func name(_ subject: Int, _ scope: SurveillanceRule.Scope) -> String {
        let list = scope == .owner ? ownerNames : accountNames
        return list.indices.contains(subject) ? list[subject] : "market"
    }

    func count(_ scope: SurveillanceRule.Scope) -> Int {
        scope == .owner ? ownerNames.count : accountNames.count
    }
}
