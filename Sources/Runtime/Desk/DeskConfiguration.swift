public import Market
import Obligations
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
    /// The programme-trading filing that quoting rests on; nil = development mode.
    public var filing: String?
    public var endpoints: DeskEndpoints
    /// Needs that are alerted when crossed upward, rising.
    var alertRatios = SlackAlarm.ratiosByDefault
    /// What is declared to the exchange, with its times.
    var circumstances: [DeclaredCircumstance] = []
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
    /// Funds of the maker's account, yuan.
    public var fundsYuan: Int64?
    public var messagesPerSecond: Int64?
    public var messagesPerDay: Int64?

    public init(
        positionPerContract: Int64? = 2_000, positionPerDirection: Int64? = 20_000,
        positionTotal: Int64? = 60_000, purchasePerOrderYuan: Int64? = 2_000_000,
        fundsYuan: Int64? = 200_000_000, messagesPerSecond: Int64? = 2_000,
        messagesPerDay: Int64? = 20_000_000
    ) {
        self.positionPerContract = positionPerContract
        self.positionPerDirection = positionPerDirection
        self.positionTotal = positionTotal
        self.purchasePerOrderYuan = purchasePerOrderYuan
        self.fundsYuan = fundsYuan
        self.messagesPerSecond = messagesPerSecond
        self.messagesPerDay = messagesPerDay
    }

    static var keys: [(String, WritableKeyPath<LimitSettings, Int64?>)] {
        [
            ("positionPerContract", \.positionPerContract),
            ("positionPerDirection", \.positionPerDirection),
            ("positionTotal", \.positionTotal),
            ("purchasePerOrderYuan", \.purchasePerOrderYuan),
            ("fundsYuan", \.fundsYuan),
            ("messagesPerSecond", \.messagesPerSecond),
            ("messagesPerDay", \.messagesPerDay),
        ]
    }
}
