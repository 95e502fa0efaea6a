import Market
import Obligations
import Settings
import Tracker

/// `obligato obligations DIR --rules … --set … --circumstances …`: the day's record under other rules, or with
/// exemptions granted afterwards, beside its own figures.
public struct RuleComparison {
    private static let note =
        "the quotes are those of the record: what the desk would have quoted under the other rules, "
        + "a backtest says 报价不变,仅换规则"

    private let comparison: ObligationComparison
    private let settings: [RuleSetting]
    private let circumstances: [CircumstanceInterval]
    private let pack: RulePack
    private let contract: String?

    /// `rules`: a bundled name or a YAML file, nil = the day's own pack. `settings`: `RULE/path=value`.
    /// `circumstances`: a file of what was declared or granted after the day, each entry with its source.
    public init(
        _ record: DayRecord, rules: String?, settings: [String], circumstances: String? = nil,
        contract: String?
    ) throws {
        self.circumstances =
            try circumstances.map { file in
                try DeclaredCircumstance.load(
                    yaml: try TextFile.read(file), file: file, requiresSource: true
                ).map { try $0.interval(in: record.directory) }
            } ?? []
        self.settings = try settings.map { try RuleSetting($0) }
        let other = try RulePackShelf.pack(
            named: rules ?? record.desk.rules, settings: self.settings)
        pack = other
        let cores = try record.trackerCores(
            under: [record.plan.pack, other],
            told: record.plan.circumstances + self.circumstances)
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
        lines += circumstances.map { "declared afterwards 事后豁免: \($0.text)\(effect(of: $0))" }
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
        return [line] + change(of: row).map { "    " + $0 }
    }

    /// What moved between the classes, other less own; nothing where no time did.
    private func change(of row: ObligationComparison.Row) -> [String] {
        var lines: [String] = []
        if let change = row.times {
            let parts = [
                ("met 达标", change.met), ("not met 未达标", change.notMet),
                ("exempt 豁免", change.exempt), ("unknown 未知", change.unknown),
            ].filter { $0.1 != 0 }
            if !parts.isEmpty {
                lines.append(
                    "change 变动: "
                        + parts.map { "Δ \($0.0) \(span($0.1))" }
                        .joined(separator: ", "))
            }
        }
        if !circumstances.isEmpty, row.differs, let treatments = row.other?.treatments {
            lines.append(
                "exempt time removed 剔除 \(range(treatments.removed)), deemed fulfilled 视同达标 "
                    + range(treatments.deemed))
        }
        return lines
    }

    /// To the millisecond; what is less in nanoseconds, for it is not nothing.
    private func span(_ nanoseconds: Int64) -> String {
        guard abs(nanoseconds) < 1_000_000 else { return FigureText.signedSeconds(nanoseconds) }
        return "\(nanoseconds > 0 ? "+" : "")\(nanoseconds) ns"
    }

    private func range(_ range: ObligationReport.Treatments.Range) -> String {
        range.worst == range.best
            ? FigureText.percent(range.worst)
            : "\(FigureText.percent(range.worst))…\(FigureText.percent(range.best))"
    }

    /// Said where a pack's rules take no notice of what was declared.
    private func effect(of circumstance: CircumstanceInterval) -> String {
        let rules = pack.rules(exemptedBy: circumstance.kind)
        return rules.isEmpty
            ? " (no rule of the pack exempts it)" : " (\(rules.joined(separator: ", ")))"
    }

    // MARK: JSON

    private struct Document: Encodable {
        let date: String
        let note: String
        let own: ObligationReport.Pack
        let other: ObligationReport.Pack
        let set: [String]
        let circumstances: [Declared]?
        let verdict_changes: Int
        let rows: [Line]
    }

    private struct Declared: Encodable {
        let text: String
        let from_ns: Int64
        let to_ns: Int64
        let source: String
        let rules: [String]
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
                circumstances: circumstances.isEmpty
                    ? nil
                    : circumstances.map {
                        Declared(
                            text: $0.text, from_ns: $0.from.nanoseconds, to_ns: $0.to.nanoseconds,
                            source: $0.source, rules: pack.rules(exemptedBy: $0.kind))
                    },
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
