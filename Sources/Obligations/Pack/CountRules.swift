public import Market

/// Messages in a window and in a day, per account (SSE-PT-01, CN-PT-2025, A11).
public struct RateRule: Hashable, Sendable {
    public var window: Window
    public var windowLength: TimeSpan
    /// So many messages in a window, or more, are an occurrence.
    public var messagesPerWindow: Int64
    /// So many occurrences in a day, or more, break the rule; 1 = the first.
    public var occurrencesPerDay: Int64
    /// So many messages in a day, or more, break the rule; nil = no such bar.
    public var messagesPerDay: Int64?
    public var weights: Weights

    public init(
        window: Window, windowLength: TimeSpan, messagesPerWindow: Int64, occurrencesPerDay: Int64,
        messagesPerDay: Int64?, weights: Weights
    ) {
        self.window = window
        self.windowLength = windowLength
        self.messagesPerWindow = messagesPerWindow
        self.occurrencesPerDay = occurrencesPerDay
        self.messagesPerDay = messagesPerDay
        self.weights = weights
    }

    /// Any stretch of the length, or those that begin at its multiples since midnight.
    public enum Window: String, Hashable, Sendable, CaseIterable {
        case rolling, calendar
    }

    /// What each kind of instruction counts.
    public struct Weights: Hashable, Sendable {
        public var order: Int64
        public var cancel: Int64
        /// A new two-sided quote.
        public var quote: Int64
        /// Added when a quote replaces a live one.
        public var replacedQuote: Int64
        public var quoteCancel: Int64

        public init(
            order: Int64, cancel: Int64, quote: Int64, replacedQuote: Int64, quoteCancel: Int64
        ) {
            self.order = order
            self.cancel = cancel
            self.quote = quote
            self.replacedQuote = replacedQuote
            self.quoteCancel = quoteCancel
        }
    }
}

/// Many cancels for few trades on a contract, and the fee it costs (SHFE-PT-02).
public struct CancelRatioRule: Hashable, Sendable {
    /// Strictly more cancels than this on a contract in a day…
    public var cancelsAbove: Int64
    /// …and traded over cancelled lots strictly below this.
    public var ratioBelow: Ratio
    /// Fee = trading fee × rate ÷ ratio.
    public var feeRate: Ratio
    /// Most that is charged; what a ratio of zero costs.
    public var feeMax: Money

    public init(cancelsAbove: Int64, ratioBelow: Ratio, feeRate: Ratio, feeMax: Money) {
        self.cancelsAbove = cancelsAbove
        self.ratioBelow = ratioBelow
        self.feeRate = feeRate
        self.feeMax = feeMax
    }
}

/// Messages against trades on a contract, and the fee for each lot placed (DCE-FEE-01).
public struct OrderToTradeRule: Hashable, Sendable {
    /// Accounts that traded strictly more lots than this are charged.
    public var volumeAbove: Int64
    /// Orders over traded lots, less one: strictly above this is the dearer column.
    public var ratioBar: Ratio
    /// What "orders" in the ratio counts.
    public var unit: Unit
    /// In rising order of `messagesAbove`; the last row that is strictly exceeded applies.
    public var tiers: [Tier]

    public init(volumeAbove: Int64, ratioBar: Ratio, unit: Unit, tiers: [Tier]) {
        self.volumeAbove = volumeAbove
        self.ratioBar = ratioBar
        self.unit = unit
        self.tiers = tiers
    }

    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case orders, lots
    }

    /// One row of the fee table.
    public struct Tier: Hashable, Sendable {
        public var messagesAbove: Int64
        public var feePerLot: Money
        /// Where the ratio is above the bar.
        public var feePerLotAboveBar: Money

        public init(messagesAbove: Int64, feePerLot: Money, feePerLotAboveBar: Money) {
            self.messagesAbove = messagesAbove
            self.feePerLot = feePerLot
            self.feePerLotAboveBar = feePerLotAboveBar
        }
    }
}

/// The largest position allowed (SSE-MM-10).
public struct PositionRule: Hashable, Sendable {
    public var measure: Measure
    public var contractsMax: Int64

    public init(measure: Measure, contractsMax: Int64) {
        self.measure = measure
        self.contractsMax = contractsMax
    }

    /// What is added up.
    public enum Measure: String, Hashable, Sendable, CaseIterable {
        /// Long plus short of one contract.
        case contract
        /// Long calls and short puts against long puts and short calls: the larger of the two.
        case underlyingDirection
        case underlyingTotal
        case account
    }
}

/// Every quote must be valid when it is entered, whatever becomes of it (SSE-MM-03, SSE-MM-04).
public struct QuoteCheckRule: Hashable, Sendable {
    public var validity: QuoteValidity

    public init(validity: QuoteValidity) { self.validity = validity }
}

/// A weighted score over other rules' figures, grades, and what spoils them (SSE-MM-09).
public struct ScoreRule: Hashable, Sendable {
    public var items: [Item]
    /// Best first; the first whose bar is reached is the grade.
    public var grades: [Grade]
    /// Rules that must pass; one that fails gives the last grade.
    public var knockouts: [String]

    public init(items: [Item], grades: [Grade], knockouts: [String]) {
        self.items = items
        self.grades = grades
        self.knockouts = knockouts
    }

    /// One rule's share in the score.
    public struct Item: Hashable, Sendable {
        public var rule: String
        public var weight: Ratio
        public var map: Map

        public init(rule: String, weight: Ratio, map: Map) {
            self.rule = rule
            self.weight = weight
            self.map = map
        }
    }

    /// How a figure becomes points between 0 and 100.
    public enum Map: Hashable, Sendable {
        /// The figure × 100.
        case linear
        /// The points of the last step whose figure is reached; 0 below the first.
        case steps([Step])
    }

    /// From this figure on, so many points.
    public struct Step: Hashable, Sendable {
        public var from: Ratio
        public var points: Int64

        public init(from: Ratio, points: Int64) {
            self.from = from
            self.points = points
        }
    }

    /// A name for scores from here on, in points.
    public struct Grade: Hashable, Sendable {
        public var name: String
        public var scoreMin: Int64

        public init(name: String, scoreMin: Int64) {
            self.name = name
            self.scoreMin = scoreMin
        }
    }
}
