import Market
import Obligations
import Quoter
import Settings

/// Everything the processes of one desk agree on for one day: `desk.yaml` in the run folder.
public struct DeskConfiguration: Sendable {
    /// Folder that takes journals, logs and figures.
    public var runFolder: String
    /// Bundled scenario name or path of a YAML file.
    public var scenario: String
    public var seed: UInt64
    public var clock: SessionClock
    /// Bundled rule pack name or path of a YAML file.
    public var rules: String
    public var strategy: String
    /// Strategy parameters as written; the strategy checks them.
    public var strategyParameters: [(key: String, value: String)]
    public var limits: LimitSettings
    /// What the account may do at all; a person adds it, no command writes it.
    var account = AccountSettings()
    /// Underlyings the desk's own quoter quotes; nil = all, empty = none.
    public var quotes: [String]?
    /// The programme-trading filing that quoting rests on; nil = development mode.
    public var filing: String?
    /// The strategy's certificate; nil = none.
    public var certificate: String?
    /// Why a production desk may run without one.
    public var uncertified: String?
    public var endpoints: DeskEndpoints
    /// Needs that are alerted when crossed upward, rising.
    var alertRatios = SlackAlarm.ratiosByDefault
    /// What is declared to the exchange, with its times.
    var circumstances: [DeclaredCircumstance] = []
    /// Nil leaves the delta to the quotes.
    public var hedge: HedgeSettings?
    /// The volatilities that the quoter prices with.
    var surface = SurfaceTuning()
    /// 1 simulation, 2 production.
    public var environment: UInt16

    public init(
        runFolder: String, scenario: String = "regular-day", seed: UInt64 = 1,
        clock: SessionClock, rules: String = "sse-dev", strategy: String = "inventory-skew",
        strategyParameters: [(key: String, value: String)] = [],
        limits: LimitSettings = LimitSettings(), endpoints: DeskEndpoints,
        environment: UInt16 = 1
    ) {
        self.runFolder = runFolder
        self.scenario = scenario
        self.seed = seed
        self.clock = clock
        self.rules = rules
        self.strategy = strategy
        self.strategyParameters = strategyParameters
        self.limits = limits
        self.endpoints = endpoints
        self.environment = environment
    }
}

/// Limits a risk officer sets; nil is not a default but a refusal (`noLimitSet`).
public struct LimitSettings: Sendable, Equatable {
    public var positionPerContract: Int64?
    public var positionPerDirection: Int64?
    public var positionTotal: Int64?
    /// Largest premium of one order, yuan.
    public var purchasePerOrderYuan: Int64?
    /// Contracts, and price × unit × quantity in yuan, of one leg.
    public var quantityPerOrder: Int64?
    public var valuePerOrderYuan: Int64?
    /// How far a price may be on the wrong side of risk's own reference: hundredths of a percent of it, and at
    /// least these ticks.
    public var collarBasisPoints: Int64?
    public var collarTicks: Int64?
    /// Contracts opened in the day.
    public var openingPerContract: Int64?
    public var openingPerUnderlying: Int64?
    /// One underlying at worst: shares; shares for a move of 1 %; yuan a volatility point.
    public var deltaShares: Int64?
    public var gammaShares: Int64?
    public var vegaYuan: Int64?
    /// Funds of the maker's account, yuan.
    public var fundsYuan: Int64?
    public var messagesPerSecond: Int64?
    public var messagesPerDay: Int64?
    /// Optional: nil holds nothing. What the gateway takes, and what was declared to the exchange.
    public var gatewayMessagesPerSecond: Int64?
    public var declaredMessagesPerSecond: Int64?
    public var declaredMessagesPerDay: Int64?
    /// Optional: legs of a contract taken off in the day while less than a tenth trades; messages a trade.
    public var cancelsPerContract: Int64?
    public var orderToTrade: Int64?
    /// Optional: market-maker protection by underlying; a freeze of 0 lasts until a person resets it.
    public var protectionWindowMilliseconds: Int64?
    public var protectionVolume: Int64?
    public var protectionDelta: Int64?
    public var protectionVega: Int64?
    public var protectionPercent: Int64?
    public var protectionFreezeMilliseconds: Int64?
    /// Optional: orders in the underlyings; unset refuses them. Shares and yuan of one, shares of a day's net, hundredths of
    /// a percent beyond the last price.
    public var hedgeSharesPerOrder: Int64?
    public var hedgeValuePerOrderYuan: Int64?
    public var hedgeShares: Int64?
    public var hedgeCollarBasisPoints: Int64?
    /// What the exchange does to us, until quoting pauses; nil is the default, 0 holds nothing.
    public var reactionRejections: Int64?
    public var reactionUnexpectedReports: Int64?
    public var reactionWindowMilliseconds: Int64?
    public var reactionUnacknowledgedMilliseconds: Int64?
    public var reactionUnresolvedMilliseconds: Int64?
    public var reactionTallies: Int64?

