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
    public let rules: [ObligationRule]

    /// `SSE-MM-02/threshold` for each value that is a placeholder, from memory, or from somebody's code.
    ///
    /// A figure that depends on one of these must never be shown as the exchange's own rule.
    public var placeholders: [String] {
        rules.flatMap { rule in
            rule.provenance.filter(\.tag.isPlaceholder).map { rule.id + $0.valuePath }
        }
    }

    /// Whether the pack is in force on a day.
    public func isEffective(on day: TradingDay) -> Bool {
        guard day >= effectiveFrom else { return false }
        guard let last = effectiveTo else { return true }
        return day <= last
    }
}

/// One obligation: what is measured, and the bar it has to reach (inclusive).
public struct ObligationRule: Hashable, Sendable {
    public let id: String
    public let nameZh: String
    public let nameEn: String
    public let severity: Severity
    public let kind: Kind
    public let threshold: Ratio
    public let provenance: [Provenance]

    /// What a miss means: a breach, a warning, a mark in a score, or nothing.
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case hard, soft, score, info
    }

    /// How the obligation is measured.
    public enum Kind: Hashable, Sendable {
        case presence(PresenceRule)
        case coverage(CoverageRule)
        case rfqResponse(ResponseRule)

        /// The kind's name in rule packs and reports.
        public var name: String {
            switch self {
            case .presence: "presence"
            case .coverage: "coverage"
            case .rfqResponse: "rfqResponse"
            }
        }
    }
}

/// Where one value, or everything below one path, comes from.
public struct Provenance: Hashable, Sendable {
    /// A path inside the rule, `/validity/maxSpread`.
    public let valuePath: String
    public let tag: Tag
    public let source: String

    /// How far a value may be trusted.
    public enum Tag: String, Hashable, Sendable, CaseIterable {
        case S, P, C, K, M, X

        /// Somebody's code, memory, or a value for development only.
        public var isPlaceholder: Bool { self == .K || self == .M || self == .X }
    }
}
