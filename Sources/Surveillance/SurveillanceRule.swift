public import Market

/// One rule of surveillance: what it watches, whom, and which of its numbers are our own configuration.
public struct SurveillanceRule: Hashable, Sendable {
    /// Whose flow is added up.
    public enum Scope: String, Sendable, CaseIterable {
        /// All accounts of one owner together (seed 001 art. 18: no splitting).
        case owner
        /// A single account (seed 001 art. 33, seed 003 art. 40).
        case account
    }

    /// The rule's own type and numbers.
    public enum Kind: Hashable, Sendable {
        case burst(BurstTerms)
        case dayCount(DayCountTerms)
        case fastCancels(FastCancelTerms)
        case repeatedSeconds(RepeatedSecondTerms)
        case neighbourOpens(NeighbourOpenTerms)
        case pushMinutes(PushTerms)
        case largeMinute(LargeMinuteTerms)
        case selfTrades(SelfTradeTerms)
        case layering(LayeringTerms)
        case closingTrades(ClosingTerms)
        case cancelFee(CancelFeeTerms)
    }

    public let id: String
    public let title: String
    /// The article the rule comes from.
    public let basis: String
    public let level: AlertLevel
    public let scope: Scope
    public let kind: Kind
    /// Parameters whose numbers the exchange does not publish: ours.
    public let unpublished: [String]

    public init(
        id: String, title: String = "", basis: String = "", level: AlertLevel = .alarm,
        scope: Scope = .owner, kind: Kind, unpublished: [String] = []
    ) {
        self.id = id
        self.title = title
        self.basis = basis
        self.level = level
        self.scope = scope
        self.kind = kind
        self.unpublished = unpublished
    }
}

/// The rules file: rules, owners of accounts, what counts as near.
public struct SurveillanceRules: Hashable, Sendable {
    /// Accounts of one beneficial owner.
    public struct Owner: Hashable, Sendable {
        public let name: String
        public let accounts: [UInt16]

        public init(name: String, accounts: [UInt16]) {
            self.name = name
            self.accounts = accounts
        }
    }

    public let name: String
    /// Most rows of the logs that an alert carries.
    public let evidenceRowsMax: Int
    /// From so many percent of a bar on, a measure is near it.
    public let nearPercent: Int64
    /// So many near ones of one rule in a day are told.
    public let nearRepeats: Int64
    public let owners: [Owner]
    public let rules: [SurveillanceRule]

    public init(
        name: String = "", evidenceRowsMax: Int = 100, nearPercent: Int64 = 80,
        nearRepeats: Int64 = 5, owners: [Owner] = [], rules: [SurveillanceRule]
    ) {
        self.name = name
        self.evidenceRowsMax = evidenceRowsMax
        self.nearPercent = nearPercent
        self.nearRepeats = nearRepeats
        self.owners = owners
        self.rules = rules
    }

    /// The same with more rules at the end.
    public func adding(_ more: [SurveillanceRule]) -> SurveillanceRules {
        SurveillanceRules(
            name: name, evidenceRowsMax: evidenceRowsMax, nearPercent: nearPercent,
            nearRepeats: nearRepeats, owners: owners, rules: rules + more)
    }
}

/// Which rows of the flow are counted, and how.
public enum FlowCount: String, Sendable, CaseIterable {
    /// Orders and cancels, rejected ones included: 申报、撤单.
    case messages
    case orders
    case cancels
    /// What the exchange rejected.
    case rejections
    /// What our own risk refused; it never left.
    case refusals

    func counts(_ kind: FlowEvent.Kind) -> Bool {
        switch (self, kind) {
        case (.messages, .entered), (.messages, .cancelled), (.messages, .rejected),
            (.orders, .entered), (.cancels, .cancelled), (.rejections, .rejected),
            (.refusals, .refused):
            true
        default: false
        }
    }
}

/// Whether a two-sided quote is one message or one for each leg placed and taken off.
public enum FlowUnit: String, Sendable, CaseIterable {
    /// A quote that replaces another is four: the strictest reading.
    case legs
    case instructions
}

/// Messages in a rolling second (seed 001 art. 18(1), art. 33(1)).
public struct BurstTerms: Hashable, Sendable {
    public var window: TimeSpan
    public var countMin: Int64
    public var counting: FlowCount
    public var unit: FlowUnit

    public init(
        window: TimeSpan = .seconds(1), countMin: Int64, counting: FlowCount = .messages,
        unit: FlowUnit = .legs
    ) {
        self.window = window
        self.countMin = countMin
        self.counting = counting
        self.unit = unit
    }
}

/// Messages in a day (seed 001 art. 33(2)).
public struct DayCountTerms: Hashable, Sendable {
    public var countMin: Int64
    public var counting: FlowCount
    public var unit: FlowUnit

    public init(countMin: Int64, counting: FlowCount = .messages, unit: FlowUnit = .legs) {
        self.countMin = countMin
        self.counting = counting
        self.unit = unit
    }
}

/// Orders cancelled within moments, several in a day (seed 001 art. 18(2); seed 003 art. 24(4), 25(2), 25(3)).
public struct FastCancelTerms: Hashable, Sendable {
    /// Cancelled before this has passed since the order was entered.
    public var life: TimeSpan
    /// So many of them in a day.
    public var countMin: Int64
    /// Cancelled over entered orders of the day, basis points; 0 = no such bar.
    public var cancelRatioMin: Int64
    /// Orders of the day from which on the rule applies; 0 = always.
    public var dayOrdersMin: Int64
    /// Only orders of so many contracts count.
    public var quantityMin: Int64
    /// Only orders at a price limit count.
    public var onlyAtLimit: Bool

