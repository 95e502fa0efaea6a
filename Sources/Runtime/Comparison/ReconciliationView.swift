import Market
import Obligations
import Settings
import Tracker

/// `obligato obligations DIR… --reconcile FILE.csv`: our figures beside the exchange's.
public struct ReconciliationView {
    /// Intervals printed under one explanation; JSON has all.
    private static let intervalsShown = 5
    private static let explanationsShown = 3

    private let reconciliation: Reconciliation
    private let versions: [String: String]

    public init(folders: [String], file: String, contract: String?) throws {
        var figures = try ExchangeFigureFile.read(file)
        var days: [ReconciledDay] = []
        var versions: [String: String] = [:]
        for path in folders {
            let record = try DayRecord.open(path)
            if let contract {
                let code = try record.contract(named: contract).tradingCode
                figures = figures.filter {
                    record.directory.contract(named: $0.contract)?.tradingCode == code
                }
            }
            let day = try record.reconciledDay()
            guard versions[day.date] == nil else {
                throw SettingsError(
                    file: path, line: 0, path: "", problem: "a second run of \(day.date)",
                    accepted: "one run folder a day")
            }
            versions[day.date] = "\(day.ledger.pack.id) \(day.ledger.pack.version)"
            days.append(day)
        }
        reconciliation = Reconciliation(figures, days: days)
        self.versions = versions
    }

    // MARK: Text

    public func text() -> String {
        let figures = reconciliation.figures
        var lines = [
            "exchange's figures against ours 与交易所数据核对: \(figures.count) figures, "
                + "\(figures.filter(\.agrees).count) agree, "
                + "\(figures.filter(\.changesVerdict).count) with another verdict"
        ]
        for figure in figures where !figure.agrees || figure.changesVerdict {
            lines += describe(figure)
        }
        lines += reconciliation.unmatched.map {
            "line \($0.figure.line): nothing of ours beside it: \($0.problem)"
        }
        let left = reconciliation.unmentioned
        if !left.isEmpty {
            lines.append(
                "\(left.count) obliged contracts are not in the file: "
                    + left.prefix(8).map { "\($0.contract) \($0.date)" }.joined(separator: ", ")
                    + (left.count > 8 ? ", …" : ""))
        }
        return lines.joined(separator: "\n")
    }

    private func describe(_ figure: ReconciledFigure) -> [String] {
        let period =
            figure.dates.count == 1
            ? figure.dates[0] : "\(figure.dates[0])…\(figure.dates[figure.dates.count - 1])"
        var lines = [
            "\(figure.changesVerdict ? "≠" : " ") \(figure.contract) \(period) \(figure.rule) "
                + "(\(figure.pack)): ours \(FigureText.percent(figure.ourValue)) "
                + "\(FigureText.verdict(figure.ourPass)), theirs "
                + "\(FigureText.percent(figure.theirValue)) "
                + "\(FigureText.verdict(figure.theirPass))",
            "    theirs less ours: \(FigureText.points(figure.millionths)), met "
                + "\(FigureText.signedSeconds(figure.theirMet - figure.ourMet)), obliged "
                + FigureText.signedSeconds(figure.theirObliged - figure.ourObliged),
        ]
        if figure.explanations.isEmpty { lines.append("    no interval of ours explains it") }
        for explanation in figure.explanations.prefix(Self.explanationsShown) {
            lines.append("    " + describe(explanation))
            lines += explanation.intervals.prefix(Self.intervalsShown).map {
                "      " + describe($0, figure)
            }
            let more = explanation.intervals.count - Self.intervalsShown
            if more > 0 { lines.append("      … \(more) more") }
        }
        return lines
    }

    private func describe(_ explanation: DisputeExplanation) -> String {
        let kinds = explanation.kinds.map(\.rawValue).joined(separator: " + ")
        let ways = explanation.treatments.map(\.rawValue).joined(separator: ", ")
        let left =
            explanation.isComplete
            ? "explains it" : "leaves \(FigureText.seconds(explanation.residualNanoseconds))"
        return "\(kinds) \(ways) (\(explanation.form.rawValue), \(explanation.intervals.count) "
            + "intervals, met \(FigureText.signedSeconds(explanation.metChange))): \(left)"
    }

    private func describe(_ interval: DisputedInterval, _ figure: ReconciledFigure) -> String {
        let quote = interval.evidence.quote
        let source = interval.evidence.exemption.map {
            "  [\($0), event \(interval.evidence.exemptionSequence ?? 0)]"
        }
        return "\(interval.date) \(interval.start)…\(interval.end)  "
            + "\(FigureText.seconds(interval.length.nanoseconds))  quote "
            + "\(interval.evidence.evidence.quote.value) ack "
            + "\(interval.evidence.evidence.logSequence)  \(quote.bid.ticks)×"
            + "\(quote.bidRemaining.contracts) / \(quote.ask.ticks)×"
            + "\(quote.askRemaining.contracts)  \(figure.rule) \(versions[interval.date] ?? "")"
            + (source ?? "")
    }

    // MARK: JSON

    public func json() throws -> String {
        try JSONText.text(ReconciliationDocument(reconciliation, versions: versions))
    }
}

extension DayRecord {
    /// The day under its own rules and under the other readings of them.
    func reconciledDay() throws -> ReconciledDay {
        let variants = ReconciliationVariant.allCases
        let cores = try trackerCores(
            under: [plan.pack] + variants.map { $0.pack(plan.pack) })
        let ledgers = cores.compactMap(\.ledger)
        guard ledgers.count == variants.count + 1 else {
            throw SettingsError(
                file: folder.path, line: 0, path: "", problem: "the record has no directory",
                accepted: "the folder of a day that began")
        }
        return ReconciledDay(
            ledger: ledgers[0],
            variants: Dictionary(
                uniqueKeysWithValues: zip(variants, ledgers.dropFirst())),
            until: cores[0].knownUntil)
    }
}
