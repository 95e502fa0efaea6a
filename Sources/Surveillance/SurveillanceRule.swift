/// One rule of surveillance: what it watches, whom, and which of its numbers are our own configuration.
public struct SurveillanceRule: Hashable, Sendable {
    /// Whose flow is added up.
    public enum Scope: String, Sendable, CaseIterable {
        /// All accounts of one owner together (seed 001 art. 18: no splitting).
        case owner
        /// A single account (seed 001 art. 33, seed 003 art. 40).
        case account
    }

    /// The rule's own type and numbers.
    public enum Kind: Hashable, Sendable {
        case burst(BurstTerms)
        case dayCount(DayCountTerms)
        case fastCancels(FastCancelTerms)
        case repeatedSeconds(RepeatedSecondTerms)
        case neighbourOpens(NeighbourOpenTerms)
        case pushMinutes(PushTerms)
        case largeMinute(LargeMinuteTerms)
        case selfTrades(SelfTradeTerms)
        case layering(LayeringTerms)
        case closingTrades(ClosingTerms)
        case cancelFee(CancelFeeTerms)
    }

    public let id: String
    public let title: String
    /// The article the rule comes from.
    public let basis: String
    public let level: AlertLevel
    public let scope: Scope
    public let kind: Kind
    /// Parameters whose numbers the exchange does not publish: ours.
    public let unpublished: [String]

    public init(
        id: String, title: String = "", basis: String = "", level: AlertLevel = .alarm,
        scope: Scope = .owner, kind: Kind, unpublished: [String] = []
    ) {
        self.id = id
        self.title = title
        self.basis = basis
        self.level = level
        self.scope = scope
        self.kind = kind
        self.unpublished = unpublished
    }
}
