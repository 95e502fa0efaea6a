/// How busy the customers of a scenario are; rates are means over continuous trading, all contracts together.
public struct ScenarioCustomers: Sendable, Equatable {
    /// How much busier the day's ends are than its middle, 0 … 1.
    public var seasonality: Double
    public var volatility: VolatilityHabits
    public var liquidity: LiquidityHabits
    public var limitOrders: LimitOrderHabits
    public var uninformed: UninformedHabits
    public var informed: InformedHabits
    public var requests: RequestHabits
    /// nil: trades move nobody's opinion.
    public var impact: ImpactHabits?
}

/// How the public's view of volatility wanders around the scenario's smile.
public struct VolatilityHabits: Sendable, Equatable {
    /// Standard deviation of the level's logarithm, 0 … 0.5.
    public var deviation: Double
    /// How often a day it returns to its mean, 0 … 100.
    public var reversionsPerDay: Double
}

/// The competing maker: wider and noisier than a good one, late after a move.
public struct LiquidityHabits: Sendable, Equatable {
    /// Spread as a fraction of the price, 0.001 … 1.
    public var spreadShare: Double
    /// Smallest spread, 1 … 1000 ticks.
    public var spreadTicksMin: Int
    /// Standard deviation of its pricing error as a fraction of its spread, 0 … 2.
    public var noiseShare: Double
    /// Mean delay after a move, 0 … 60 000.
    public var reactionMilliseconds: Double
    /// A contract is not touched again sooner, 1 … 3600.
    public var refreshSecondsMin: Double
    /// A quiet contract is touched after about this long, 1 … 7200.
    public var refreshSecondsMax: Double
    /// 1 … 50.
    public var quantityMean: Double
}

/// Customers who leave a limit order and go away.
public struct LimitOrderHabits: Sendable, Equatable {
    /// 0 … 6000.
    public var perMinute: Double
    /// Mean life of an order, 1 … 7200.
    public var lifeSeconds: Double
    /// 1 … 50.
    public var quantityMean: Double
}

/// Customers who take at the market price for reasons of their own.
public struct UninformedHabits: Sendable, Equatable {
    /// 0 … 6000.
    public var perMinute: Double
    /// What they pay beyond fair value at most, as a fraction of the usual spread, 0 … 5.
    public var toleranceShare: Double
    /// 1 … 50.
    public var quantityMean: Double
}

/// Customers who see the underlying's next move first.
public struct InformedHabits: Sendable, Equatable {
    /// How often one looks, 0 … 6000.
    public var looksPerMinute: Double
    /// How far ahead it sees, 0 … 60 000.
    public var lookAheadMilliseconds: Int
    /// Smallest gain worth taking, 1 … 10 000 ticks.
    public var edgeTicksMin: Int
    /// 1 … 50.
    public var quantityMean: Double
}

/// What trades do to the public's opinion of a contract.
public struct ImpactHabits: Sendable, Equatable {
    /// Move for one contract traded as a fraction of the usual spread, 0 … 1; for more by the square root.
    public var spreadShare: Double
    /// Time after which 1/e of a move is left, 1 … 86 400.
    public var decaySeconds: Double

    public init(spreadShare: Double, decaySeconds: Double) {
        self.spreadShare = spreadShare
        self.decaySeconds = decaySeconds
    }
}

/// Customers who ask for a quote (询价).
public struct RequestHabits: Sendable, Equatable {
    /// 0 … 60 000.
    public var perHour: Double
    /// 1 … 50.
    public var quantityMean: Double
}
