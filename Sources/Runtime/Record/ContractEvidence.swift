import Market
import Obligations
import Tracker

/// One contract's figures opened to their intervals, rule by rule: `obligations --contract C --explain`.
struct ContractEvidence: Encodable {
    /// Every row of the report about the contract.
    let figure: [ObligationReport.Row]
    /// What the figures rest on; under each rule the intervals fill the session to the nanosecond.
    let rules: [RuleEvidence]
    let intervals: [IntervalRow]

    /// One rule's figure under each treatment of exempt time, and the sums of its intervals.
    struct RuleEvidence: Encodable {
        let rule: String
        let pack: String
        let pack_version: Int
        let value: Ratio
        let best: Ratio
        let exempt_removed: Ratio
        let exempt_deemed: Ratio
        /// As if nothing had exempted: met where the quote was valid.
        let exempt_not_applied: Ratio
        let intervals: Int
        let session_ns: Int64
        let met_ns: Int64
        let not_met_ns: Int64
        let exempt_ns: Int64
        let unknown_ns: Int64
        let causes: [String: Int64]
    }

    /// `unexempted`: the same record under the pack without its exemptions.
    init(
        of contract: OptionContract, report: ObligationReport, tracker: TrackerCore,
        unexempted: TrackerCore, opened: Bool
    ) {
        figure = report.rules.filter { $0.contract == contract.tradingCode }
        guard opened else {
            rules = []
            intervals = []
            return
        }
        var rules: [RuleEvidence] = []
        var all: [IntervalRow] = []
        for (index, presence) in tracker.pack.presences.enumerated() {
            let rows = tracker.explainedIntervals(of: contract.index, presence: index).map {
                IntervalRow($0, rule: presence.rule.id, pack: report.rulePack)
            }
            guard let figure = figure.first(where: { $0.rule == presence.rule.id }) else {
                continue
            }
            rules.append(
                RuleEvidence(
                    figure, report.rulePack, rows,
                    notApplied: unexempted.report().rules.first {
                        $0.rule == presence.rule.id && $0.contract == contract.tradingCode
                    }?.value ?? Ratio(0, 0)))
            all += rows
        }
        self.rules = rules
        intervals = all
    }

    var text: [String] {
        rules.flatMap { rule in
            let own = intervals.filter { $0.rule == rule.rule }
            return [rule.heading] + own.map(\.text) + [rule.sums]
        }
    }
}

extension ContractEvidence.RuleEvidence {
    /// The sums are of the intervals themselves, not of the figure they explain.
    init(
        _ figure: ObligationReport.Row, _ pack: ObligationReport.Pack, _ rows: [IntervalRow],
        notApplied: Ratio
    ) {
        func sum(_ state: ObligationClass) -> Int64 {
            rows.filter { $0.state == "\(state)" }.reduce(0) { $0 + $1.length_ns }
        }
        var causes: [String: Int64] = [:]
        for row in rows { if let cause = row.cause { causes[cause, default: 0] += row.length_ns } }
        self.init(
            rule: figure.rule, pack: pack.id, pack_version: pack.version, value: figure.value,
            best: figure.best, exempt_removed: figure.treatments?.removed.worst ?? Ratio(0, 0),
            exempt_deemed: figure.treatments?.deemed.worst ?? Ratio(0, 0),
            exempt_not_applied: notApplied, intervals: rows.count,
            session_ns: rows.reduce(0) { $0 + $1.length_ns }, met_ns: sum(.met),
            not_met_ns: sum(.notMet), exempt_ns: sum(.exempt), unknown_ns: sum(.unknown),
            causes: causes)
    }

    var heading: String {
        var text = "\(rule)  \(pack) \(pack_version): exempt time removed "
        text += "\(FigureText.percent(exempt_removed)), deemed fulfilled "
        text += "\(FigureText.percent(exempt_deemed)), not applied "
        text += "\(FigureText.percent(exempt_not_applied)); worst case "
        text += "\(FigureText.percent(value)), best case \(FigureText.percent(best))"
        return text
    }

    var sums: String {
        var text = "  \(intervals) intervals: \(met_ns) met + \(not_met_ns) not met"
        text += " + \(exempt_ns) exempt + \(unknown_ns) unknown"
        text += " = \(session_ns) ns of session"
        return text
    }
}
