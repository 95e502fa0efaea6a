import Market

/// Another reading of a pack: the record under it shows which intervals depend on the reading.
public enum ReconciliationVariant: Hashable, Sendable, CaseIterable {
    /// A spread of exactly the maximum counts, where it did not, or the other way round.
    case spreadBound
    /// A size of exactly the minimum counts, where it did not, or the other way round.
    case sizeBound
    case noExemptions

    public func pack(_ pack: RulePack) -> RulePack {
        pack.changingPresences { rule in
            switch self {
            case .spreadBound: rule.validity.spreadInclusive.toggle()
            case .sizeBound: rule.validity.moveSizeBound()
            case .noExemptions: rule.exemptions = []
            }
        }
    }
}

extension QuoteValidity {
    fileprivate mutating func moveSizeBound() {
        if sizeInclusive {
            quantityMin.contracts += 1
        } else {
            sizeInclusive = true
        }
    }
}

extension RulePack {
    /// The presence rules that are judged, in the pack's order: the n-th is a ledger's n-th.
    public var presences: [(rule: ObligationRule, measure: PresenceRule)] {
        rules.compactMap { rule in
            guard rule.unevaluated == nil, case .presence(let measure) = rule.kind else {
                return nil
            }
            return (rule, measure)
        }
    }

    func changingPresences(_ change: (inout PresenceRule) -> Void) -> RulePack {
        RulePack(
            id: id, version: version, title: title, venue: venue, productScope: productScope,
            role: role, effectiveFrom: effectiveFrom, effectiveTo: effectiveTo, levels: levels,
            rules: rules.map { rule in
                guard case .presence(var measure) = rule.kind else { return rule }
                change(&measure)
                return rule.measured(by: .presence(measure))
            }, provenance: provenance)
    }
}

extension ObligationRule {
    fileprivate func measured(by kind: Kind) -> ObligationRule {
        ObligationRule(
            id: id, nameZh: nameZh, nameEn: nameEn, severity: severity, kind: kind,
            instruments: instruments, threshold: threshold, group: group, period: period,
            provenance: provenance)
    }
}
