import Market
import Risk
import Settings
import Wire

/// Limits, requests and previews in plain words.
enum LimitsText {
    /// One limit's old and new value; nil is not set.
    typealias Change = (name: LimitName, old: Int64?, new: Int64?)

    static func values(_ entries: [LimitRecord.Entry]) throws(SettingsError) -> [Change] {
        var changes: [Change] = []
        for entry in entries {
            guard let name = LimitName(rawValue: entry.limitCode) else {
                throw SettingsError(
                    file: "limits", line: 0, path: "", problem: "limit \(entry.limitCode)",
                    accepted: "the build that runs the desk")
            }
            changes.append(
                (
                    name, entry.flags & 1 == 0 ? nil : entry.old,
                    entry.flags & 2 == 0 ? nil : entry.new
                ))
        }
        return changes
    }

    static func value(_ value: Int64?) -> String { value.map { "\($0)" } ?? "none" }

    /// Zero is "not", as in every time of a record.
    static func time(_ time: SessionTime) -> String? {
        time.nanoseconds == 0 ? nil : "\(time)"
    }

    /// A request as it was made, and what became of it.
    static func request(
        _ head: LimitRecord, _ entries: [LimitRecord.Entry], withOutcome: Bool = true
    ) -> [String] {
        var lines = [
            "request \(head.requestID)"
                + (head.isEmergency == 1 ? ", emergency," : "")
                + " by \(head.maker.text) at \(head.madeAt): \(head.reason.text)"
        ]
        for (name, old, new) in (try? values(entries)) ?? [] {
            lines.append("  \(name.name) \(value(old)) → \(value(new)) \(name.unit)")
        }
        lines.append(
            "  effective \(time(head.effective) ?? "at once"), "
                + "expires \(time(head.expires) ?? "never")")
        guard withOutcome else { return lines }
        var outcome = "  \(head.status)"
        if let decided = time(head.decidedAt) { outcome += ", decided \(decided)" }
        if !head.checker.text.isEmpty { outcome += " by \(head.checker.text)" }
        if let began = time(head.inForceAt) { outcome += ", in force \(began)" }
        if let ended = time(head.endedAt) { outcome += ", ended \(ended)" }
        lines.append(outcome)
        if !head.hash.text.isEmpty {
            lines.append("  preview \(head.hash.text) of \(head.records) records")
        }
        return lines
    }

    /// What holds, what held in the morning, what is used of it.
    static func limits(_ entries: [LimitReply.Entry]) -> [String] {
        var lines = [row(["limit", "in force", "at the start", "used", "unit"])]
        for entry in entries {
            guard let name = LimitName(rawValue: entry.limitCode) else { continue }
            let isExceeded =
                entry.flags & 5 == 5 && entry.used > entry.value && !name.isTighterAbove
            lines.append(
                row([
                    name.name, entry.flags & 1 == 0 ? "none" : "\(entry.value)",
                    entry.flags & 2 == 0 ? "none" : "\(entry.first)",
                    entry.flags & 4 == 0 ? "–" : "\(entry.used)",
                    name.unit + (isExceeded ? "  ABOVE: nothing that adds passes" : ""),
                ]))
        }
        return lines
    }

    private static func row(_ cells: [String]) -> String {
        let widths = [30, 14, 14, 14]
        return zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: max(1, width - cell.count))
        }.joined() + cells[cells.count - 1]
    }

    // MARK: previews

    /// Contracts named in a preview's text; the sum is over all.
    private static let lossesMax = 10

    static func figures(_ figures: LimitFigures, _ directory: InstrumentDirectory) -> [String] {
        let old = figures.old
        let new = figures.new
        var lines = [pair("", "as it was", "under it")]
        lines.append(pair("instructions passed", old.accepted, new.accepted))
        lines.append(pair("refused", old.refusedTotal, new.refusedTotal))
        let codes = Set((old.refused + new.refused).map(\.code.rawValue)).sorted()
        for raw in codes {
            let code = RefusalCode(rawValue: raw)
            lines.append(pair("  \(code)", old.refused(code), new.refused(code)))
        }
        lines += [
            pair("worst delta, shares", old.deltaShares, new.deltaShares),
            pair("worst gamma, shares for 1 %", old.gammaShares, new.gammaShares),
            pair("worst vega, yuan a point", old.vegaYuan, new.vegaYuan),
            pair(
                "worst position, one contract", old.positionPerContract, new.positionPerContract),
            pair(
                "worst position, one direction", old.positionPerDirection, new.positionPerDirection),
            pair("worst position, all", old.positionTotal, new.positionTotal),
            pair("worst hedge, shares of one ETF", old.hedgeShares, new.hedgeShares),
            "quotes that passed and would be refused: \(figures.newlyRefused)",
            "quotes that were refused and would pass: \(figures.newlyPassed)",
            "hedges that passed and would be refused: \(figures.newlyRefusedHedges)",
            "hedges that were refused and would pass: \(figures.newlyPassedHedges)",
            "presence lost: \(seconds(figures.lost)) s over \(figures.losses.count) contracts",
        ]
        let worst = figures.losses.sorted {
            ($1.lost, $0.contract.value) < ($0.lost, $1.contract.value)
        }
        for loss in worst.prefix(lossesMax) {
            let code = directory.contracts[loss.contract.int].tradingCode
            lines.append("  \(code) \(seconds(loss.lost)) s, \(loss.refused) quotes")
        }
        if worst.count > lossesMax { lines.append("  and \(worst.count - lossesMax) more") }
        return lines
    }

    private static func pair<Old: CustomStringConvertible, New: CustomStringConvertible>(
        _ name: String, _ old: Old, _ new: New
    ) -> String {
        func right(_ text: String) -> String {
            String(repeating: " ", count: max(0, 16 - text.count)) + text
        }
        return name + String(repeating: " ", count: max(0, 32 - name.count))
            + right(old.description) + right(new.description)
    }

    /// Milliseconds, cut.
    static func seconds(_ span: TimeSpan) -> String {
        let milliseconds = span.nanoseconds / 1_000_000
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
