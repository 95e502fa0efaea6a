import Market

/// One rule over one period: rows into lines, lines into units, units into figures.
struct PeriodFold {
    let terms: PeriodTerms
    /// Coverage only: the presence whose contracts are counted.
    let counted: PeriodTerms?
    let label: String
    let days: [(date: TradingDay, report: ObligationReport)]
    let missing: [TradingDay]

    /// What one contract, or one underlying, was each day.
    private struct Line {
        let contract: String?
        let underlying: String
        var rows: [(date: TradingDay, row: ObligationReport.Row)] = []
    }

    private struct Key: Hashable {
        let contract: String?
        let underlying: String
    }

    func figures() -> [PeriodFigure] {
        let lines = lines(of: terms.rule)
        let hasContracts = lines.contains { $0.contract != nil }
        let isJoined =
            terms.group.over == .participant || terms.group.over == .underlying && hasContracts
        var figures = lines.map { line in
            var figure = self.figure(
                units(of: line), basis: .days, contract: line.contract, underlying: line.underlying)
            figure.isJudged = !isJoined
            addSums(of: line, to: &figure)
            return figure
        }
        if isJoined { figures += groups(lines) }
        if let coverage = terms.coverage, let counted {
            let period = coverageFigures(coverage, counted)
            if period.contains(where: \.isJudged) {
                for index in figures.indices { figures[index].isJudged = false }
            }
            figures += period
        }
        return figures
    }

    private func lines(of rule: String) -> [Line] {
        var lines: [Line] = []
        var places: [Key: Int] = [:]
        for day in days {
            let rows = day.report.rules.filter { $0.rule == rule }
            // Where a day is judged by its parts, each part is a unit and the whole day is none.
            let hasParts = rows.contains { $0.part != nil }
            for row in rows where hasParts == (row.part != nil) {
                let key = Key(contract: row.contract, underlying: row.underlying)
                let place = places[key] ?? lines.count
                if place == lines.count {
                    lines.append(Line(contract: row.contract, underlying: row.underlying))
                    places[key] = place
                }
                lines[place].rows.append((day.date, row))
            }
        }
        // A day's own joined row beside its contracts says nothing new.
        return lines.contains { $0.contract != nil } ? lines.filter { $0.contract != nil } : lines
    }

    /// Recorded and missing days in order; a day the contract was not listed on is none (A17).
    private func units(of line: Line) -> [PeriodFigure.Day] {
        var units: [PeriodFigure.Day] = []
        let listed = Set(line.rows.map(\.date))
        var largest = BigNatural.zero
        for (date, row) in line.rows {
            guard let value = ExactRatio(row.value), let best = ExactRatio(row.best) else {
                continue
            }
            largest = max(largest, value.den)
            var unit = PeriodFigure.Day(date: date, value: value, best: best, isMissing: false)
            unit.part = row.part
            // Kinds without one bar have been judged by the day.
            unit.pass = terms.threshold.map { $0.isMet(by: value) } ?? row.pass
            unit.passBest = terms.threshold.map { $0.isMet(by: best) } ?? row.pass
            units.append(unit)
        }
        guard !largest.isZero else { return units }
        for date in missing {
            let before = days.last { $0.date < date }
            let after = days.first { $0.date > date }
            guard [before, after].contains(where: { $0.map { listed.contains($0.date) } ?? false })
            else { continue }
            var unit = PeriodFigure.Day(date: date, value: .none, best: .none, isMissing: true)
            unit.presumed = largest
            units.append(unit)
        }
        return missing.isEmpty ? units : sorted(units)
    }

    /// By date, rows of one date as they came: the order of the standard library's sort is stable.
    private func sorted(_ units: [PeriodFigure.Day]) -> [PeriodFigure.Day] {
        units.enumerated().sorted {
            $0.element.date == $1.element.date
                ? $0.offset < $1.offset : $0.element.date < $1.element.date
        }.map(\.element)
    }

    private func figure(
        _ units: [PeriodFigure.Day], basis: PeriodFigure.Basis, contract: String?,
        underlying: String?
    ) -> PeriodFigure {
        let outcome = PeriodOutcome(units, terms: terms, operation: terms.period.operation)
        return figure(
            outcome, units: units, basis: basis, contract: contract, underlying: underlying)
    }

    private func figure(
        _ outcome: PeriodOutcome, units: [PeriodFigure.Day], basis: PeriodFigure.Basis,
        contract: String?, underlying: String?
    ) -> PeriodFigure {
        var figure = PeriodFigure(
            rule: terms.rule, kind: terms.kind, period: label, contract: contract,
            underlying: underlying, basis: basis, isJudged: true,
            operation: terms.period.operation, threshold: terms.threshold, value: outcome.value,
            best: outcome.best, recorded: outcome.recorded,
            mean: mean(units.map(\.value)), verdict: outcome.verdict,
            bestVerdict: outcome.bestVerdict, days: units, isPlaceholder: terms.isPlaceholder)
        figure.counts = outcome.counts
        figure.daysNeeded = outcome.needed
        return figure
    }

    private func addSums(of line: Line, to figure: inout PeriodFigure) {
        for (_, row) in line.rows {
            if let times = row.times { figure.times = figure.times?.adding(times) ?? times }
            if let causes = row.causes {
                figure.causes = (figure.causes ?? [:]).merging(causes) { $0.addingSaturated($1) }
            }
            if let counts = row.requests {
                figure.requests = (figure.requests ?? .init()).adding(counts)
            }
        }
    }

    // MARK: Groups

