import Market

/// Looks for the intervals that explain the difference to the exchange's figure, and ranks what it finds.
///
/// Explanations that leave nothing open come first: every interval of one kind before single intervals,
/// single ones before pairs, and within a form boundary cases before the rest. Those that leave something
/// open follow by what they leave.
struct DisputeRanking {
    static let explanationsMax = 8
    /// Pairs are looked for among so many intervals of the largest effect.
    static let pairedMax = 300
    static let setMax = 16

    private let target: FigureTarget
    private let met: Int64
    private let obliged: Int64
    private let candidates: [DisputedInterval]
    private let unexplained: Int64

    init(
        _ figure: ExchangeFigure, met: Int64, obliged: Int64, candidates: [DisputedInterval]
    ) {
        target = FigureTarget(figure: figure)
        self.met = met
        self.obliged = obliged
        self.candidates = candidates.filter { $0.metChange != 0 || $0.obligedChange != 0 }
        unexplained = target.miss(met: met, obliged: obliged).nanoseconds
    }

    func explanations() -> [DisputeExplanation] {
        let whole = wholeKinds()
        var found = whole + twoKinds(whole)
        let lone = whole.filter { $0.intervals.count == 1 }.map(\.intervals[0])
        found += singles.filter { !lone.contains($0) }.map { explanation(.single, [$0]) }
        found += pairs()
        if let set = set() { found.append(set) }
        let ranked = found.filter { $0.residualNanoseconds < unexplained }.enumerated().sorted {
            let (a, b) = ($0.element, $1.element)
            return Self.key(a, $0.offset).lexicographicallyPrecedes(Self.key(b, $1.offset))
        }
        // Where something explains it all, half an explanation is noise; one set of intervals is told once.
        let isAnyComplete = ranked.first?.element.isComplete == true
        var told: [DisputeExplanation] = []
        for (_, next) in ranked where next.isComplete || !isAnyComplete {
            guard told.count < Self.explanationsMax else { break }
            if !told.contains(where: { $0.intervals == next.intervals }) { told.append(next) }
        }
        return told
    }

    private static func key(_ found: DisputeExplanation, _ offset: Int) -> [Int64] {
        let kind = Int64(found.kinds.map(\.rank).max() ?? 0)
        let form = Int64(found.form.rank)
        let treatment = Int64(found.treatments.map(\.rank).max() ?? 0)
        let residual = found.residualNanoseconds
        return found.isComplete
            ? [0, form, kind, residual, treatment, Int64(offset)]
            : [1, residual, form, kind, treatment, Int64(offset)]
    }

    /// All intervals of a kind, treated alike: the exchange reads the rule in another way.
    private func wholeKinds() -> [DisputeExplanation] {
        DisputeKind.allCases.filter { $0 != .absence && $0 != .presence }.flatMap { kind in
            DisputeTreatment.allCases.compactMap { treatment in
                let members = candidates.filter { $0.kind == kind && $0.treatment == treatment }
                return members.isEmpty ? nil : explanation(.wholeKind, members)
            }
        }
    }

    private func twoKinds(_ whole: [DisputeExplanation]) -> [DisputeExplanation] {
        var found: [DisputeExplanation] = []
        for (index, first) in whole.enumerated() {
            for second in whole[(index + 1)...] where first.kinds != second.kinds {
                let met = first.metChange + second.metChange
                let obliged = first.obligedChange + second.obligedChange
                guard
                    isBetter(
                        met, obliged,
                        than: min(first.residualNanoseconds, second.residualNanoseconds))
                else { continue }
                found.append(explanation(.twoKinds, first.intervals + second.intervals))
            }
        }
        return found
    }

    /// Intervals that may stand alone: of those that sampling changes, the ones a sample may miss.
    private var singles: [DisputedInterval] {
        candidates.filter { $0.kind != .sampling || $0.length < .seconds(1) }
    }

    private func pairs() -> [DisputeExplanation] {
        let pool = Array(
            bySize(singles.filter { $0.kind != .absence && $0.kind != .presence })
                .prefix(Self.pairedMax))
        var found: [DisputeExplanation] = []
        for (index, first) in pool.enumerated() {
            for second in pool[(index + 1)...] where !overlap(first, second) {
                let miss = target.miss(
                    met: met + first.metChange + second.metChange,
                    obliged: obliged + first.obligedChange + second.obligedChange)
                guard miss.isHidden, miss.nanoseconds < unexplained else { continue }
                found.append(explanation(.pair, [first, second]))
                if found.count == Self.explanationsMax { return found }
            }
        }
        return found
    }

    /// One after the other, each time the interval that leaves least.
    private func set() -> DisputeExplanation? {
        var chosen: [DisputedInterval] = []
        var rest = singles
        var (met, obliged, left) = (self.met, self.obliged, unexplained)
        while chosen.count < Self.setMax {
            var best: (index: Int, left: Int64)?
            for (index, next) in rest.enumerated() {
                let miss = target.miss(
                    met: met + next.metChange, obliged: obliged + next.obligedChange)
                if miss.nanoseconds < (best?.left ?? left) { best = (index, miss.nanoseconds) }
            }
            guard let best else { break }
            let next = rest[best.index]
            chosen.append(next)
            (met, obliged, left) = (met + next.metChange, obliged + next.obligedChange, best.left)
            rest.removeAll { overlap($0, next) }
            if target.miss(met: met, obliged: obliged).isHidden { break }
        }
        return chosen.count > 1 ? explanation(.set, chosen) : nil
    }

    private func isBetter(_ metChange: Int64, _ obligedChange: Int64, than bar: Int64) -> Bool {
        target.miss(met: met + metChange, obliged: obliged + obligedChange).nanoseconds < bar
    }

    /// One stretch cannot be counted in two other ways at once.
    private func overlap(_ a: DisputedInterval, _ b: DisputedInterval) -> Bool {
        a.date == b.date && a.start < b.end && b.start < a.end
    }

    private func bySize(_ intervals: [DisputedInterval]) -> [DisputedInterval] {
        intervals.enumerated().sorted {
            let (x, y) = (abs($0.element.metChange), abs($1.element.metChange))
            return x == y ? $0.offset < $1.offset : x > y
        }.map(\.element)
    }

    private func explanation(
        _ form: DisputeExplanation.Form, _ intervals: [DisputedInterval]
    ) -> DisputeExplanation {
        let metChange = intervals.reduce(0) { $0 + $1.metChange }
        let obligedChange = intervals.reduce(0) { $0 + $1.obligedChange }
        let miss = target.miss(met: met + metChange, obliged: obliged + obligedChange)
        return DisputeExplanation(
            form: form,
            kinds: DisputeKind.allCases.filter { kind in intervals.contains { $0.kind == kind } },
            treatments: DisputeTreatment.allCases.filter { treatment in
                intervals.contains { $0.treatment == treatment }
            },
            intervals: bySize(intervals), metChange: metChange, obligedChange: obligedChange,
            residualNanoseconds: miss.nanoseconds, isComplete: miss.isHidden)
    }
}
