public import Market

/// Continuous two-sided quoting: the share of continuous trading with a valid quote (SSE-MM-02).
public struct PresenceRule: Hashable, Sendable {
    public var sampling: Sampling
    public var headline: Headline
    public var validity: QuoteValidity
    /// In order of precedence: where two apply, the first one names the time.
    public var exemptions: [Exemption]
    /// Parts of the day that must each pass on their own (NSE-01); empty = the day as a whole.
    ///
    /// The day's figure is still there, without a verdict; it is what coverage counts.
    public var subPeriods: [SubPeriod] = []

    public init(
        sampling: Sampling, headline: Headline, validity: QuoteValidity, exemptions: [Exemption]
    ) {
        self.sampling = sampling
        self.headline = headline
        self.validity = validity
        self.exemptions = exemptions
    }

    /// Sample instants: nanoseconds since midnight congruent to `offset` modulo `period`.
    public struct Sampling: Hashable, Sendable {
        public var period: TimeSpan
        public var offset: TimeSpan
        /// What a sample sees of an event at its own instant (A5).
        public var tieOrder: TieOrder

        public init(period: TimeSpan, offset: TimeSpan, tieOrder: TieOrder = .eventsFirst) {
            self.period = period
            self.offset = offset
            self.tieOrder = tieOrder
        }

        public enum TieOrder: String, Hashable, Sendable, CaseIterable {
            case eventsFirst, sampleFirst
        }
    }

    /// Which of the two measures is the figure; the other is reported beside it (A6).
    public enum Headline: String, Hashable, Sendable, CaseIterable {
        case timeWeighted, sampled
    }

    /// A part of the day judged by itself.
    public struct SubPeriod: Hashable, Sendable {
        public var id: String
        public var start: SessionTime
        /// Half-open.
        public var end: SessionTime

        public init(id: String, start: SessionTime, end: SessionTime) {
            self.id = id
            self.start = start
            self.end = end
        }
    }
}

/// The share of an underlying's contracts that reach a presence bar (SSE-MM-05).
public struct CoverageRule: Hashable, Sendable {
    /// The presence rule whose figures are counted.
    public var presence: String
    /// The bar a contract's presence must reach.
    public var presenceMin: Ratio
    public var presenceComparator = Threshold.Comparator.atLeast
    /// What becomes of a contract without any obligation that day (A15).
    public var emptyContracts = EmptyContracts.leaveOut
    /// The lesser of the threshold and "all but this many contracts" is enough (US-MIAX-01: one pair = 2).
    public var allBut: Int32?
    /// At least this many contracts must be met, whatever the share (HKEX: 100 assigned series).
    public var contractsMin: Int32?

    public init(presence: String, presenceMin: Ratio) {
        self.presence = presence
        self.presenceMin = presenceMin
    }

    public enum EmptyContracts: String, Hashable, Sendable, CaseIterable {
        case leaveOut, countAsMissed
    }
}
