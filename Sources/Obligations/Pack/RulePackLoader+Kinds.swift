import Market
import Settings

/// The kinds whose measure is time or an answer.
extension RulePackLoader {
    func presence(_ fields: Fields) throws(SettingsError) -> PresenceRule {
        let schedule = try Fields(
            fields["schedule"], ["phase", "periodMs", "offsetMs", "eventTieOrder", "headline"],
            optional: ["subPeriods"])
        _ = try schedule["phase"].oneOf([("continuous", true)])
        let period = try schedule["periodMs"].milliseconds(1...3_600_000)
        let offset = try schedule["offsetMs"].milliseconds(0...3_599_999)
        guard offset < period else {
            throw schedule["offsetMs"].error(
                "the offset reaches the period", accepted: "less than periodMs")
        }
        var rule = PresenceRule(
            sampling: PresenceRule.Sampling(
                period: period, offset: offset,
                tieOrder: try schedule["eventTieOrder"].choice(
                    PresenceRule.Sampling.TieOrder.self)),
            headline: try schedule["headline"].choice(PresenceRule.Headline.self),
            validity: try validity(fields["validity"]),
            exemptions: try exemptions(fields["exemptions"]))
        if let parts = schedule.optional("subPeriods") { rule.subPeriods = try subPeriods(parts) }
        return rule
    }

    private func subPeriods(_ node: SettingsNode) throws(SettingsError)
        -> [PresenceRule.SubPeriod]
    {
        var found: [PresenceRule.SubPeriod] = []
        for item in try node.items() {
            let fields = try Fields(item, ["id", "start", "end"])
            let part = PresenceRule.SubPeriod(
                id: try fields["id"].text(), start: try fields["start"].timeOfDay(),
                end: try fields["end"].timeOfDay())
            guard part.start < part.end, part.start >= found.last?.end ?? part.start else {
                throw item.error(
                    "parts of the day overlap or are empty", accepted: "rising, disjoint times")
            }
            found.append(part)
        }
        return found
    }

    func coverage(_ fields: Fields) throws(SettingsError) -> CoverageRule {
        var rule = CoverageRule(
            presence: try fields["presence"].text(),
            presenceMin: try fields["presenceMin"].ratio(max: 1))
        rule.presenceComparator =
            try fields.optional("presenceComparator")?.oneOf([(">=", .atLeast), (">", .above)])
            ?? .atLeast
        rule.emptyContracts =
            try fields.optional("emptyContracts")?.choice(CoverageRule.EmptyContracts.self)
            ?? .leaveOut
        rule.allBut = try count(fields.optional("allBut"), 0...100_000)
        rule.contractsMin = try count(fields.optional("contractsMin"), 1...100_000)
        return rule
    }

    private func count(_ node: SettingsNode?, _ range: ClosedRange<Int64>) throws(SettingsError)
        -> Int32?
    {
        guard let node else { return nil }
        return Int32(try node.integer(range))
    }

    func response(_ fields: Fields) throws(SettingsError) -> ResponseRule {
        let eligible = try Fields(
            fields["eligible"], ["phases", "intervalMsMin", "remainingSessionMsMin"],
            optional: ["marketSpreadAbove", "emptyBookAdmits", "requestSizeMin"])
        var releases: [ResponseRule.Release] = []
        for item in try fields["releaseOn"].items() {
            releases.append(try item.choice(ResponseRule.Release.self))
        }
        var rule = ResponseRule(
            eligiblePhases: try phases(eligible["phases"]),
            intervalMin: try eligible["intervalMsMin"].milliseconds(0...86_400_000),
            remainingSessionMin: try eligible["remainingSessionMsMin"].milliseconds(0...86_400_000),
            validity: try validity(fields["validity"]),
            respondWithin: try fields["respondWithinMs"].milliseconds(1...3_600_000),
            hold: try fields["holdMs"].milliseconds(0...3_600_000), releaseOn: releases,
            replacementEndsHold: try fields["replacementEndsHold"].flag(),
            restingQuoteCounts: try fields["restingQuoteCounts"].flag())
        if let table = eligible.optional("marketSpreadAbove") {
            rule.marketSpreadAbove = try tiers(table)
        } else if let node = eligible.optional("emptyBookAdmits") {
            throw node.error("says nothing without marketSpreadAbove", accepted: "both, or neither")
        }
        rule.emptyBookAdmits = try eligible.optional("emptyBookAdmits")?.flag() ?? true
        rule.requestSizeMin = Quantity(
            contracts: try count(eligible.optional("requestSizeMin"), 0...1_000_000) ?? 0)
        rule.respondInclusive = try fields.optional("respondInclusive")?.flag() ?? true
        rule.needsRequestID = try fields.optional("needsRequestId")?.flag() ?? true
        return rule
    }

    func auction(_ fields: Fields) throws(SettingsError) -> AuctionRule {
        let auctions = try phases(fields["auctions"])
        for phase in auctions
        where phase != .openingAuction && phase != .closingAuction
            && phase != .volatilityInterruption
        {
            throw fields["auctions"].error(
                "\(phase) is no auction",
                accepted: "openingAuction, closingAuction, volatilityInterruption")
        }
        return AuctionRule(auctions: auctions, validity: try validity(fields["validity"]))
    }

    func triggered(_ fields: Fields) throws(SettingsError) -> TriggeredRule {
        let condition = try Fields(fields["condition"], ["marketSpreadAbove", "lastingMs"])
        return TriggeredRule(
            marketSpreadAbove: try tiers(condition["marketSpreadAbove"]),
            lasting: try condition["lastingMs"].milliseconds(0...3_600_000),
            reactWithin: try fields["reactWithinMs"].milliseconds(1...3_600_000),
            hold: try fields["holdMs"].milliseconds(0...3_600_000),
            validity: try validity(fields["validity"]),
            occurrencesMin: try count(fields.optional("occurrencesMin"), 0...1_000_000) ?? 0)
    }
}
