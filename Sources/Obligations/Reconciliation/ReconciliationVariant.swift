import Market

/// Another reading of a pack: the record under it shows which intervals depend on the reading.
public enum ReconciliationVariant: Hashable, Sendable, CaseIterable {
    /// A spread of exactly the maximum counts, where it did not, or the other way round.
    case spreadBound
    /// A size of exactly the minimum counts no longer.
    case sizeBound
    case noExemptions

    public func pack(_ pack: RulePack) -> RulePack {
        pack.changingPresences { rule in
            switch self {
            case .spreadBound: rule.validity.spreadInclusive.toggle()
            case .sizeBound: rule.validity.excludeLeastSize()
            case .noExemptions: rule.exemptions = []
            }
        }
    }
}

extension QuoteValidity {
    fileprivate mutating func excludeLeastSize() {
        quantityMin.contracts += 1
    }
}

extension RulePack {
    /// The presence rules in the pack's order: the n-th is a ledger's n-th.
    public var presences: [(rule: ObligationRule, measure: PresenceRule)] {
        rules.compactMap { rule in
            if case .presence(let measure) = rule.kind { (rule, measure) } else { nil }
        }
    }

    func changingPresences(_ change: (inout PresenceRule) -> Void) -> RulePack {
        RulePack(
            id: id, version: version, title: title, venue: venue, productScope: productScope,
            role: role, effectiveFrom: effectiveFrom, effectiveTo: effectiveTo,
            rules: rules.map { rule in
                guard case .presence(var measure) = rule.kind else { return rule }
                change(&measure)
                return ObligationRule(
                    id: rule.id, nameZh: rule.nameZh, nameEn: rule.nameEn, severity: rule.severity,
                    kind: .presence(measure), threshold: rule.threshold,
                    provenance: rule.provenance)
            })
    }
}
