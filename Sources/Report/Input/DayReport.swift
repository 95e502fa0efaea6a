public import Market

/// Everything the end-of-day report shows; values only, in the units their names say.
///
/// Totals, causes and worst contracts are added up by the report from `contracts`, so that a total
/// never disagrees with the rows under it.
public struct DayReport: Hashable, Sendable {
    public var header: ReportHeader
    public var processes: [ProcessHealth]
    public var latencies: [LatencyLine]
    /// Continuous trading, in order: the time axis of every chart; the gaps between spans are lunch.
    public var sessionSpans: [SessionSpan]
    /// The heat map's columns, in order; `ContractObligation.buckets` runs along them.
    public var buckets: [SessionSpan]
    /// One row a contract, in any order.
    public var contracts: [ContractObligation]
    public var underlyings: [UnderlyingObligation]
    /// Own spread against the permitted maximum for the contracts worth a look.
    public var spreads: [SpreadSeries]
    /// Time spent at each ratio of own spread to permitted maximum.
    public var spreadDistribution: [SpreadShareBucket]
    public var responses: ResponseRecord
    public var position: [PositionPoint]
    /// One line on the fitted surface: error, age, refusals; nil where none is fitted.
    public var surface: String?
    /// In the order in which they came; nil for a day that was not watched.
    public var alerts: [ReportedAlert]?

    public init(
        header: ReportHeader, processes: [ProcessHealth] = [], latencies: [LatencyLine] = [],
        sessionSpans: [SessionSpan] = [], buckets: [SessionSpan] = [],
        contracts: [ContractObligation] = [], underlyings: [UnderlyingObligation] = [],
        spreads: [SpreadSeries] = [], spreadDistribution: [SpreadShareBucket] = [],
        responses: ResponseRecord = ResponseRecord(), position: [PositionPoint] = [],
        surface: String? = nil, alerts: [ReportedAlert]? = nil
    ) {
        self.header = header
        self.processes = processes
        self.latencies = latencies
        self.sessionSpans = sessionSpans
        self.buckets = buckets
        self.contracts = contracts
        self.underlyings = underlyings
        self.spreads = spreads
        self.spreadDistribution = spreadDistribution
        self.responses = responses
        self.position = position
        self.surface = surface
        self.alerts = alerts
    }
}

/// A half-open stretch of the trading day, `start ..< end`.
public struct SessionSpan: Hashable, Sendable {
    public var start: SessionTime
    public var end: SessionTime

    public init(start: SessionTime, end: SessionTime) {
        self.start = start
        self.end = end
    }

    /// The continuous spans of a calendar cut into pieces of `length`; the last of each span may be shorter.
    ///
    /// A length of zero or less gives the spans uncut.
    public static func buckets(of spans: [SessionSpan], length: TimeSpan) -> [SessionSpan] {
        guard length > .zero else { return spans }
        var buckets: [SessionSpan] = []
        for span in spans {
            var start = span.start
            while start < span.end {
                let end = min(start + length, span.end)
                buckets.append(SessionSpan(start: start, end: end))
                start = end
            }
        }
        return buckets
    }
}
