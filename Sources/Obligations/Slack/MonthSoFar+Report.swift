import Market

extension MonthSoFar {
    /// Why a period's figures have no budget that could be carried on.
    public enum NoBudget: Error, Hashable, Sendable, CustomStringConvertible {
        case noPresence
        case notByShare(rule: String)

        public var description: String {
            switch self {
            case .noPresence: "the pack has no presence rule, so no slack"
            case .notByShare(let rule):
                "\(rule) judges its days one by one: there is no sum to carry on "
                    + "(accepted: a pack whose first presence rule joins the days of a month or "
                    + "quarter by ratioOfSums or meanOfRatios)"
            }
        }
    }

    /// The latest period's sums under the pack's first presence rule.
    ///
    /// Unknown time is not fulfilled, and a day without a record up to the last on record is a day of which
    /// nothing is.
    public init(_ report: PeriodReport, pack: RulePack) throws(NoBudget) {
        guard let rule = pack.slackRule, case .presence(let presence) = rule.kind else {
            throw .noPresence
        }
        let aggregation: Aggregation
        switch rule.period.operation {
        case .ratioOfSums: aggregation = .ratioOfSums
        case .meanOfRatios: aggregation = .meanOfRatios
        case .each, .passingDays: throw .notByShare(rule: rule.id)
        }
        guard rule.period.length != .day, presence.subPeriods.isEmpty else {
            throw .notByShare(rule: rule.id)
        }
        let figures = report.figures.filter {
            $0.rule == rule.id && $0.contract != nil && $0.basis == .days
        }
        let last = report.days.map(\.date).max()
        let period = last.map { TradingDays.label(of: $0, rule.period.length) }
        let unit = presence.headline == .sampled ? presence.sampling.period.nanoseconds : 1
        var contracts: [String: Days] = [:]
        for figure in figures where figure.period == period {
            guard let code = figure.contract else { continue }
            let days = figure.days.filter { day in last.map { day.date <= $0 } ?? false }
            contracts[code] = Self.sums(days, unit: unit, emptyDay: rule.period.emptyDay)
        }
        let all = (report.days.map(\.date) + report.missing).filter { day in
            TradingDays.label(of: day, rule.period.length) == period
                && last.map { day <= $0 } ?? false
        }
        self.init(
            aggregation: aggregation, contracts: contracts, rule: rule.id,
            length: rule.period.length, days: all.sorted())
    }

    private static func sums(
        _ days: [PeriodFigure.Day], unit: Int64, emptyDay: PeriodRule.EmptyDay
    ) -> Days {
        var sums = Days(count: 0, fulfilled: 0, obliged: 0, ratioBillionths: 0)
        for day in days {
            if day.isMissing {
                let presumed = day.presumed.word.map { Int64(clamping: $0) } ?? 0
                sums.add(Ratio(0, presumed), unit: unit)
            } else if let value = day.value.ratio, value.den > 0 {
                sums.add(value, unit: unit)
            } else if emptyDay != .skip {
                sums.count += 1
                sums.ratioBillionths += emptyDay == .countAsPassed ? 1_000_000_000 : 0
            }
        }
        return sums
    }
}

extension MonthSoFar.Days {
    /// Another day's figure; `unit` nanoseconds a count, parts beyond a day are cut.
    fileprivate mutating func add(_ value: Ratio, unit: Int64) {
        let dayMax: Int64 = 86_400_000_000_000 / unit
        count += 1
        obliged += min(value.den, dayMax) * unit
        fulfilled += min(value.num, value.den, dayMax) * unit
        let share = Int128(value.num) * 1_000_000_000 / Int128(max(1, value.den))
        ratioBillionths += Int64(min(share, 1_000_000_000))
    }
}
