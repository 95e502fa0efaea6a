import Market
import Obligations
import Report

extension BacktestFigures {
    /// The run as its page and tables show it.
    func sheetRun() throws -> BacktestRun {
        let profit = figures.explained
        return BacktestRun(
            name: "\(scenario), seed \(seed)", hash: String(try hash, radix: 16),
            profit: Money(tenThousandths: profit.total),
            parts: [
                .init("Edge", "价差收益", Money(tenThousandths: profit.edge)),
                .init("Delta", "德尔塔", Money(tenThousandths: profit.delta)),
                .init("Gamma", "伽马", Money(tenThousandths: profit.gamma)),
                .init("Vega", "维加", Money(tenThousandths: profit.vega)),
                .init("Theta", "西塔", Money(tenThousandths: profit.theta)),
                .init("Hedging", "对冲", Money(tenThousandths: profit.hedging)),
                .init("Fees", "费用", Money(tenThousandths: 0 &- profit.fees)),
                .init("Unexplained", "未解释", Money(tenThousandths: profit.unexplained)),
            ],
            coverage: ReportedRatio(coverage.num, coverage.den),
            participation: ReportedRatio(participation.num, participation.den),
            requests: ReportedRatio(
                figures.underlyings.reduce(0) { $0 &+ $1.requestsAnswered },
                figures.underlyings.reduce(0) { $0 &+ $1.requestsCounted }),
            fills: figures.counts.fills, contractsTraded: figures.counts.contractsTraded,
            quotes: figures.counts.quotesAccepted, deltaSharesMax: deltaSharesMax,
            vegaMax: Money(tenThousandths: vegaMax), markouts: markouts.map(\.sheetMarkout),
            minutes: minutes.map(\.sheetPoint), presence: presence.map(\.sheetPresence))
    }

    /// A page of this run alone.
    func page() throws -> String { BacktestPage.render(try sheet()) }

    private func sheet() throws -> BacktestSheet {
        let values = settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        return BacktestSheet(
            title: "Obligato backtest · \(strategy) · \(figures.tradingDay)",
            facts: [
                .init("scenario", "场景", scenario), .init("seed", "种子", String(seed)),
                .init("strategy", "策略", strategy),
                .init("settings", "参数", values.isEmpty ? "–" : values),
                .init("rules", "规则", rules),
                .init("version", "版本", Version.text),
                .init("hash", "散列值", String(try hash, radix: 16)),
            ],
            settings: [.init(label: strategy, mark: "1", runs: [try sheetRun()])],
            sessionSpans: BacktestSheet.spans)
    }
}

extension BacktestSheet {
    /// Continuous trading in Shanghai.
    static var spans: [SessionSpan] {
        SessionCalendar.shanghaiOptions.continuousSpans.map {
            SessionSpan(start: $0.start, end: $0.end)
        }
    }
}

extension FillMarkouts.Sum {
    fileprivate var sheetMarkout: BacktestRun.Markout {
        BacktestRun.Markout(
            seconds: seconds, toTheoretical: Money(tenThousandths: toTheoretical),
            contractsToTheoretical: contractsToTheoretical,
            toMiddle: Money(tenThousandths: toMiddle), contractsToMiddle: contractsToMiddle)
    }
}

extension BacktestFigures.Minute {
    fileprivate var sheetPoint: PositionPoint {
        PositionPoint(
            time: SessionTime(nanoseconds: time), netDeltaShares: deltaShares,
            vega: Money(tenThousandths: vega),
            profit: ProfitParts(
                total: Money(tenThousandths: total), edge: Money(tenThousandths: edge),
                holding: Money(tenThousandths: holding), fees: Money(tenThousandths: fees)))
    }
}

extension BacktestFigures.Presence {
    fileprivate var sheetPresence: BacktestRun.Presence {
        BacktestRun.Presence(
            span: SessionSpan(
                start: SessionTime(nanoseconds: start), end: SessionTime(nanoseconds: end)),
            share: ReportedRatio(metNanoseconds, obligedNanoseconds))
    }
}
