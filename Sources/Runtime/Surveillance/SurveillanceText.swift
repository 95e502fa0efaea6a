import Market
import Surveillance

/// A day's surveillance on one screen.
struct SurveillanceText {
    /// Fees are listed dearest first, so many of them.
    private static let feesMax = 10
    /// Alerts of one rule that are written out; the tables have them all.
    private static let alertsPerRuleMax = 3

    let rules: SurveillanceRules
    let report: SurveillanceReport
    let directory: InstrumentDirectory

    var text: String {
        var lines: [String] = []
        var shown: [String: Int] = [:]
        for alert in report.alerts {
            shown[alert.rule, default: 0] += 1
            if shown[alert.rule, default: 0] <= Self.alertsPerRuleMax { lines += describe(alert) }
        }
        for rule in rules.rules {
            let more = shown[rule.id, default: 0] - Self.alertsPerRuleMax
            if more > 0 { lines.append("… \(more) more of \(rule.id): --json or --csv") }
        }
        lines.append("")
        for row in report.figures { lines.append(describe(row)) }
        lines += fees
        let reached = report.alerts.filter { !$0.isNear }
        lines.append("")
        lines.append(
            "\(rules.rules.count) rules (\(rules.name)): \(reached.count) reached, "
                + "\(report.alerts.count - reached.count) near")
        lines.append("* configured here; the exchange does not publish the number")
        return lines.joined(separator: "\n")
    }

    private func describe(_ alert: Alert) -> [String] {
        let rule = rules.rules.first { $0.id == alert.rule }
        let mark = rule.map { !$0.unpublished.isEmpty || alert.isNear } ?? false ? "*" : ""
        let place = alert.contract.map { " " + SurveillanceTables.name($0, directory) } ?? ""
        let near = alert.isNear ? "near, " : ""
        var head = "\(alert.time)  \(near)\(alert.level.rawValue)  \(alert.rule)\(mark)  "
        head += "\(rule?.title ?? "")  \(alert.subject)\(place)"
        let measures = alert.measures.map { measure in
            measure.name + " \(measure.value)" + (measure.limit.map { " / \($0)" } ?? "")
        }
        var lines = [head, "    " + measures.joined(separator: ", ")]
        guard let first = alert.evidence.first else { return lines }
        lines.append(
            "    evidence: \(alert.evidenceCount) rows, the first \(first.log) log "
                + "\(first.sequence) at \(first.time)")
        return lines
    }

    private func describe(_ row: FlowFigure) -> String {
        var text = "\(row.subject): \(row.messages) messages (\(row.entered) entered, "
        text += "\(row.cancelled) cancelled, \(row.rejected) rejected), \(row.refused) refused, "
        text += "\(row.traded) contracts "
        if row.shares > 0 { text += "and \(row.shares) shares " }
        text += "in \(row.trades) trades; "
        text += "cancelled within a second \(row.fastCancels); peak \(row.peakRolling) in the "
        text += "second to \(row.peakRollingTime), clock second \(row.peakCalendar) "
        return text + "at \(row.peakCalendarTime)"
    }

    private var fees: [String] {
        let applying = report.fees.filter(\.applies)
        guard !applying.isEmpty else { return [] }
        let total = applying.reduce(Money.zero) { $0 + ($1.fee ?? .zero) }
        let unfunded = applying.filter { $0.fee == nil }.count
        var lines = ["", "Excess fee (forecast): \(applying.count) contracts, \(total) yuan"]
        if unfunded > 0 { lines[1] += "; \(unfunded) without a trade: the formula has no value" }
        let dearest = applying.sorted {
            ($1.fee ?? .zero, $0.contract) < ($0.fee ?? .zero, $1.contract)
        }
        for fee in dearest.prefix(Self.feesMax) {
            lines.append(
                "    \(SurveillanceTables.name(fee.contract, directory))  \(fee.cancels) cancels, "
                    + "\(fee.traded) of \(fee.cancelled) contracts: "
                    + (fee.fee.map { "\($0) yuan" } ?? "no value")
                    + (fee.isExempt ? " (market makers relieved)" : ""))
        }
        return lines
    }
}
