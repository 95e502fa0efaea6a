/// What units come to under one operation, worst case, best case, and on record only.
struct PeriodOutcome {
    var value = ExactRatio.none
    var best = ExactRatio.none
    var recorded = ExactRatio.none
    var counts = PeriodFigure.Counts()
    var needed: Int64?
    var verdict = PeriodFigure.Verdict.measured
    var bestVerdict = PeriodFigure.Verdict.measured
    /// Requests or occurrences on record.
    private var samples = BigNatural.zero
    private let operation: PeriodRule.Operation
    /// Whether any day was judged: kinds that carry their own bars.
    private let hasVerdicts: Bool

    init(_ units: [PeriodFigure.Day], terms: PeriodTerms, operation: PeriodRule.Operation) {
        self.operation = operation
        hasVerdicts = units.contains { $0.pass != nil }
        for unit in units { count(unit, terms.period.emptyDay) }
        switch operation {
        case .meanOfRatios: means(units, terms)
        case .ratioOfSums: sums(units, terms)
        case .each: shareOfDays()
        case .passingDays(let share, let rounding):
            shareOfDays()
            needed = Self.days(counts.obliged, share, rounding)
        }
        judge(terms)
    }

    /// Verdicts anew from the figures.
    mutating func judge(_ terms: PeriodTerms) {
        verdict = judged(value, passed: counts.passed, terms)
        bestVerdict = judged(best, passed: counts.passedBest, terms)
    }

    private mutating func count(_ unit: PeriodFigure.Day, _ emptyDay: PeriodRule.EmptyDay) {
        if unit.isMissing {
            counts.missing += 1
            counts.obliged += 1
            counts.passedBest += 1
            return
        }
        samples = samples + unit.value.den
        guard unit.value.hasDenominator else {
            counts.empty += 1
            if emptyDay != .skip { counts.obliged += 1 }
            if emptyDay == .countAsPassed {
                counts.passed += 1
                counts.passedBest += 1
            }
            return
        }
        counts.obliged += 1
        if unit.pass == true { counts.passed += 1 }
        if unit.passBest == true { counts.passedBest += 1 }
    }

    private mutating func means(_ units: [PeriodFigure.Day], _ terms: PeriodTerms) {
        var sums = (value: RatioSum(), best: RatioSum(), recorded: RatioSum())
        let (good, bad) = Self.ends(terms)
        for unit in units {
            if unit.isMissing {
                sums.value.add(bad)
                sums.best.add(good)
            } else if unit.value.hasDenominator {
                sums.value.add(unit.value)
                sums.best.add(unit.best)
                sums.recorded.add(unit.value)
            } else if terms.period.emptyDay != .skip {
                let counted = terms.period.emptyDay == .countAsPassed ? good : bad
                sums.value.add(counted)
                sums.best.add(counted)
                sums.recorded.add(counted)
            }
        }
        (value, best, recorded) = (sums.value.mean, sums.best.mean, sums.recorded.mean)
    }

    /// A day without obligation adds nothing to a sum, whatever the pack says of such days.
    private mutating func sums(_ units: [PeriodFigure.Day], _ terms: PeriodTerms) {
        let (good, bad) = Self.ends(terms)
        for unit in units {
            if unit.isMissing {
                value = value.joined(ExactRatio(unit.presumed * bad.num, unit.presumed))
                best = best.joined(ExactRatio(unit.presumed * good.num, unit.presumed))
            } else {
                value = value.joined(unit.value)
                best = best.joined(unit.best)
                recorded = recorded.joined(unit.value)
            }
        }
    }

    private mutating func shareOfDays() {
        func ratio(_ passed: Int64, _ days: Int64) -> ExactRatio {
            ExactRatio(BigNatural(passed.magnitude), BigNatural(days.magnitude))
        }
        value = ratio(counts.passed, counts.obliged)
        best = ratio(counts.passedBest, counts.obliged)
        recorded = ratio(counts.passed, counts.obliged - counts.missing)
    }

    private func judged(_ figure: ExactRatio, passed: Int64, _ terms: PeriodTerms)
        -> PeriodFigure.Verdict
    {
        if terms.period.sampleMin > 0,
            samples < BigNatural(terms.period.sampleMin.magnitude)
        {
            return .belowSample
        }
        switch operation {
        case .meanOfRatios, .ratioOfSums:
            guard let threshold = terms.threshold else { return .measured }
            guard let met = threshold.isMet(by: figure) else { return .noObligation }
            return met ? .pass : .fail
        case .each, .passingDays:
            guard terms.threshold != nil || hasVerdicts else { return .measured }
            guard counts.obliged > 0 else { return .noObligation }
            return passed >= (needed ?? counts.obliged) ? .pass : .fail
        }
    }

    /// A fully met day and a fully missed one, as figures: where a bar is an upper limit, low is good.
    private static func ends(_ terms: PeriodTerms) -> (good: ExactRatio, bad: ExactRatio) {
        let one = ExactRatio(.one, .one)
        let zero = ExactRatio(.zero, .one)
        switch terms.threshold?.comparator ?? .atLeast {
        case .atLeast, .above: return (one, zero)
        case .atMost, .below: return (zero, one)
        }
    }

    /// So large a share of so many days, in whole days (A16).
    private static func days(_ count: Int64, _ share: Ratio, _ rounding: PeriodRule.Rounding)
        -> Int64
    {
        guard share.num >= 0, share.den > 0 else { return count }
        let product = BigNatural(share.num.magnitude) * count.magnitude
        let part = product.divided(by: share.den.magnitude)
        let whole = part.quotient.word.flatMap { Int64(exactly: $0) } ?? count
        return whole + (part.remainder > 0 && rounding == .up ? 1 : 0)
    }
}

extension Int64 {
    /// The sum, or the end of the range where it does not fit.
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}

extension ObligationReport.Times {
    func adding(_ other: Self) -> Self {
        ObligationReport.Times(
            session: session.addingSaturated(other.session), met: met.addingSaturated(other.met),
            notMet: notMet.addingSaturated(other.notMet),
            exempt: exempt.addingSaturated(other.exempt),
            unknown: unknown.addingSaturated(other.unknown))
    }
}

extension ObligationReport.RequestCounts {
    func adding(_ other: Self) -> Self {
        var sum = self
        for field in [
            \Self.requests, \.inadmissible, \.answered, \.late, \.heldShort, \.missed, \.unknown,
            \.pending,
        ] {
            sum[keyPath: field] = sum[keyPath: field].addingSaturated(other[keyPath: field])
        }
        return sum
    }
}
