public import Market

/// One contract's own spread over the day against what the rule permitted (最大买卖价差).
public struct SpreadSeries: Hashable, Sendable {
    public var contract: ReportedContract
    public var relevance: SpreadRelevance
    /// In order of time; each holds until the next.
    public var points: [SpreadPoint]

    public init(contract: ReportedContract, relevance: SpreadRelevance, points: [SpreadPoint]) {
        self.contract = contract
        self.relevance = relevance
        self.points = points
    }
}

/// Why a contract is among the charts.
public enum SpreadRelevance: Hashable, Sendable {
    /// Among the lowest participation of the day.
    case worst
    /// Strike nearest to the underlying.
    case atTheMoney
    /// Picked for another reason.
    case other
}

/// Own and permitted spread from `time` on.
public struct SpreadPoint: Hashable, Sendable {
    public var time: SessionTime
    /// Ask less bid of our live quote; nil while not two-sided.
    public var ownTicks: Int64?
    /// The permitted maximum for our bid; nil where none applies.
    public var permittedTicks: Int64?

    public init(time: SessionTime, ownTicks: Int64?, permittedTicks: Int64?) {
        self.time = time
        self.ownTicks = ownTicks
        self.permittedTicks = permittedTicks
    }
}

/// Time quoted with own spread / permitted maximum in `lowerPercent ..< upperPercent`.
///
/// The bucket that ends at 100 includes 100 %: a spread at the maximum still counts.
public struct SpreadShareBucket: Hashable, Sendable {
    public var lowerPercent: Int
    /// Nil: no upper end.
    public var upperPercent: Int?
    public var nanoseconds: Int64

    public init(lowerPercent: Int, upperPercent: Int?, nanoseconds: Int64) {
        self.lowerPercent = lowerPercent
        self.upperPercent = upperPercent
        self.nanoseconds = nanoseconds
    }
}
