public import Market

/// How the quoter goes about it; may differ from desk to desk.
public struct QuoterTuning: Sendable {
    /// Without an underlying tick for this long in continuous trading, quotes are withdrawn.
    public var staleAfter: TimeSpan
    /// A live price may differ from the wish by this much before it is replaced…
    public var toleranceTicksMin: Int64
    /// …or by this share of the wished spread, in percent, if that is more.
    public var tolerancePercent: Int64
    /// Instructions in any second of session time.
    public var instructionsPerSecondMax: Int
    /// An instruction is refused as stale when it reaches risk later than this.
    public var instructionLifetime: TimeSpan
    /// The way of an answer to the exchange's acceptance: none is sent later than the limit less this.
    public var networkAllowance: TimeSpan
    /// Pause before a contract is tried again after a refusal or rejection.
    public var retryAfter: TimeSpan
    /// Pause when only a person can change the answer: killed, paused, no limit set.
    public var retryLongAfter: TimeSpan
    /// Continuous yearly rate for discounting, and for the forward when parity gives none.
    public var ratePerYear: Double
    /// Volatility to start from when no settlement price gives one.
    public var volatilityInitial: Double
    /// How often forwards and curve levels are brought nearer to the market, and how far each time.
    public var calibrationInterval: TimeSpan
    public var calibrationGain: Double
    public var feePerContract: Money
    /// An underlying tick further from the previous close than this, in percent, is not believed.
    public var tickMovePercentMax: Int64
    public var calendar: SessionCalendar
    /// Which volatilities to price with, and how they are fitted.
    public var surface: SurfaceTuning

    public init(
        staleAfter: TimeSpan = .seconds(5), toleranceTicksMin: Int64 = 1,
        tolerancePercent: Int64 = 10, instructionsPerSecondMax: Int = 1_000,
        instructionLifetime: TimeSpan = .seconds(1),
        networkAllowance: TimeSpan = .milliseconds(20), retryAfter: TimeSpan = .seconds(1),
        retryLongAfter: TimeSpan = .seconds(2), ratePerYear: Double = 0.02,
        volatilityInitial: Double = 0.20, calibrationInterval: TimeSpan = .seconds(1),
        calibrationGain: Double = 0.05, feePerContract: Money = Money(tenThousandths: 3_000),
        tickMovePercentMax: Int64 = 20, calendar: SessionCalendar = .shanghaiOptions,
        surface: SurfaceTuning = SurfaceTuning()
    ) {
        self.staleAfter = staleAfter
        self.toleranceTicksMin = toleranceTicksMin
        self.tolerancePercent = tolerancePercent
        self.instructionsPerSecondMax = max(1, instructionsPerSecondMax)
        self.instructionLifetime = instructionLifetime
        self.networkAllowance = networkAllowance
        self.retryAfter = retryAfter
        self.retryLongAfter = retryLongAfter
        self.ratePerYear = ratePerYear
        self.volatilityInitial = volatilityInitial
        self.calibrationInterval = calibrationInterval
        self.calibrationGain = calibrationGain
        self.feePerContract = feePerContract
        self.tickMovePercentMax = tickMovePercentMax
        self.calendar = calendar
        self.surface = surface
    }
}
