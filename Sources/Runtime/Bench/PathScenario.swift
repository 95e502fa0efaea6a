/// The market of `bench path`: two chains of 136 contracts, a calm path, customers who leave the maker alone.
enum PathScenario {
    static let closes: [(code: String, ticks: Int64)] = [("510050", 35_000), ("510300", 52_000)]

    static var yaml: String { yaml(closes, strikesEachSide: 8) }

    static func yaml(_ closes: [(code: String, ticks: Int64)], strikesEachSide: Int) -> String {
        let underlyings = closes.map { underlying in
            """
              - code: "\(underlying.code)"
                previousClose: \(underlying.ticks / 10_000).\(underlying.ticks % 10_000 / 1_000)00
                volatility: 0.20
                skew: 0
                convexity: 0
                carry: 0
                rate: 0
                path:
                  kind: builtin
                  volatilityOfVolatility: 0
                  reversionsPerDay: 6
                  jumpsPerDay: 0
                  jumpSize: 0
                  openingGap: 0
                  seasonality: 0
            """
        }
        return """
            name: bench-path
            tradingDay: 20210104
            underlyings:
            \(underlyings.joined(separator: "\n"))
            chain:
              strikesEachSide: \(strikesEachSide)
              expiries: 4
              holidays: []
            customers:
              seasonality: 0
              volatility:
                deviation: 0
                reversionsPerDay: 8
              liquidity:
                spreadShare: 0.5
                spreadTicksMin: 400
                noiseShare: 0
                reactionMilliseconds: 60000
                refreshSecondsMin: 3600
                refreshSecondsMax: 7200
                quantityMean: 1
              limitOrders:
                perMinute: 0
                lifeSeconds: 60
                quantityMean: 1
              uninformed:
                perMinute: 0
                toleranceShare: 0
                quantityMean: 1
              informed:
                looksPerMinute: 0
                lookAheadMilliseconds: 0
                edgeTicksMin: 10000
                quantityMean: 1
              requests:
                perHour: 0
                quantityMean: 1

            """
    }
}
