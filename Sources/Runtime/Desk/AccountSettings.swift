import Market
import Risk
import Settings
import Wire

/// What the account may do at all: `account:` in `desk.yaml`. What is not there is not asked.
struct AccountSettings: Sendable, Equatable {
    var permissions: [Permission]?
    var openings: [String]?
    var reserve: ClearingReserve?
    var operators: [OperatorPermission]?

    /// Lays them over a desk's terms.
    func apply(to terms: inout RiskTerms) {
        terms.permissions = permissions
        terms.openingUnderlyingCodes = openings
        terms.clearingReserve = reserve
        terms.operators = operators
    }

    // MARK: reading

    static func read(_ node: SettingsNode) throws(SettingsError) -> AccountSettings {
        let fields = try node.fields(
            required: [],
            optional: [
                "permissions", "openings", "clearingReserveYuan", "clearingReserveLeastYuan",
                "operators",
            ])
        var account = AccountSettings()
        if let rows = fields["permissions"] {
            var permissions: [Permission] = []
            for row in try rows.items(acceptsNone: true) { permissions.append(try permission(row)) }
            account.permissions = permissions
        }
        if let list = fields["openings"] {
            var codes: [String] = []
            for code in try list.items(acceptsNone: true) { codes.append(try code.text()) }
            account.openings = codes
        }
        if let least = fields["clearingReserveLeastYuan"] {
            let held = try fields["clearingReserveYuan"]?.integer(yuan)
            account.reserve = ClearingReserve(
                held: held.map { $0 * 10_000 }, least: try least.integer(yuan) * 10_000)
        } else if let held = fields["clearingReserveYuan"] {
            throw held.error(
                "a reserve without the least it must be",
                accepted: "clearingReserveLeastYuan as well")
        }
        if let rows = fields["operators"] {
            var operators: [OperatorPermission] = []
            for row in try rows.items(acceptsNone: true) { operators.append(try person(row)) }
            account.operators = operators
        }
        return account
    }

    private static let yuan: ClosedRange<Int64> = 0...100_000_000_000

    private static let kindNames: [(String, InstructionKinds)] = [
        ("buy-open", .buyOpen), ("sell-open", .sellOpen), ("buy-close", .buyClose),
        ("sell-close", .sellClose), ("open", .opening), ("close", .closing), ("all", .all),
    ]

    private static func permission(_ node: SettingsNode) throws(SettingsError) -> Permission {
        let fields = try node.fields(
            required: ["kinds"], optional: ["account", "quoter", "underlying", "contract"])
        var permission = Permission(kinds: [])
        for kind in try fields["kinds"]?.items(acceptsNone: true) ?? [] {
            permission.kinds.formUnion(try kind.oneOf(kindNames))
        }
        permission.participant = try fields["account"]?.integer(1...1_000).asUInt16
        permission.quoter = try fields["quoter"]?.integer(1...8).asUInt16
        permission.underlyingCode = try fields["underlying"]?.text()
        permission.contractCode = try fields["contract"]?.integer(1...99_999_999).asUInt32
        return permission
    }

    private static func person(_ node: SettingsNode) throws(SettingsError) -> OperatorPermission {
        let fields = try node.fields(required: ["person", "verbs"])
        let known = ControlRequest.allCases.map { ($0.rawValue, $0.verb) }
        var verbs: [ControlVerb] = []
        for verb in try fields["verbs"]?.items(acceptsNone: true) ?? [] {
            verbs.append(try verb.oneOf(known))
        }
        return OperatorPermission(person: try fields["person"]?.text() ?? "", verbs: verbs)
    }
}

extension Int64 {
    /// For a number whose range was checked.
    fileprivate var asUInt16: UInt16 { UInt16(clamping: self) }
    fileprivate var asUInt32: UInt32 { UInt32(clamping: self) }
}
