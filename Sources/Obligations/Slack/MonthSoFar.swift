public import Market

/// What the earlier days of a month brought, by trading code: sums that a month's figure is carried on from.
public struct MonthSoFar: Hashable, Sendable {
    /// How days become a month.
    public enum Aggregation: String, Hashable, Sendable, CaseIterable {
        /// Fulfilled time of all days over obliged time of all days.
        case ratioOfSums
        /// The mean of the days' ratios; a day without an obligation is no day.
        case meanOfRatios
    }

    /// One contract's earlier days.
    public struct Days: Hashable, Sendable, BitwiseCopyable {
        /// Days with an obligation.
        public var count: Int64
        /// Fulfilled and obliged nanoseconds of them.
        public var fulfilled: Int64
        public var obliged: Int64
        /// Sum of the days' ratios in billionths, each rounded down.
        public var ratioBillionths: Int64

        public init(count: Int64, fulfilled: Int64, obliged: Int64, ratioBillionths: Int64) {
            self.count = count
            self.fulfilled = fulfilled
            self.obliged = obliged
            self.ratioBillionths = ratioBillionths
        }

        /// Counts are a quarter's at most, times are days', and nothing is fulfilled beyond what was obliged.
        public var isSound: Bool {
            (0...92).contains(count) && (0...count * 86_400_000_000_000).contains(obliged)
                && (0...obliged).contains(fulfilled)
                && (0...count * 1_000_000_000).contains(ratioBillionths)
        }
    }

    public var aggregation: Aggregation
    /// The presence rule the sums were made under; empty where nobody said.
    public var rule: String
    public var length: PeriodRule.Length
    /// The days in the sums, those without a record among them, in order; empty where nobody said.
    public var days: [TradingDay]
    /// By trading code; looked up, or written in order of the codes.
    public var contracts: [String: Days]

    public init(
        aggregation: Aggregation, contracts: [String: Days], rule: String = "",
        length: PeriodRule.Length = .month, days: [TradingDay] = []
    ) {
        self.aggregation = aggregation
        self.contracts = contracts
        self.rule = rule
        self.length = length
        self.days = days
    }

    /// The month's budget once today's is known; unsound sums are no sums.
    func slack(of code: String, today: PresenceSlack, bar: Ratio, isStrict: Bool)
        -> PresenceSlack?
    {
        guard let days = contracts[code], days.isSound, days.count > 0, today.isObliged else {
            return nil
        }
        switch aggregation {
        case .ratioOfSums:
            return PresenceSlack(
                total: days.obliged + today.total, elapsed: days.obliged + today.elapsed,
                valid: days.fulfilled + today.valid, bar: bar,
                isStrict: isStrict)
        case .meanOfRatios:
            // Today has to bring what the earlier days leave to be brought, as a share of its own time.
            let needed = PresenceSlack.required(
                Ratio(bar.num, bar.den), of: (days.count + 1) * 1_000_000_000,
                isStrict: isStrict)
            let share = max(0, needed - days.ratioBillionths)
            return PresenceSlack(
                total: today.total, elapsed: today.elapsed, valid: today.valid,
                required: PresenceSlack.required(Ratio(share, 1_000_000_000), of: today.total))
        }
    }
}
