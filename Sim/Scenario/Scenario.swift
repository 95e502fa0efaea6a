public import Market

/// One simulated day: what is listed, how the underlyings move, how busy the customers are.
public struct Scenario: Sendable, Equatable {
    public var name: String
    /// A weekday that is no holiday.
    public var tradingDay: TradingDay
    /// One to eight, codes all different.
    public var underlyings: [ScenarioUnderlying]
    public var chain: ScenarioChain
    public var customers: ScenarioCustomers
    public var exchange = ScenarioExchange()
    public var links = ScenarioLinks()
    /// What the venue, clearing and faults do, as the file lists them: `events`, then `faults`.
    public var actions: [ScheduledAction] = []
    /// Contracts whose customers are those of a recorded day (docs/order-files.md); at most eight.
    public var replayed: [OrderFileSource] = []
    /// Contracts whose resting liquidity is that of a recorded chain; nil is none.
    public var recordedChain: ChainSource?
}

/// An ETF of a scenario.
public struct ScenarioUnderlying: Sendable, Equatable {
    /// Six digits, `510050`.
    public var code: String
    /// 0.5 … 50 yuan.
    public var previousClose: Price
    public var smile: ScenarioSmile
    public var path: ScenarioPath
}

/// How the public values options on an underlying; all a year, as fractions.
public struct ScenarioSmile: Sendable, Equatable {
    /// At the money, 0.03 … 2.
    public var volatility: Double
    /// Change of volatility per unit of log-moneyness over √years, −1 … 1.
    public var skew: Double
    /// Second-order change, 0 … 2.
    public var convexity: Double
    /// Growth of the forward, −0.2 … 0.2.
    public var carry: Double
    /// Discount rate, −0.05 … 0.2.
    public var rate: Double
}

/// Which contracts are listed on every underlying.
public struct ScenarioChain: Sendable, Equatable {
    /// Strikes above and below the money, 0 … 8.
    public var strikesEachSide: Int
    /// Nearest expiries listed, 1 … 4.
    public var expiries: Int
    /// Weekdays on which the exchange is closed; an expiry on one is postponed.
    public var holidays: [TradingDay]
    /// Paid per share before this day: yesterday's contracts are listed adjusted beside the new ones. Zero = none.
    public var dividend = Price.zero
    /// How far price limits are from yesterday's settlement, of the regular way; less makes contracts lock.
    public var limitPercent: Int64 = 100
}

/// Where an underlying's day comes from.
public enum ScenarioPath: Sendable, Equatable {
    case builtin(BuiltinPathHabits)
    case ticks(TickSource)
    case minutes(MinuteSource)
}

/// The shape of a made-up day.
public struct BuiltinPathHabits: Sendable, Equatable {
    /// Standard deviation of the logarithm of volatility, 0 … 2.
    public var volatilityOfVolatility: Double
    /// How often a day volatility returns to its mean, 0 … 100.
    public var reversionsPerDay: Double
    /// 0 … 100.
    public var jumpsPerDay: Double
    /// Standard deviation of a jump as a fraction of the price, 0 … 0.1.
    public var jumpSize: Double
    /// Standard deviation of the overnight move as a fraction of the price, 0 … 0.1.
    public var openingGap: Double
    /// 0 is a flat day; 1 is three times the mean at both ends and nothing at noon.
    public var seasonality: Double

    public init(
        volatilityOfVolatility: Double, reversionsPerDay: Double, jumpsPerDay: Double,
        jumpSize: Double, openingGap: Double, seasonality: Double
    ) {
        self.volatilityOfVolatility = volatilityOfVolatility
        self.reversionsPerDay = reversionsPerDay
        self.jumpsPerDay = jumpsPerDay
        self.jumpSize = jumpSize
        self.openingGap = openingGap
        self.seasonality = seasonality
    }
}

/// A recorded day (docs/tick-files.md).
public struct TickSource: Sendable, Equatable {
    /// Absolute, or relative to the scenario's folder.
    public var file: String
    /// Expected in every row.
    public var symbol: String
    /// Index points for one yuan of the ETF, 1 … 1 000 000.
    public var levelDivisor: Int64
    /// ETF shares that one recorded lot stands for, 1 … 10 000 000.
    public var sharesPerLot: Int64
    public var onBadRow: BadRowHabit

    public init(
        file: String, symbol: String, levelDivisor: Int64, sharesPerLot: Int64,
        onBadRow: BadRowHabit
    ) {
        self.file = file
        self.symbol = symbol
        self.levelDivisor = levelDivisor
        self.sharesPerLot = sharesPerLot
        self.onBadRow = onBadRow
    }
}

/// What a bad row of a tick file does.
public enum BadRowHabit: String, Sendable, CaseIterable {
    /// The file is refused.
    case fail
    /// The row is left out and counted.
    case skip
}
