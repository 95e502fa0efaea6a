import Market
import Obligations
import Settings
import Tracker

/// `obligato obligations DIR --rules … --set …`: the day's record under other rules, beside its own figures.
public struct RuleComparison {
    private static let note =
        "the quotes are those of the record: what the desk would have quoted under the other rules, "
        + "a backtest says 报价不变,仅换规则"

    private let comparison: ObligationComparison
    private let settings: [RuleSetting]
    private let contract: String?

    /// `rules`: a bundled name or a YAML file, nil = the day's own pack. `settings`: `RULE/path=value`.
    public init(_ record: DayRecord, rules: String?, settings: [String], contract: String?) throws {
        self.settings = try settings.map { try RuleSetting($0) }
        let other = try RulePackShelf.pack(
            named: rules ?? record.desk.rules, settings: self.settings)
        let cores = try record.trackerCores(under: [record.plan.pack, other])
        comparison = ObligationComparison(own: cores[0].report(), other: cores[1].report())
        self.contract = try contract.map { try record.contract(named: $0).tradingCode }
    }

    private var rows: [ObligationComparison.Row] {
        guard let contract else { return comparison.rows }
        return comparison.rows.filter { $0.subject == contract }
    }

    private var otherName: String {
        let pack = comparison.other.rulePack
        return (["\(pack.id) \(pack.version)"] + settings.map(\.description)).joined(
            separator: " + ")
    }

    // MARK: Text

    public func text() -> String {
        let own = comparison.own.rulePack
        var lines = [
            "\(comparison.own.date)  \(own.id) \(own.version)  →  \(otherName)", Self.note,
        ]
        for (name, placeholders) in [
            ("\(own.id) \(own.version)", own.placeholders),
            (otherName, comparison.other.rulePack.placeholders),
        ] where !placeholders.isEmpty {
            lines.append(
                "\(name): figures rest on placeholder thresholds 部分阈值为占位值: "
                    + placeholders.joined(separator: ", "))
        }
        let shown = rows.filter { contract != nil || $0.differs || $0.own?.contract == nil }
        lines += shown.flatMap(describe)
        lines.append(
            "\(rows.filter(\.changesVerdict).count) verdicts change, "
                + "\(rows.filter(\.differs).count) of \(rows.count) figures differ")
        return lines.joined(separator: "\n")
    }

    private func describe(_ row: ObligationComparison.Row) -> [String] {
        let rules = [row.own?.rule, row.other?.rule].compactMap(\.self)
        let name =
            rules.count == 2 && rules[0] == rules[1] ? rules[0] : rules.joined(separator: "→")
        var line =
            "\(row.changesVerdict ? "≠" : " ") \(name) \(row.subject): "
            + "\(FigureText.percent(row.own?.value)) → \(FigureText.percent(row.other?.value)) "
            + "(\(FigureText.points(row.millionths)))"
        line +=
            "  \(row.own.map { FigureText.verdict($0.pass) } ?? "not in the pack")"
            + " → \(row.other.map { FigureText.verdict($0.pass) } ?? "not in the pack")"
        guard let change = row.times, row.differs else { return [line] }
        return [
            line,
            "    met \(FigureText.signedSeconds(change.met))  "
                + "not met \(FigureText.signedSeconds(change.notMet))  "
                + "exempt \(FigureText.signedSeconds(change.exempt))  "
                + "unknown \(FigureText.signedSeconds(change.unknown))",
        ]
    }

    // MARK: JSON

    private struct Document: Encodable {
        let date: String
        let note: String
        let own: ObligationReport.Pack
        let other: ObligationReport.Pack
        let set: [String]
        let verdict_changes: Int
        let rows: [Line]
    }

    private struct Line: Encodable {
        let subject: String
        let changes_verdict: Bool
        let difference_millionths: Int64?
        let difference: Times?
        let own: ObligationReport.Row?
        let other: ObligationReport.Row?
    }

    private struct Times: Encodable {
        let met_ns: Int64
        let not_met_ns: Int64
        let exempt_ns: Int64
        let unknown_ns: Int64
    }

    public func json() throws -> String {
        try JSONText.text(
            Document(
                date: comparison.own.date, note: Self.note, own: comparison.own.rulePack,
                other: comparison.other.rulePack, set: settings.map(\.description),
                verdict_changes: rows.filter(\.changesVerdict).count,
                rows: rows.map { row in
                    Line(
                        subject: row.subject, changes_verdict: row.changesVerdict,
                        difference_millionths: row.millionths,
                        difference: row.times.map {
                            Times(
                                met_ns: $0.met, not_met_ns: $0.notMet, exempt_ns: $0.exempt,
                                unknown_ns: $0.unknown)
                        }, own: row.own, other: row.other)
                }))
    }
}

extension DayRecord {
    /// A contract of the day by trading code, eight-digit code or `#index`.
    func contract(named name: String) throws -> OptionContract {
        guard let found = directory.contract(named: name) else {
            throw SettingsError(
                file: folder.path, line: 0, path: "--contract",
                problem: "\"\(name)\" is not listed on this day",
                accepted: "a trading code such as "
                    + (directory.contracts.first?.tradingCode ?? "–")
                    + ", an eight-digit code, or #0 to #\(directory.contracts.count - 1)")
        }
        return found
    }
}
