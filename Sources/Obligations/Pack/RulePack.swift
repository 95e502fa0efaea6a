public import Market

/// A venue's obligations for one role, as data: dated, versioned, each number with its provenance.
public struct RulePack: Hashable, Sendable {
    public let id: String
    public let version: Int
    public let title: String
    public let venue: String
    public let productScope: String
    public let role: String
    public let effectiveFrom: TradingDay
    /// Last day of validity; nil while open.
    public let effectiveTo: TradingDay?
    /// Liquidity level by underlying code, for tables that depend on it; 1 where none is given.
    public let levels: [String: Int]
    public let rules: [ObligationRule]
    /// Where values of the pack itself come from: its dates, its levels.
    public var provenance: [Provenance] = []

    /// `SSE-MM-02/threshold` for each value that is a placeholder, from memory, or from somebody's code; a value of
    /// the pack itself goes by the pack's id.
    ///
    /// A figure that depends on one of these must never be shown as the exchange's own rule.
    public var placeholders: [String] {
        rules.flatMap { rule in
            rule.provenance.filter(\.tag.isPlaceholder).map { rule.id + $0.valuePath }
        } + provenance.filter(\.tag.isPlaceholder).map { id + $0.valuePath }
    }

    /// Whether the pack is in force on a day.
    public func isEffective(on day: TradingDay) -> Bool {
        guard day >= effectiveFrom else { return false }
        guard let last = effectiveTo else { return true }
        return day <= last
    }
}
