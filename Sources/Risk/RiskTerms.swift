public import Market

/// What the market maker agreed with the venue, as far as an instruction can break it.
public struct RiskTerms: Hashable, Sendable {
    /// A span of the day in which the venue takes no withdrawals (Z24b).
    public struct Window: Hashable, Sendable, BitwiseCopyable {
        public var start: SessionTime
        public var end: SessionTime
        public init(start: SessionTime, end: SessionTime) {
            self.start = start
            self.end = end
        }
    }

    /// Member numbers whose programme trading is filed with the exchange.
    public var filedParticipants: [UInt16]
    /// Other members' numbers under the same control: our quotes may not meet theirs (H25.1).
    public var groupParticipants: [UInt16]
    /// The exchange takes a new quote and the old one off in one step, so the two cannot meet.
    public var replacesInOneStep: Bool
    /// Six-digit codes of the underlyings we make markets in; nil means all of the day's.
    public var underlyingCodes: [String]?
    /// Eight-digit codes of contracts we may not quote although their underlying is ours.
    public var excludedContractCodes: [UInt32]
    /// Searched in order; a quote no row covers is refused (`noLimitSet`).
    public var spreadTiers: [SpreadTier]
    /// Smallest size of each side.
    public var quantityMin: Quantity
    /// A response rests this long from the exchange's acceptance (最短保留时间).
    public var responseHoldMin: TimeSpan
    /// A response later than this after the request is refused.
    public var responseDelayMax: TimeSpan
    /// What ends the hold of a response early.
    public var responseReleases: HoldReleases
    /// Phases in which requests count; leaving them is `HoldReleases.phaseEnd`.
    public var responsePhases: [TradingPhase]
    /// Whether any replacement of a response, a valid one too, ends its hold and is therefore refused.
    public var replacementEndsHold: Bool
    /// Limits of a response, and of what replaces it in its hold; nil = those of every quote.
    public var responseSpreadTiers: [SpreadTier]?
    public var responseQuantityMin: Quantity?
    public var priceTick: Int64
    public var withdrawalsForbidden: [Window]
    public var margin: ShanghaiMargin
    /// Messages the venue may count for a quote, for what it replaces, for a withdrawal, for a mass cancel.
    public var quoteMessages: Int64
    public var replaceMessages: Int64
    public var withdrawalMessages: Int64
    public var massCancelMessages: Int64
    /// From so many messages in a second, or in a day, an account is a high-frequency one (P33.1, P33.2).
    public var identificationPerSecond: Int64
    public var identificationPerDay: Int64
    public var protection: ProtectionTerms
    public var reactions: ReactionTerms
    /// An instruction lives at most this long on its way to the exchange, whatever the quoter asks.
    public var instructionLifeMax: TimeSpan
    /// A mass cancel the exchange has not carried out is sent again after this.
    public var cancelRetryAfter: TimeSpan
    /// Who may do what in which contracts (P27.2b); nil permits all to what is filed.
    public var permissions: [Permission]?
    /// Six-digit codes of the underlyings in which positions may be opened (B3.9); nil means all.
    public var openingUnderlyingCodes: [String]?
    /// Quoting is enabled at the open only with so much at clearing (B3.11); nil is not asked.
    public var clearingReserve: ClearingReserve?
    /// Who may give which control commands (P27.2b); nil permits everybody.
    public var operators: [OperatorPermission]?
    /// Shares of each underlying that may be sold today: those there at its start (T+1).
    public var hedgeOpeningShares: Int64 = 0
    /// An order held for a person is gone after this.
    public var reviewLife = TimeSpan.seconds(30)
    /// The largest market order the exchange takes (市价单笔申报最大数量).
    public var marketOrderQuantityMax = Quantity(contracts: 10)

    public init(
        filedParticipants: [UInt16] = [1], groupParticipants: [UInt16] = [],
        replacesInOneStep: Bool = true, underlyingCodes: [String]? = nil,
        excludedContractCodes: [UInt32] = [], spreadTiers: [SpreadTier] = SpreadTier.shanghai,
        quantityMin: Quantity = Quantity(contracts: 10),
        responseHoldMin: TimeSpan = .seconds(30), responseDelayMax: TimeSpan = .seconds(30),
        responseReleases: HoldReleases = [.filled, .phaseEnd],
        responsePhases: [TradingPhase] = [.continuous], replacementEndsHold: Bool = false,
        responseSpreadTiers: [SpreadTier]? = nil, responseQuantityMin: Quantity? = nil,
        priceTick: Int64 = 1, withdrawalsForbidden: [Window] = [],
        margin: ShanghaiMargin = ShanghaiMargin(), quoteMessages: Int64 = 2,
        replaceMessages: Int64 = 2, withdrawalMessages: Int64 = 2, massCancelMessages: Int64 = 1,
        identificationPerSecond: Int64 = 300, identificationPerDay: Int64 = 20_000,
        protection: ProtectionTerms = ProtectionTerms(),
        reactions: ReactionTerms = ReactionTerms(),
        instructionLifeMax: TimeSpan = .seconds(1), cancelRetryAfter: TimeSpan = .seconds(1)
    ) {
        precondition(priceTick > 0, "price tick \(priceTick)")
        self.filedParticipants = filedParticipants
        self.groupParticipants = groupParticipants
        self.replacesInOneStep = replacesInOneStep
        self.underlyingCodes = underlyingCodes
        self.excludedContractCodes = excludedContractCodes
        self.spreadTiers = spreadTiers
        self.quantityMin = quantityMin
        self.responseHoldMin = responseHoldMin
        self.responseDelayMax = responseDelayMax
        self.responseReleases = responseReleases
        self.responsePhases = responsePhases
        self.replacementEndsHold = replacementEndsHold
        self.responseSpreadTiers = responseSpreadTiers
        self.responseQuantityMin = responseQuantityMin
        self.priceTick = priceTick
        self.withdrawalsForbidden = withdrawalsForbidden
        self.margin = margin
        self.quoteMessages = quoteMessages
        self.replaceMessages = replaceMessages
        self.withdrawalMessages = withdrawalMessages
        self.massCancelMessages = massCancelMessages
        self.identificationPerSecond = max(1, identificationPerSecond)
        self.identificationPerDay = max(1, identificationPerDay)
        self.protection = protection
        self.reactions = reactions
        self.instructionLifeMax = instructionLifeMax
        self.cancelRetryAfter = cancelRetryAfter
    }
}
