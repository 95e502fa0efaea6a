/// One contract's day under one presence rule: time and samples by class.
public struct PresenceTotals: Hashable, Sendable, BitwiseCopyable {
    var met = Share()
    var notMet = Share()
    /// Exempt time that leaves the denominator.
    var removed = Share()
    /// Exempt time that counts as fulfilled.
    var deemed = Share()
    var unknown = Share()

    /// Time with a valid quote, in nanoseconds.
    public var metNanoseconds: Int64 { met.nanoseconds }
    public var notMetNanoseconds: Int64 { notMet.nanoseconds }
    public var exemptNanoseconds: Int64 { removed.nanoseconds + deemed.nanoseconds }
    public var unknownNanoseconds: Int64 { unknown.nanoseconds }
    /// The four classes together: all continuous time so far.
    public var sessionNanoseconds: Int64 {
        metNanoseconds + notMetNanoseconds + exemptNanoseconds + unknownNanoseconds
    }

    /// Share by time; unknown counts as not met, or as met in the best case.
    public func timeWeighted(bestCase: Bool = false) -> Ratio {
        ratio(\.nanoseconds, bestCase)
    }

    /// Share by sample instants; unknown counts as not met, or as met in the best case.
    public func sampled(bestCase: Bool = false) -> Ratio {
        ratio(\.samples, bestCase)
    }

    /// The figure a rule is judged by.
    public func value(_ headline: PresenceRule.Headline, bestCase: Bool = false) -> Ratio {
        switch headline {
        case .timeWeighted: timeWeighted(bestCase: bestCase)
        case .sampled: sampled(bestCase: bestCase)
        }
    }

    /// The figure with exempt time treated in one way, whatever the rule says (A7).
    public func value(
        _ headline: PresenceRule.Headline, exempt treatment: ExemptTreatment,
        bestCase: Bool = false
    ) -> Ratio {
        let measure: KeyPath<Share, Int64> =
            headline == .timeWeighted ? \.nanoseconds : \.samples
        let exempt = removed[keyPath: measure] + deemed[keyPath: measure]
        let credited = treatment == .deemed ? exempt : 0
        let open = unknown[keyPath: measure]
        return Ratio(
            met[keyPath: measure] + credited + (bestCase ? open : 0),
            met[keyPath: measure] + credited + notMet[keyPath: measure] + open)
    }

    private func ratio(_ measure: KeyPath<Share, Int64>, _ bestCase: Bool) -> Ratio {
        let fulfilled = met[keyPath: measure] + deemed[keyPath: measure]
        let open = unknown[keyPath: measure]
        return Ratio(
            fulfilled + (bestCase ? open : 0), fulfilled + notMet[keyPath: measure] + open)
    }
}

/// What exempt time may do to a figure.
public enum ExemptTreatment: String, Hashable, Sendable, CaseIterable, Codable {
    /// It leaves the denominator.
    case removed
    /// It counts as fulfilled.
    case deemed
}
