import Market

extension ObligationRule {
    /// Why this build cannot judge the rule from a day's record, or nil when it can.
    ///
    /// Such a rule is listed and explained; its figure has no denominator and no verdict.
    public var unevaluated: String? {
        if group.over != .contract {
            switch kind {
            case .presence(let rule) where rule.subPeriods.isEmpty: break
            // Responses are joined by underlying as it is.
            case .rfqResponse where group.over == .underlying && group.operation == .ratioOfSums:
                break
            default: return "group over \(group.over.rawValue)"
            }
        }
        if instruments != .all {
            switch kind {
            case .presence, .coverage, .rfqResponse: break
            default: return "obligationSet other than all"
            }
        }
        switch kind {
        case .presence(let rule): return rule.unevaluated
        case .coverage: return nil
        case .rfqResponse(let rule): return rule.unevaluated
        case .auctionPresence(let rule): return momentary(rule.validity)
        case .triggeredResponse(let rule):
            for tier in rule.marketSpreadAbove {
                for case .underlyingSpread in tier.limits { return "marketSpreadAbove forms" }
            }
            return momentary(rule.validity)
        case .staticQuoteCheck(let rule): return momentary(rule.validity)
        case .rateCount, .cancelRatio, .orderToTrade, .positionLimit: return wholeAccount
        case .score: return "kind score"
        }
    }

    /// What meters of single moments cannot follow yet.
    private func momentary(_ validity: QuoteValidity) -> String? {
        if validity.followsMarket { return "withinPriceLevels in kind \(kind.name)" }
        if validity.followsUnderlying { return "underlyingSpread in kind \(kind.name)" }
        if validity.partialFill != .remaining { return "partialFill accepted" }
        return validity.unevaluated ?? wholeAccount
    }

    /// Counts take in every contract.
    private var wholeAccount: String? {
        instruments == .all ? nil : "obligationSet in kind \(kind.name)"
    }
}

extension PresenceRule {
    var unevaluated: String? {
        if !subPeriods.isEmpty, sampling.tieOrder == .sampleFirst {
            return "subPeriods with eventTieOrder sampleFirst"
        }
        for exemption in exemptions where exemption.durationMax != nil {
            if case .relax = exemption.effect { return "maxDurationMs of \(exemption.id)" }
            if exemption.side != .both { return "maxDurationMs of \(exemption.id)" }
        }
        if validity.source == .quotesAndOrders {
            if validity.partialFill != .remaining { return "partialFill with quotesAndOrders" }
            if validity.comparableSize != nil { return "comparableSize with quotesAndOrders" }
            if validity.restMin > .zero { return "restMs with quotesAndOrders" }
        }
        return nil
    }
}

extension ObligationRule {
    /// Why a score that knows spreads, sizes, phases and price limits alone cannot be compared; nil = it can.
    ///
    /// The simulated exchange keeps such a score; so do the venues whose numbers reach a member.
    public var scoreObstacle: String? {
        guard case .presence(let rule) = kind else { return "kind \(kind.name)" }
        let validity = rule.validity
        if !validity.isSimple { return "validity" }
        if validity.restMin > .zero { return "restMs" }
        if validity.fillGrace > .zero { return "fillGraceMs" }
        if instruments != .all { return "obligationSet" }
        for exemption in rule.exemptions
        where exemption.needsMoreThanStates && !exemption.trigger.isTold {
            return "exemption \(exemption.id)"
        }
        return nil
    }
}

extension RulePack {
    /// `ObligationRule.scoreObstacle` of the first presence rule that is judged.
    public var scoreObstacle: String? {
        for rule in rules where rule.unevaluated == nil {
            if case .presence = rule.kind { return rule.scoreObstacle }
        }
        return "no presence rule"
    }
}

extension Exemption.Trigger {
    /// Whether somebody has to say that it holds; until then it excuses nothing.
    fileprivate var isTold: Bool {
        switch self {
        case .underlyingHalted, .openRestricted, .positionLimit, .declared: true
        case .phase, .marketAtLimit, .listedToday, .daysToExpiryAtMost, .adjusted: false
        }
    }
}

extension ResponseRule {
    var unevaluated: String? {
        if validity.partialFill != .remaining { return "partialFill accepted" }
        for tier in marketSpreadAbove ?? [] {
            guard tier.limits.count == 1 else { return "marketSpreadAbove with several limits" }
            switch tier.limits[0] {
            case .absolute, .fraction: continue
            case .underlyingSpread, .unlimited: return "marketSpreadAbove forms"
            }
        }
        return validity.unevaluated
    }
}

extension QuoteValidity {
    /// What meters that see one quote at a time cannot judge.
    var unevaluated: String? {
        if source != .quotes { return "source quotesAndOrders" }
        if sizeBasis != .bestLevel { return "minSize cumulated" }
        if restMin > .zero { return "restMs" }
        return nil
    }
}
