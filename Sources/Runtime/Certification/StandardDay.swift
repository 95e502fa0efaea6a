/// One of the days every strategy is certified on: a small chain, a seed, and one thing that happens.
///
/// Days end early, minutes after what they are about; the rest of the calendar is no obligation then.
struct StandardDay: Sendable {
    /// The name in tables, `open`.
    let name: String
    /// What happens, one line.
    let summary: String
    let seed: UInt64
    private let tradingDay: Int
    private let openingGap: Double
    private let volatility: Double
    private let chain: String
    private let rest: String
    /// What must have happened, or it was not this day.
    let claims: [DayClaim]

    private init(
        _ name: String, _ summary: String, seed: UInt64 = 7, tradingDay: Int = 20_210_104,
        openingGap: Double = 0.004, volatility: Double = 0.20,
        chain: String = "strikesEachSide: 2, expiries: 2", rest: String, claims: [DayClaim]
    ) {
        self.name = name
        self.summary = summary
        self.seed = seed
        self.tradingDay = tradingDay
        self.openingGap = openingGap
        self.volatility = volatility
        self.chain = chain
        self.rest = rest
        self.claims = claims
    }

    /// In the order of the table.
    static let all: [StandardDay] = [
        StandardDay(
            "open", "the first minutes after a gap", openingGap: 0.015,
            rest: closing(at: "09:45"), claims: [.gap]),
        StandardDay(
            "lunch", "a morning, the break, and trading again", rest: closing(at: "13:10"),
            claims: [.lunch]),
        StandardDay(
            "breaker", "single contracts break, then the underlying halts for two minutes",
            rest: """
                exchange: {circuitBreaker: {percent: 10, ticks: 10, seconds: 180, atBreak: continues, atClose: joins}}
                events:
                  - {at: "09:50", kind: halt, underlying: "510050"}
                  - {at: "09:52", kind: resume, underlying: "510050"}
                  - {at: "10:15", kind: closeEarly, seconds: 60}
                """, claims: [.breaker, .halts]),
        StandardDay(
            "limit-lock",
            "a gap and narrow price limits: some contracts are worth more than they may cost",
            openingGap: 0.01, chain: "strikesEachSide: 2, expiries: 2, limitPercent: 45",
            rest: closing(at: "10:00"), claims: [.limits]),
        StandardDay(
            "dividend", "ex-date: yesterday's contracts are listed adjusted beside the new ones",
            chain: "strikesEachSide: 2, expiries: 2, dividend: 0.054",
            rest: closing(at: "09:50"), claims: [.adjusted]),
        StandardDay(
            "expiry", "the nearest month's last day, to the close", tradingDay: 20_210_127,
            chain: "strikesEachSide: 2, expiries: 1", rest: "", claims: [.expiry]),
        StandardDay(
            "feed-loss", "the feed stops, freezes, crosses, lies; a report and a session are lost",
            rest: """
                events:
                  - {at: "10:20", kind: closeEarly, seconds: 60}
                faults:
                  - {at: "09:35", kind: staleData, seconds: 20}
                  - {at: "09:40", kind: frozenData, seconds: 20}
                  - {at: "09:45", kind: crossedData, seconds: 20}
                  - {at: "09:50", kind: invalidData, seconds: 20}
                  - {at: "09:55", kind: lostReport, count: 1}
                  - {at: "10:00", kind: sessionLoss, seconds: 5}
                """, claims: [.feed, .session]),
        StandardDay(
            "reject-storm",
            "the exchange rejects everything, twice, then takes few messages a second",
            // Few contracts and short: twenty rejections in ten seconds pause a desk until a person resumes.
            chain: "strikesEachSide: 1, expiries: 1",
            rest: """
                events:
                  - {at: "10:10", kind: closeEarly, seconds: 60}
                faults:
                  - {at: "09:40", kind: rejectStorm, seconds: 1.5}
                  - {at: "09:45", kind: rejectStorm, seconds: 1.5}
                  - {at: "09:50", kind: throttle, seconds: 4, count: 4}
                """, claims: [.storms]),
    ]

    private static func closing(at time: String) -> String {
        "events:\n  - {at: \"\(time)\", kind: closeEarly, seconds: 60}"
    }

    /// The scenario as a file that anybody can run with `obligato backtest --scenario`.
    var yaml: String {
        """
        # Standard day "\(name)" of `obligato certify`: \(summary).
        name: certify-\(name)
        tradingDay: \(tradingDay)
        underlyings:
          - code: "510050"
            previousClose: 3.500
            volatility: \(volatility)
            skew: -0.04
            convexity: 0.10
            carry: 0.01
            rate: 0.025
            path: {kind: builtin, volatilityOfVolatility: 0.35, reversionsPerDay: 6, jumpsPerDay: 4, \
        jumpSize: 0.002, openingGap: \(openingGap), seasonality: 0.6}
        chain: {\(chain), holidays: []}
        customers:
          seasonality: 0.5
          volatility: {deviation: 0.03, reversionsPerDay: 8}
          liquidity: {spreadShare: 0.08, spreadTicksMin: 12, noiseShare: 0.20, \
        reactionMilliseconds: 700, refreshSecondsMin: 10, refreshSecondsMax: 60, quantityMean: 12}
          limitOrders: {perMinute: 20, lifeSeconds: 60, quantityMean: 5}
          uninformed: {perMinute: 25, toleranceShare: 0.60, quantityMean: 4}
          informed: {looksPerMinute: 15, lookAheadMilliseconds: 1500, edgeTicksMin: 6, quantityMean: 8}
          requests: {perHour: 240, quantityMean: 15}
        \(rest)

        """
    }
}
