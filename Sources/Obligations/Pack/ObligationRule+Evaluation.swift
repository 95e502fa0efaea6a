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
        switch kind {
        case .presence(let rule): return rule.unevaluated
        case .coverage: return nil
        case .rfqResponse(let rule): return rule.unevaluated
        default: return "kind \(kind.name)"
        }
    }
}

extension PresenceRule {
    var unevaluated: String? {
        if !subPeriods.isEmpty, sampling.tieOrder == .sampleFirst {
            return "subPeriods with eventTieOrder sampleFirst"
        }
        for exemption in exemptions {
            if exemption.side != .both || exemption.durationMax != nil {
                return "exemption \(exemption.id)"
            }
        }
        return validity.unevaluated
    }
}

extension ResponseRule {
    var unevaluated: String? {
        if !respondInclusive { return "respondInclusive false" }
        if marketSpreadAbove != nil { return "marketSpreadAbove" }
        if !needsRequestID { return "needsRequestId false" }
        if requestSizeMin > .zero { return "requestSizeMin" }
        if releaseOn.contains(.partialFill) { return "releaseOn partialFill" }
        if validity.partialFill != .remaining { return "partialFill accepted" }
        return validity.unevaluated
    }
}

extension QuoteValidity {
    var unevaluated: String? {
        if source != .quotes { return "source quotesAndOrders" }
        if sizeBasis != .bestLevel { return "minSize cumulated" }
        if restMin > .zero { return "restMs" }
        return nil
    }
}
