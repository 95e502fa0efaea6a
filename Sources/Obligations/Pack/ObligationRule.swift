/// One obligation: what is measured, of which contracts, over which period, and the bar it has to reach.
public struct ObligationRule: Hashable, Sendable {
    public let id: String
    public let nameZh: String
    public let nameEn: String
    public let severity: Severity
    public let kind: Kind
    /// The obliged contracts.
    public let instruments: InstrumentFilter
    /// Nil for kinds that carry their own bars (counts, positions, quote checks, scores).
    public let threshold: Threshold?
    public let group: GroupRule
    public let period: PeriodRule
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
        case auctionPresence(AuctionRule)
        case triggeredResponse(TriggeredRule)
        case rateCount(RateRule)
        case cancelRatio(CancelRatioRule)
        case orderToTrade(OrderToTradeRule)
        case positionLimit(PositionRule)
        case staticQuoteCheck(QuoteCheckRule)
        case score(ScoreRule)

        /// The kind's name in rule packs and reports.
        public var name: String {
            switch self {
            case .presence: "presence"
            case .coverage: "coverage"
            case .rfqResponse: "rfqResponse"
            case .auctionPresence: "auctionPresence"
            case .triggeredResponse: "triggeredResponse"
            case .rateCount: "rateCount"
            case .cancelRatio: "cancelRatio"
            case .orderToTrade: "orderToTrade"
            case .positionLimit: "positionLimit"
            case .staticQuoteCheck: "staticQuoteCheck"
            case .score: "score"
            }
        }
    }
}