    public init(
        positionPerContract: Int64? = 2_000, positionPerDirection: Int64? = 20_000,
        positionTotal: Int64? = 60_000, purchasePerOrderYuan: Int64? = 2_000_000,
        quantityPerOrder: Int64? = 100, valuePerOrderYuan: Int64? = 2_000_000,
        collarBasisPoints: Int64? = 5_000, collarTicks: Int64? = 200,
        openingPerContract: Int64? = 50_000, openingPerUnderlying: Int64? = 1_000_000,
        deltaShares: Int64? = 200_000_000, gammaShares: Int64? = 200_000_000,
        vegaYuan: Int64? = 10_000_000,
        fundsYuan: Int64? = 200_000_000, messagesPerSecond: Int64? = 2_000,
        messagesPerDay: Int64? = 20_000_000
    ) {
        self.positionPerContract = positionPerContract
        self.positionPerDirection = positionPerDirection
        self.positionTotal = positionTotal
        self.purchasePerOrderYuan = purchasePerOrderYuan
        self.quantityPerOrder = quantityPerOrder
        self.valuePerOrderYuan = valuePerOrderYuan
        self.collarBasisPoints = collarBasisPoints
        self.collarTicks = collarTicks
        self.openingPerContract = openingPerContract
        self.openingPerUnderlying = openingPerUnderlying
        self.deltaShares = deltaShares
        self.gammaShares = gammaShares
        self.vegaYuan = vegaYuan
        self.fundsYuan = fundsYuan
        self.messagesPerSecond = messagesPerSecond
        self.messagesPerDay = messagesPerDay
    }

    /// Nothing set: every quote is refused.
    static var none: LimitSettings {
        var limits = LimitSettings()
        for (_, path) in keys { limits[keyPath: path] = nil }
        return limits
    }

    static var keys: [(String, WritableKeyPath<LimitSettings, Int64?>)] {
        [
            ("positionPerContract", \.positionPerContract),
            ("positionPerDirection", \.positionPerDirection),
            ("positionTotal", \.positionTotal),
            ("purchasePerOrderYuan", \.purchasePerOrderYuan),
            ("quantityPerOrder", \.quantityPerOrder),
            ("valuePerOrderYuan", \.valuePerOrderYuan),
            ("collarBasisPoints", \.collarBasisPoints),
            ("collarTicks", \.collarTicks),
            ("openingPerContract", \.openingPerContract),
            ("openingPerUnderlying", \.openingPerUnderlying),
            ("deltaShares", \.deltaShares),
            ("gammaShares", \.gammaShares),
            ("vegaYuan", \.vegaYuan),
            ("fundsYuan", \.fundsYuan),
            ("messagesPerSecond", \.messagesPerSecond),
            ("messagesPerDay", \.messagesPerDay),
            ("gatewayMessagesPerSecond", \.gatewayMessagesPerSecond),
            ("declaredMessagesPerSecond", \.declaredMessagesPerSecond),
            ("declaredMessagesPerDay", \.declaredMessagesPerDay),
            ("cancelsPerContract", \.cancelsPerContract),
            ("orderToTrade", \.orderToTrade),
            ("protectionWindowMilliseconds", \.protectionWindowMilliseconds),
            ("protectionVolume", \.protectionVolume),
            ("protectionDelta", \.protectionDelta),
            ("protectionVega", \.protectionVega),
            ("protectionPercent", \.protectionPercent),
            ("protectionFreezeMilliseconds", \.protectionFreezeMilliseconds),
            ("hedgeSharesPerOrder", \.hedgeSharesPerOrder),
            ("hedgeValuePerOrderYuan", \.hedgeValuePerOrderYuan),
            ("hedgeShares", \.hedgeShares),
            ("hedgeCollarBasisPoints", \.hedgeCollarBasisPoints),
            ("reactionRejections", \.reactionRejections),
            ("reactionUnexpectedReports", \.reactionUnexpectedReports),
            ("reactionWindowMilliseconds", \.reactionWindowMilliseconds),
            ("reactionUnacknowledgedMilliseconds", \.reactionUnacknowledgedMilliseconds),
            ("reactionUnresolvedMilliseconds", \.reactionUnresolvedMilliseconds),
            ("reactionTallies", \.reactionTallies),
        ]
    }
}
