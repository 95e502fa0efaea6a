import Market

extension ObligationRule {
    /// Why this build cannot judge the rule from a day's record, or nil when it can.
    ///
    /// Such a rule is listed and explained; its figure has no denominator and no verdict.
    public var unevaluated: String? {
        if instruments != .all { return "obligationSet other than all" }
        if group.over != .contract { return "group over \(group.over.rawValue)" }
        switch kind {
        case .presence(let rule): return rule.unevaluated
        case .coverage(let rule): return rule.unevaluated
        case .rfqResponse(let rule): return rule.unevaluated
        default: return "kind \(kind.name)"
        }
    }
}

extension PresenceRule {
    var unevaluated: String? {
        if !subPeriods.isEmpty { return "subPeriods" }
        if sampling.tieOrder != .eventsFirst { return "eventTieOrder sampleFirst" }
        for exemption in exemptions {
            switch exemption.trigger {
            case .phase, .marketAtLimit: break
            default: return "exemption \(exemption.id)"
            }
            if case .relax = exemption.effect { return "exemption \(exemption.id)" }
            if exemption.side != .both || exemption.durationMax != nil {
                return "exemption \(exemption.id)"
            }
        }
        return validity.unevaluated
    }
}

extension CoverageRule {
    var unevaluated: String? {
        if presenceComparator != .atLeast { return "presenceComparator" }
        if emptyContracts != .leaveOut { return "emptyContracts" }
        return allBut != nil ? "allBut" : contractsMin != nil ? "contractsMin" : nil
    }
}

extension ResponseRule {
    var unevaluated: String? {
        if !respondInclusive { return "respondInclusive false" }
        if marketSpreadAbove != nil { return "marketSpreadAbove" }
        if !needsRequestID { return "needsRequestId false" }
        if requestSizeMin > .zero { return "requestSizeMin" }
        if releaseOn.contains(.partialFill) { return "releaseOn partialFill" }
        return validity.unevaluated
    }
}

extension QuoteValidity {
    var unevaluated: String? {
        if source != .quotes { return "source quotesAndOrders" }
        if amountMin != nil || sizeBasis != .bestLevel { return "minSize by amount" }
        if !sizeInclusive { return "minSize exclusive" }
        if partialFill != .remaining { return "partialFill accepted" }
        if spreadReference != .bid { return "spread reference other than bid" }
        if comparableSize != nil { return "comparableSize" }
        if withinPriceLevels != nil { return "withinPriceLevels" }
        if isInsidePriceLimits { return "insidePriceLimits" }
        if lockedCounts { return "lockedCounts" }
        if restMin > .zero { return "restMs" }
        for tier in tiers {
            guard tier.limits.count == 1, tier.when == .all else { return "maxSpread tiers" }
            switch tier.limits[0] {
            case .absolute, .fraction: continue
            case .underlyingSpread, .unlimited: return "maxSpread forms"
            }
        }
        return nil
    }
}
