extension Scenario {
    /// The default day, so that nothing but the program is needed to try it.
    public static let regularDay = embedded(regularDayYAML)

    private static func embedded(_ yaml: String) -> Scenario {
        do {
            return try load(yaml: yaml, file: "regular-day.yaml")
        } catch {
            preconditionFailure("the embedded scenario is bad: \(error)")
        }
    }

    /// The text of `scenarios/regular-day.yaml`; a test holds the two equal.
    public static let regularDayYAML = """
        # A regular Monday on two ETFs, everything made up from the seed: 144 contracts.
        name: regular-day
        tradingDay: 20210104
        underlyings:
          - code: "510050"
            previousClose: 3.500
            volatility: 0.20                 # at the money, a year
            skew: -0.04                      # per unit of log-moneyness over √years
            convexity: 0.10
            carry: 0.01                      # growth of the forward, a year
            rate: 0.025
            path:
              kind: builtin
              volatilityOfVolatility: 0.35   # standard deviation of log volatility
              reversionsPerDay: 6
              jumpsPerDay: 4
              jumpSize: 0.002                # standard deviation, as a fraction of the price
              openingGap: 0.004              # standard deviation of the overnight move
              seasonality: 0.6               # 0 flat … 1 three times the mean at both ends of the day
          - code: "510300"
            previousClose: 5.200
            volatility: 0.19                 # at the money, a year
            skew: -0.04                      # per unit of log-moneyness over √years
            convexity: 0.10
            carry: 0.01                      # growth of the forward, a year
            rate: 0.025
            path:
              kind: builtin
              volatilityOfVolatility: 0.35   # standard deviation of log volatility
              reversionsPerDay: 6
              jumpsPerDay: 4
              jumpSize: 0.002                # standard deviation, as a fraction of the price
              openingGap: 0.004              # standard deviation of the overnight move
              seasonality: 0.6               # 0 flat … 1 three times the mean at both ends of the day
        chain:
          strikesEachSide: 4                 # 9 strikes
          expiries: 4                        # current and next month, next two quarter months
          holidays: []                       # weekdays without trading; an expiry on one is postponed
        customers:
          seasonality: 0.5
          volatility:
            deviation: 0.03                  # of the public's volatility level, in logarithms
            reversionsPerDay: 8
          liquidity:                         # the competing maker
            spreadShare: 0.08
            spreadTicksMin: 12
            noiseShare: 0.20
            reactionMilliseconds: 700
            refreshSecondsMin: 10
            refreshSecondsMax: 60
            quantityMean: 12
          limitOrders:                       # customers who leave an order and go away
            perMinute: 40
            lifeSeconds: 60
            quantityMean: 5
          uninformed:                        # takers without a view
            perMinute: 50
            toleranceShare: 0.60
            quantityMean: 4
          informed:                          # takers who see the underlying's next move
            looksPerMinute: 30
            lookAheadMilliseconds: 1500
            edgeTicksMin: 6
            quantityMean: 8
          requests:                          # requests for quote
            perHour: 60
            quantityMean: 15

        """
}