    public init(
        life: TimeSpan = .seconds(1), countMin: Int64, cancelRatioMin: Int64 = 0,
        dayOrdersMin: Int64 = 0, quantityMin: Int64 = 0, onlyAtLimit: Bool = false
    ) {
        self.life = life
        self.countMin = countMin
        self.cancelRatioMin = cancelRatioMin
        self.dayOrdersMin = dayOrdersMin
        self.quantityMin = quantityMin
        self.onlyAtLimit = onlyAtLimit
    }
}

/// Seconds with several orders, several times a day (seed 003 art. 24(1): 5 times, 5 a second).
public struct RepeatedSecondTerms: Hashable, Sendable {
    public var ordersMin: Int64
    public var timesMin: Int64
    public var unit: FlowUnit

    public init(ordersMin: Int64 = 5, timesMin: Int64 = 5, unit: FlowUnit = .legs) {
        self.ordersMin = ordersMin
        self.timesMin = timesMin
        self.unit = unit
    }
}

/// Opening orders within a second of each other (seed 003 art. 24(2), (3)).
public struct NeighbourOpenTerms: Hashable, Sendable {
    /// Which two opening orders are meant.
    public enum Pair: String, Sendable, CaseIterable {
        /// Opposite sides, different contracts, one product.
        case oppositeSides
        /// Two products.
        case products
    }

    public var pair: Pair
    public var window: TimeSpan
    public var dayOrdersMin: Int64

    public init(pair: Pair, window: TimeSpan = .seconds(1), dayOrdersMin: Int64 = 4_000) {
        self.pair = pair
        self.window = window
        self.dayOrdersMin = dayOrdersMin
    }
}

/// Small pushes of a price with a large share of the trading (seed 001 art. 18(3)).
public struct PushTerms: Hashable, Sendable {
    public var window: TimeSpan
    /// Move of the others' middle price, basis points.
    public var moveMin: Int64
    /// Own trades in the move's direction, contracts.
    public var quantityMin: Int64
    /// Own share of the market's volume, basis points; not held against a record without the volume.
    public var shareMin: Int64
    public var timesMin: Int64

    public init(
        window: TimeSpan = .seconds(60), moveMin: Int64, quantityMin: Int64 = 1,
        shareMin: Int64 = 0, timesMin: Int64
    ) {
        self.window = window
        self.moveMin = moveMin
        self.quantityMin = quantityMin
        self.shareMin = shareMin
        self.timesMin = timesMin
    }
}

/// Large trades in one direction while the underlying moves with them (seed 001 art. 18(4)).
public struct LargeMinuteTerms: Hashable, Sendable {
    public var window: TimeSpan
    /// Move of the underlying, basis points.
    public var moveMin: Int64
    /// Own premium in the move's direction.
    public var amountMin: Money
    /// Only trades that took liquidity (主动买入、卖出).
    public var onlyAggressive: Bool

    public init(
        window: TimeSpan = .seconds(60), moveMin: Int64, amountMin: Money,
        onlyAggressive: Bool = true
    ) {
        self.window = window
        self.moveMin = moveMin
        self.amountMin = amountMin
        self.onlyAggressive = onlyAggressive
    }
}

/// Trades with oneself (seed 003 art. 25(1)).
public struct SelfTradeTerms: Hashable, Sendable {
    /// So many in a day are told.
    public var timesMin: Int64

    public init(timesMin: Int64 = 1) { self.timesMin = timesMin }
}

/// Large orders away from the market, taken off after small trades on the other side (seed 003 art. 25(4)).
public struct LayeringTerms: Hashable, Sendable {
    /// The large order's size, contracts.
    public var quantityMin: Int64
    /// Its distance from the others' middle price, away from the market, basis points.
    public var distanceMin: Int64
    /// It was cancelled before this passed.
    public var lifeMax: TimeSpan
    /// Trades on the other side in its life.
    public var tradesMin: Int64
    /// Together at most so much of the large order, basis points.
    public var tradedShareMax: Int64
    public var timesMin: Int64

    public init(
        quantityMin: Int64, distanceMin: Int64, lifeMax: TimeSpan, tradesMin: Int64,
        tradedShareMax: Int64, timesMin: Int64
    ) {
        self.quantityMin = quantityMin
        self.distanceMin = distanceMin
        self.lifeMax = lifeMax
        self.tradesMin = tradesMin
        self.tradedShareMax = tradedShareMax
        self.timesMin = timesMin
    }
}

/// Large or many trades at the close (seed 003 art. 25(6)).
public struct ClosingTerms: Hashable, Sendable {
    /// The closing stretch: from here to the end of the day.
    public var from: SessionTime
    /// So many contracts, or…
    public var quantityMin: Int64
    /// …so many trades.
    public var tradesMin: Int64
    /// Share of the own day's contracts in the same option, basis points.
    public var shareMin: Int64

    public init(from: SessionTime, quantityMin: Int64, tradesMin: Int64, shareMin: Int64) {
        self.from = from
        self.quantityMin = quantityMin
        self.tradesMin = tradesMin
        self.shareMin = shareMin
    }
}
