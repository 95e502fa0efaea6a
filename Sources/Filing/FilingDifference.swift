/// One declared value that differs between two versions, and which material change that is.
public struct FilingDifference: Hashable, Sendable {
    public let path: String
    /// Nil where the value is new.
    public let old: String?
    /// Nil where the value is gone.
    public let new: String?
    /// Nil for a change of funds too small to be evident.
    public let change: MaterialChange?

    /// Every differing value, in the order of the newer document, then what is gone.
    public static func between(
        _ old: Filing, _ new: Filing, terms: FilingTerms = FilingTerms()
    ) -> [FilingDifference] {
        var before: [String: String] = [:]
        for field in old.fields { before[field.path] = field.value }
        var found: [FilingDifference] = []
        var kept: Set<String> = []
        for field in new.fields {
            kept.insert(field.path)
            guard before[field.path] != field.value else { continue }
            found.append(
                FilingDifference(
                    path: field.path, old: before[field.path], new: field.value,
                    change: change(field.path, before[field.path], field.value, terms)))
        }
        for field in old.fields where !kept.contains(field.path) {
            found.append(
                FilingDifference(
                    path: field.path, old: field.value, new: nil,
                    change: change(field.path, field.value, nil, terms)))
        }
        if new.purpose == .stop, old.purpose != .stop {
            found.append(
                FilingDifference(
                    path: "purpose", old: old.purpose.rawValue, new: new.purpose.rawValue,
                    change: .stopped))
        }
        return found
    }

    private static func change(
        _ path: String, _ old: String?, _ new: String?, _ terms: FilingTerms
    ) -> MaterialChange? {
        func isEvident() -> Bool {
            guard let old = old.flatMap(Int64.init), let new = new.flatMap(Int64.init) else {
                return true
            }
            return terms.isEvident(from: old, to: new)
        }
        switch path {
        case "funds/sizeYuan", "funds/assetsYuan": return isEvident() ? .funds : nil
        case "funds/leverageYuan", "funds/leveragePercent": return isEvident() ? .leverage : nil
        case "funds/leverageSource": return .leverage
        case "trading/ordersPerSecondMax", "trading/ordersPerDayMax": return .rates
        default: break
        }
        if path.hasPrefix("contacts") { return .contacts }
        if path.hasPrefix("trading/strategies") || path == "trading/execution" { return .strategy }
        if path.hasPrefix("software") { return .software }
        return .other
    }
}
