public import Market

/// One rule's figure for one contract, underlying or participant over one period.
public struct PeriodFigure: Hashable, Sendable {
    public var rule: String
    public var kind: String
    /// `2021-01` or `2021Q1`.
    public var period: String
    /// Trading code; nil for a group.
    public var contract: String?
    /// Nil for the participant as a whole.
    public var underlying: String?
    public var basis: Basis
    /// Whether the rule is judged by this figure; the others are shown beside it.
    public var isJudged: Bool
    public var operation: PeriodRule.Operation
    public var threshold: Threshold?
    /// The figure: unknown time and missing days count as not met.
    public var value: ExactRatio
    /// The same with unknown time and missing days counted as met.
    public var best: ExactRatio
    /// Over the days on record only.
    public var recorded: ExactRatio
    /// Mean of the ratios of the days on record, whatever the rule is judged by.
    public var mean: ExactRatio
    public var verdict: Verdict
    /// What the verdict were if all that is unknown were met.
    public var bestVerdict: Verdict
    public var counts = Counts()
    /// Passing days needed; passing-days rules only.
    public var daysNeeded: Int64?
    /// Sums over the days on record; presence only.
    public var times: ObligationReport.Times?
    /// Sums over the days on record; presence only.
    public var causes: [String: Int64]?
    /// Sums over the days on record; responses only.
    public var requests: ObligationReport.RequestCounts?
    /// Coverage of the period only: contracts that reach the bar.
    public var contractsMet: [String]?
    public var days: [Day]
    public var isPlaceholder: Bool

    /// From what a figure is made.
    public enum Basis: String, Hashable, Sendable {
        /// From the rows of each day.
        case days
        /// From the contracts' figures of the whole period: coverage (SSE-MM-05).
        case period
        /// From the contracts of each day, joined (US-NASDAQ-01).
        case group
    }

    public enum Verdict: String, Hashable, Sendable {
        case pass, fail, noObligation
        /// Fewer requests or occurrences than the duty needs (HKEX-03).
        case belowSample
        /// The rule has no bar.
        case measured
    }

    /// The period's days, counted.
    public struct Counts: Hashable, Sendable {
        /// Days that count, missing ones with them.
        public var obliged: Int64 = 0
        /// Days at the bar, missing ones not met.
        public var passed: Int64 = 0
        /// The same with missing days met.
        public var passedBest: Int64 = 0
        /// On record, without any obligation.
        public var empty: Int64 = 0
        /// Trading days without a record on which the obligation is presumed.
        public var missing: Int64 = 0

        public init() {}
    }

    /// One day under the figure.
    public struct Day: Hashable, Sendable {
        public var date: TradingDay
        /// 0/0 for a day without obligation and for a missing day.
        public var value: ExactRatio
        public var best: ExactRatio
        public var isMissing: Bool
        /// The part of the day this is, where a day is judged by its parts.
        public var part: String?
        /// Nil without obligation, without a bar, or without a record.
        public var pass: Bool?
        var passBest: Bool?
        /// What a missing day's denominator is presumed to be: the largest on record.
        var presumed: BigNatural = .one

        init(date: TradingDay, value: ExactRatio, best: ExactRatio, isMissing: Bool) {
            self.date = date
            self.value = value
            self.best = best
            self.isMissing = isMissing
        }
    }
}
