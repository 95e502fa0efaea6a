/// How a rule's figures are joined over contracts before they are judged.
public struct GroupRule: Hashable, Sendable {
    public var over: Scope
    public var operation: Operation

    public init(over: Scope, operation: Operation) {
        self.over = over
        self.operation = operation
    }

    /// Each contract by itself.
    public static let contract = GroupRule(over: .contract, operation: .ratioOfSums)

    public enum Scope: String, Hashable, Sendable, CaseIterable {
        case contract, underlying, participant
    }

    /// Σ numerators / Σ denominators, or the mean of the ratios with a denominator.
    public enum Operation: String, Hashable, Sendable, CaseIterable {
        case ratioOfSums, meanOfRatios
    }
}

/// How days become the period a rule is judged over (CN-FUND-01, EU-RTS8-01, NSE-01).
public struct PeriodRule: Hashable, Sendable {
    public var length: Length
    public var operation: Operation
    /// What a day without any obligation is to the period (A15).
    public var emptyDay: EmptyDay
    /// With fewer requests or occurrences in the period there is no duty; 0 = always.
    public var sampleMin: Int64

    public init(
        length: Length, operation: Operation, emptyDay: EmptyDay = .skip, sampleMin: Int64 = 0
    ) {
        self.length = length
        self.operation = operation
        self.emptyDay = emptyDay
        self.sampleMin = sampleMin
    }

    /// Judged each day.
    public static let day = PeriodRule(length: .day, operation: .each)

    public enum Length: String, Hashable, Sendable, CaseIterable {
        case day, month, quarter
    }

    public enum Operation: Hashable, Sendable {
        /// Every day must pass.
        case each
        case meanOfRatios
        case ratioOfSums
        /// So large a share of the period's days must pass, rounded to whole days (A16).
        case passingDays(share: Ratio, rounding: Rounding)
    }

    public enum Rounding: String, Hashable, Sendable, CaseIterable {
        case up, down
    }

    public enum EmptyDay: String, Hashable, Sendable, CaseIterable {
        case skip, countAsPassed, countAsMissed
    }
}
