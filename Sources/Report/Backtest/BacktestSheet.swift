public import Market

/// What a page about backtests shows: one run, a sweep, or two sides compared; values only.
public struct BacktestSheet: Hashable, Sendable {
    /// A fact of the heading in both languages.
    public struct Fact: Hashable, Sendable {
        public var english: String
        public var chinese: String
        public var value: String

        public init(_ english: String, _ chinese: String, _ value: String) {
            self.english = english
            self.chinese = chinese
            self.value = value
        }
    }

    /// Runs that differ only in day and seed: one combination of a sweep's values, or one side of a comparison.
    public struct Setting: Hashable, Sendable {
        /// `quantity=20 skew-fraction=0.3`.
        public var label: String
        /// Under a chart: `20`, or `(3)`.
        public var mark: String
        public var runs: [BacktestRun]

        public init(label: String, mark: String, runs: [BacktestRun]) {
            self.label = label
            self.mark = mark
            self.runs = runs
        }
    }

    /// A run that came to nothing, and why.
    public struct Failure: Hashable, Sendable {
        public var name: String
        public var reason: String

        public init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    public var title: String
    public var facts: [Fact]
    public var settings: [Setting]
    public var failures: [Failure]
    /// Continuous trading: the time axis of every chart.
    public var sessionSpans: [SessionSpan]
    /// Set when the two settings are the sides of a comparison.
    public var comparison: BacktestComparisonSheet?

    public init(
        title: String, facts: [Fact] = [], settings: [Setting], failures: [Failure] = [],
        sessionSpans: [SessionSpan] = [], comparison: BacktestComparisonSheet? = nil
    ) {
        self.title = title
        self.facts = facts
        self.settings = settings
        self.failures = failures
        self.sessionSpans = sessionSpans
        self.comparison = comparison
    }

    /// Every run in its setting's order.
    var runs: [BacktestRun] { settings.flatMap(\.runs) }
}

/// One backtest's figures and curves.
public struct BacktestRun: Hashable, Sendable {
    /// A named part of the profit; all parts add up to it.
    public struct Part: Hashable, Sendable {
        public var english: String
        public var chinese: String
        public var amount: Money

        public init(_ english: String, _ chinese: String, _ amount: Money) {
            self.english = english
            self.chinese = chinese
            self.amount = amount
        }
    }

    /// What all fills were worth some seconds after each; 0 s is the edge at the fill.
    public struct Markout: Hashable, Sendable {
        public var seconds: Int64
        public var toTheoretical: Money
        public var contractsToTheoretical: Int64
        public var toMiddle: Money
        public var contractsToMiddle: Int64

        public init(
            seconds: Int64, toTheoretical: Money, contractsToTheoretical: Int64, toMiddle: Money,
            contractsToMiddle: Int64
        ) {
            self.seconds = seconds
            self.toTheoretical = toTheoretical
            self.contractsToTheoretical = contractsToTheoretical
            self.toMiddle = toMiddle
            self.contractsToMiddle = contractsToMiddle
        }
    }

    /// Share of the obliged time that was met in one span of the day.
    public struct Presence: Hashable, Sendable {
        public var span: SessionSpan
        public var share: ReportedRatio

        public init(span: SessionSpan, share: ReportedRatio) {
            self.span = span
            self.share = share
        }
    }

    public var name: String
    public var hash: String
    public var profit: Money
    public var parts: [Part]
    /// Contracts at their bar, of those obliged.
    public var coverage: ReportedRatio
    /// Time met, of time obliged.
    public var participation: ReportedRatio
    public var requests: ReportedRatio
    public var fills: Int64
    public var contractsTraded: Int64
    public var quotes: Int64
    public var deltaSharesMax: Int64
    public var vegaMax: Money
    public var markouts: [Markout]
    public var minutes: [PositionPoint]
    public var presence: [Presence]

    public init(
        name: String, hash: String, profit: Money, parts: [Part], coverage: ReportedRatio,
        participation: ReportedRatio, requests: ReportedRatio, fills: Int64,
        contractsTraded: Int64, quotes: Int64, deltaSharesMax: Int64, vegaMax: Money,
        markouts: [Markout], minutes: [PositionPoint], presence: [Presence]
    ) {
        self.name = name
        self.hash = hash
        self.profit = profit
        self.parts = parts
        self.coverage = coverage
        self.participation = participation
        self.requests = requests
        self.fills = fills
        self.contractsTraded = contractsTraded
        self.quotes = quotes
        self.deltaSharesMax = deltaSharesMax
        self.vegaMax = vegaMax
        self.markouts = markouts
        self.minutes = minutes
        self.presence = presence
    }
}

/// Two sides run by run.
public struct BacktestComparisonSheet: Hashable, Sendable {
    /// The same day and seed on both sides; nil where a side has no such run.
    public struct Pair: Hashable, Sendable {
        public var name: String
        public var first: BacktestRun?
        public var second: BacktestRun?

        public init(name: String, first: BacktestRun?, second: BacktestRun?) {
            self.name = name
            self.first = first
            self.second = second
        }

        /// Both are there and equal to the byte.
        public var isEqual: Bool {
            guard let first, let second else { return false }
            return first.hash == second.hash
        }
    }

    public var pairs: [Pair]

    public init(pairs: [Pair]) { self.pairs = pairs }

    /// Every run of either side has its equal.
    public var isEqual: Bool { !pairs.isEmpty && pairs.allSatisfy(\.isEqual) }
}
