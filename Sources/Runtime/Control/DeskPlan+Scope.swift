import Market
import Settings

extension DeskPlan {
    /// `all`, `underlying:CODE`, `contract:CODE`, `quoter:N`, `account:N` as the wire's scope code and index.
    func scopeTarget(_ scope: String) throws -> (code: UInt8, index: UInt32) {
        if scope == "all" { return (0, 0) }
        let parts = scope.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0] == "underlying",
            let found = directory.underlyings.first(where: { $0.code == parts[1] })
        {
            return (1, UInt32(found.index.value))
        }
        if parts.count == 2, parts[0] == "contract",
            let found = directory.contract(named: parts[1])
        {
            return (2, found.index.value)
        }
        if parts.count == 2, let number = UInt32(parts[1]) {
            if parts[0] == "quoter" { return (3, number) }
            if parts[0] == "account" { return (4, number) }
        }
        throw SettingsError(
            file: "control", line: 0, path: "--scope", problem: "\"\(scope)\" matches nothing",
            accepted: "all, underlying:CODE, contract:CODE, quoter:N, account:N")
    }
}