    private func groups(_ lines: [Line]) -> [PeriodFigure] {
        guard terms.group.over == .underlying else { return [group(lines, underlying: nil)] }
        var names: [String] = []
        for line in lines where !names.contains(line.underlying) { names.append(line.underlying) }
        return names.map { name in group(lines.filter { $0.underlying == name }, underlying: name) }
    }

    private func group(_ lines: [Line], underlying: String?) -> PeriodFigure {
        let all = lines.map(units)
        let joined = joinedDays(all)
        guard terms.period.operation == .ratioOfSums, terms.group.operation == .meanOfRatios else {
            return figure(joined, basis: .group, contract: nil, underlying: underlying)
        }
        // Σ over days of each contract first, then the mean over contracts.
        let outcomes = all.map { PeriodOutcome($0, terms: terms, operation: .ratioOfSums) }
        var outcome = PeriodOutcome(joined, terms: terms, operation: .ratioOfSums)
        outcome.value = mean(outcomes.map(\.value))
        outcome.best = mean(outcomes.map(\.best))
        outcome.recorded = mean(outcomes.map(\.recorded))
        outcome.judge(terms)
        return figure(
            outcome, units: joined, basis: .group, contract: nil, underlying: underlying)
    }

    private func joinedDays(_ all: [[PeriodFigure.Day]]) -> [PeriodFigure.Day] {
        var byDate: [TradingDay: [PeriodFigure.Day]] = [:]
        for unit in all.joined() { byDate[unit.date, default: []].append(unit) }
        return byDate.sorted { $0.key < $1.key }.map { date, units in
            if units.allSatisfy(\.isMissing) {
                var day = PeriodFigure.Day(date: date, value: .none, best: .none, isMissing: true)
                day.presumed = units.reduce(.zero) { $0 + $1.presumed }
                return day
            }
            var day = PeriodFigure.Day(
                date: date, value: join(units.map(\.value)), best: join(units.map(\.best)),
                isMissing: false)
            day.pass = terms.threshold?.isMet(by: day.value)
            day.passBest = terms.threshold?.isMet(by: day.best)
            return day
        }
    }

    private func join(_ ratios: [ExactRatio]) -> ExactRatio {
        switch terms.group.operation {
        case .ratioOfSums: ratios.reduce(.none) { $0.joined($1) }
        case .meanOfRatios: mean(ratios)
        }
    }

    private func mean(_ ratios: [ExactRatio]) -> ExactRatio {
        var sum = RatioSum()
        for ratio in ratios where ratio.hasDenominator { sum.add(ratio) }
        return sum.mean
    }

    // MARK: Coverage of the period

    /// How many contracts reach the bar with their figure of the whole period (SSE-MM-05).
    private func coverageFigures(_ coverage: CoverageRule, _ presence: PeriodTerms)
        -> [PeriodFigure]
    {
        let measured = PeriodFold(
            terms: presence, counted: nil, label: label, days: days, missing: missing)
        let operation: PeriodRule.Operation =
            presence.period.operation == .ratioOfSums ? .ratioOfSums : .meanOfRatios
        var tallies: [(underlying: String, tally: Tally)] = []
        for line in measured.lines(of: presence.rule) {
            guard let contract = line.contract else { continue }
            let outcome = PeriodOutcome(
                measured.units(of: line), terms: presence, operation: operation)
            let place =
                tallies.firstIndex { $0.underlying == line.underlying } ?? tallies.count
            if place == tallies.count { tallies.append((line.underlying, Tally())) }
            tallies[place].tally.add(contract, outcome, coverage)
        }
        let isJudged =
            terms.period.operation == .ratioOfSums || terms.period.operation == .meanOfRatios
        return tallies.map { underlying, tally in
            var outcome = PeriodOutcome([], terms: terms, operation: .ratioOfSums)
            outcome.value = tally.ratio(tally.met.count)
            outcome.best = tally.ratio(tally.metBest)
            outcome.recorded = tally.ratio(tally.metRecorded)
            outcome.judge(terms)
            outcome.verdict = tally.verdict(tally.met.count, outcome.verdict, coverage)
            outcome.bestVerdict = tally.verdict(tally.metBest, outcome.bestVerdict, coverage)
            var figure = self.figure(
                outcome, units: [], basis: .period, contract: nil, underlying: underlying)
            figure.isJudged = isJudged
            figure.contractsMet = tally.met
            return figure
        }
    }

    private struct Tally {
        var obliged = 0
        var met: [String] = []
        var metBest = 0
        var metRecorded = 0

        mutating func add(
            _ contract: String, _ outcome: PeriodOutcome, _ coverage: CoverageRule
        ) {
            let bar = Threshold(coverage.presenceComparator, coverage.presenceMin)
            guard let reaches = bar.isMet(by: outcome.value) else {
                if coverage.emptyContracts == .countAsMissed { obliged += 1 }
                return
            }
            obliged += 1
            if reaches { met.append(contract) }
            if bar.isMet(by: outcome.best) == true { metBest += 1 }
            if bar.isMet(by: outcome.recorded) == true { metRecorded += 1 }
        }

        /// The share, the lesser bar of all but a few, and the least number of contracts (US-MIAX-01, HKEX-02).
        func verdict(_ count: Int, _ byShare: PeriodFigure.Verdict, _ coverage: CoverageRule)
            -> PeriodFigure.Verdict
        {
            guard obliged > 0, byShare == .pass || byShare == .fail else { return byShare }
            let isEnough =
                byShare == .pass || coverage.allBut.map { count >= obliged - Int($0) } ?? false
            return isEnough && count >= Int(coverage.contractsMin ?? 0) ? .pass : .fail
        }

        func ratio(_ count: Int) -> ExactRatio {
            ExactRatio(BigNatural(UInt64(count)), BigNatural(UInt64(obliged)))
        }
    }
}
