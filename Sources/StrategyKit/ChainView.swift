/// What a strategy sees of one underlying and its contracts, indexed by chain position.
///
/// The quoter owns one per underlying and keeps it current; a strategy receives it to read. A strategy that keeps
/// a copy makes the next update copy the arrays.
public struct ChainView: Sendable {
    public let underlying: UnderlyingIndex
    public let facts: [ContractFacts]
    public let allowance: SpreadAllowance
    public var states: [ContractState]
    public var valuations: ChainValuations
    /// Forward and volatilities of each expiry, nearest first: what `valuations` were made with.
    public var surfaces: [ExpirySurface]
    /// The rank in `surfaces` of each chain position.
    public let expiryOfPosition: [Int]
    /// Session time of the event that leads to this call.
    public var time: SessionTime
    /// Yuan per share; NaN before the first tick.
    public var spot: Double
    /// Delta of everything held in this underlying, in shares.
    public var netDelta: Double
    /// Vega of everything held in this underlying, yuan per 1.00 of volatility.
    public var netVega: Double

    /// When the tracker's slack figures were true; nil before the first.
    public var slackTime: SessionTime?
    /// Older slack is no slack: a strategy then decides as if nothing may be lost.
    public static let slackAgeMax = TimeSpan.seconds(30)

    public init(
        underlying: UnderlyingIndex, facts: [ContractFacts], allowance: SpreadAllowance,
        expiryOfPosition: [Int]? = nil, expiries: Int = 1
    ) {
        // Without ranks the whole chain is one expiry.
        self.expiryOfPosition = expiryOfPosition ?? Array(repeating: 0, count: facts.count)
        precondition(
            self.expiryOfPosition.count == facts.count
                && self.expiryOfPosition.allSatisfy((0..<expiries).contains),
            "an expiry for each position")
        surfaces = Array(repeating: ExpirySurface(), count: expiries)
        self.underlying = underlying
        self.facts = facts
        self.allowance = allowance
        states = Array(repeating: ContractState(), count: facts.count)
        valuations = ChainValuations(count: facts.count)
        time = SessionTime(nanoseconds: 0)
        spot = .nan
        netDelta = 0
        netVega = 0
    }

    /// Contracts in the chain.
    public var count: Int { facts.count }
    /// The chain positions.
    public var indices: Range<Int> { facts.indices }

    /// Seconds of presence that may still be lost; nil when the tracker has not been heard of lately.
    ///
    /// Nil has to be taken as zero: what is not known cannot be spent.
    public func slackSeconds(_ position: Int) -> Int64? {
        guard let slackTime, time - slackTime <= ChainView.slackAgeMax else { return nil }
        return states[position].slackSeconds
    }

    /// The theoretical value in ticks, or nil when the contract could not be priced.
    public func theoreticalTicks(_ position: Int) -> Double? {
        let value = valuations.value[position]
        return value.isFinite ? value * 10_000 : nil
    }

    /// How the position's expiry is priced, and how good its fit is.
    public func surface(_ position: Int) -> ExpirySurface { surfaces[expiryOfPosition[position]] }

    /// The volatility that the position was priced with, per root year; nil when it could not be priced.
    public func volatility(_ position: Int) -> Double? {
        surface(position).volatility(strike: facts[position].strike)
    }

    /// What the desk knows of the underlying's volatility: that of the nearest expiry that can be priced, at its
    /// forward, per root year; nil when none can.
    public var atTheMoneyVolatility: Double? {
        for rank in surfaces.indices {
            let inputs = surfaces[rank].inputs
            if let found = inputs.volatility(strike: inputs.forward), found.isFinite, found > 0 {
                return found
            }
        }
        return nil
    }

    /// A strategy's own volatility if it has one, else the chain's at the money.
    ///
    /// - Parameter fixed: per root year; 0 = none of its own.
    public func volatility(orFixed fixed: Double) -> Double? {
        fixed > 0 ? fixed : atTheMoneyVolatility
    }

    /// How long ago the position's smile was fitted; nil before a first good fit and without a fitted model.
    public func fitAge(_ position: Int) -> TimeSpan? {
        surface(position).fittedAt.map { time - $0 }
    }

    /// The widest permitted spread in ticks if our bid were `bid`.
    public func spreadTicksMax(_ position: Int, bid: Price) -> Int64 {
        allowance.spreadTicksMax(bid: bid, isFar: facts[position].isFar)
    }
}
