public import Market

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
