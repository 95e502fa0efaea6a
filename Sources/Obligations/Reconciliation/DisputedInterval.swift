public import Market

/// What may be seen in two ways in an interval, the likeliest dispute first.
public enum DisputeKind: String, Hashable, Sendable, CaseIterable, Codable {
    /// The spread is exactly the maximum (A1).
    case spreadAtMaximum
    /// A size is exactly the minimum (A2).
    case sizeAtMinimum
    /// Exempt time (A7).
    case exemption
    /// Our record has a hole here.
    case unknown
    /// From a fill until the quote stands again (A3).
    case fillGap
    /// Between a quote that went and the next one.
    case replaceGap
    /// Exact time, or an instant each period (A6).
    case sampling
    /// Any other stretch we count as not met.
    case absence
    /// Any other stretch we count as met.
    case presence

    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How the exchange may have counted an interval.
public enum DisputeTreatment: String, Hashable, Sendable, CaseIterable, Codable {
    case countedAsMet, countedAsNotMet
    /// Exempt time that was obliged to them: met where our quote was valid.
    case exemptionNotApplied
    case deemedFulfilled, removedFromDenominator
    case sampled, exactTime

    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A stretch that the exchange may have counted in another way, and what that would change.
public struct DisputedInterval: Hashable, Sendable {
    public var date: String
    public var kind: DisputeKind
    public var treatment: DisputeTreatment
    public var start: SessionTime
    /// Half-open.
    public var end: SessionTime
    /// The interval of ours, or under the other reading, that it lies in: quote, acknowledgement, price, size.
    public var evidence: ObligationInterval
    /// What the exchange's met time would have more, in nanoseconds of the rule's measure.
    public var metChange: Int64
    /// What its obliged time would have more.
    public var obligedChange: Int64

    public var length: TimeSpan { end - start }
}

/// Intervals which together would make our figure the exchange's.
public struct DisputeExplanation: Hashable, Sendable {
    public var form: Form
    public var kinds: [DisputeKind]
    public var treatments: [DisputeTreatment]
    /// By the size of their effect.
    public var intervals: [DisputedInterval]
    public var metChange: Int64
    public var obligedChange: Int64
    /// What stays unexplained.
    public var residualNanoseconds: Int64
    /// Nothing is left but what the exchange's rounding hides.
    public var isComplete: Bool

    /// How the intervals were chosen, the most telling first.
    public enum Form: String, Hashable, Sendable, CaseIterable, Codable {
        /// Every interval of one kind.
        case wholeKind
        /// Every interval of two kinds.
        case twoKinds
        case single, pair
        /// Picked one after the other, each the one that helps most.
        case set

        var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }
}
