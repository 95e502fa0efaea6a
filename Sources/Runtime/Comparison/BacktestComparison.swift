import Foundation
import Market
import Obligations
import Settings
import Tracker

/// `obligato backtest --rules A --rules B --set …`: the same seeded day under each pack, side by side.
///
/// The desk quotes by each pack in turn: figures differ by the rules and by what the desk made of them.
public struct BacktestComparison {
    private static let note =
        "the desk quotes by each pack in turn; the same record under other rules: "
        + "obligato obligations DIR --rules 各规则下重新报价"

    /// One run of the day.
    private struct Variant {
        let label: String
        let rules: String
        let settings: [RuleSetting]
    }

    private let day: DaySettings
    private let variants: [Variant]

    /// The first pack is taken as it is; `settings` apply to the others, or to a second run of the only one.
    public init(_ day: DaySettings, rules: [String], settings texts: [String]) throws {
        self.day = day
        let settings = try texts.map { try RuleSetting($0) }
        let named = rules.isEmpty ? [day.rules] : rules
        var variants = [Variant(label: named[0], rules: named[0], settings: [])]
        let others = named.count == 1 && !settings.isEmpty ? named : Array(named.dropFirst())
        for name in others {
            variants.append(
                Variant(
                    label: ([name] + settings.map(\.description)).joined(separator: " + "),
                    rules: name, settings: settings))
        }
        self.variants = variants
        for variant in variants {
            _ = try RulePackShelf.pack(named: variant.rules, settings: variant.settings)
        }
    }

    /// Runs every variant and prints the table; whether every run holds.
    public func run(asJSON: Bool) throws -> Bool {
        let folder = try emptyFolder()
        var lines: [Line] = []
        for (index, variant) in variants.enumerated() {
            var settings = day
            settings.isSilent = true
            settings.out = "\(folder)/\(index + 1)"
            settings.rules = variant.rules
            if !variant.settings.isEmpty {
                let file = "\(folder)/rules-\(index + 1).yaml"
                try TextFile.write(
                    try RulePackShelf.text(named: variant.rules, settings: variant.settings),
                    to: file)
                settings.rules = file
            }
            let outcome = try Backtest(settings).run()
            let record = try DayRecord.open(outcome.folder)
            lines.append(
                Line(
                    variant.label, variant.settings, try DayFigures(record),
                    try record.trackerCore().report(), outcome))
        }
        print(asJSON ? try JSONText.text(Document(note: Self.note, runs: lines)) : text(lines))
        return lines.allSatisfy(\.holds)
    }

    private func emptyFolder() throws -> String {
        let path = try day.out ?? FreeFolder.next(prefix: "rules-\(day.seed)")
        let files = FileManager.default
        if let content = try? files.contentsOfDirectory(atPath: path), !content.isEmpty {
            throw SettingsError(
                file: path, line: 0, path: "",
                problem: "exists and is not empty; a day's record is never overwritten",
                accepted: "a folder that does not exist yet, or an empty one")
        }
        guard (try? files.createDirectory(atPath: path, withIntermediateDirectories: true)) != nil
        else {
            throw SettingsError(
                file: path, line: 0, path: "", problem: "cannot be created",
                accepted: "a folder in a place that can be written")
        }
        return path
    }

    // MARK: Output

    private struct Document: Encodable {
        let note: String
        let runs: [Line]
    }

    private struct Line: Encodable {
        struct Underlying: Encodable {
            let underlying: String
            let coverage: Ratio
            let coverage_pass: Bool?
            let participation_min: Ratio?
            let participation_mean: Ratio
            let requests_answered: Int64
            let requests_counted: Int64
        }

        let rules: String
        let set: [String]
        let pack: String
        let placeholders: [String]
        let folder: String
        let holds: Bool
        let exchange_difference_ns: Int64?
        let underlyings: [Underlying]
        let profit_and_loss: DayFigures.ProfitAndLoss
        let fills: Int64
        let contracts_traded: Int64

        init(
            _ label: String, _ settings: [RuleSetting], _ figures: DayFigures,
            _ report: ObligationReport, _ outcome: RunOutcome
        ) {
            rules = label
            set = settings.map(\.description)
            pack = "\(report.rulePack.id) \(report.rulePack.version)"
            placeholders = report.rulePack.placeholders
            folder = outcome.folder
            holds = outcome.holds
            exchange_difference_ns = figures.exchangeDifferenceNanoseconds
            profit_and_loss = figures.profitAndLoss
            fills = figures.counts.fills
            contracts_traded = figures.counts.contractsTraded
            underlyings = figures.underlyings.map { figures in
                let worst = report.contractPresence.filter {
                    $0.underlying == figures.underlying && $0.value.den > 0
                }.map(\.value).min { ($0.millionths ?? 0) < ($1.millionths ?? 0) }
                return Underlying(
                    underlying: figures.underlying,
                    coverage: Ratio(figures.contractsMeetingBar, figures.contractsObliged),
                    coverage_pass: figures.coveragePass, participation_min: worst,
                    participation_mean: Ratio(
                        figures.metNanoseconds, figures.obligedNanoseconds),
                    requests_answered: figures.requestsAnswered,
                    requests_counted: figures.requestsCounted)
            }
        }
    }

    private func text(_ lines: [Line]) -> String {
        var rows = [["", "①"] + lines.indices.dropFirst().map { "(\($0 + 1))" }]
        rows[0][1] = "(1)"
        func row(_ name: String, _ cell: (Line) -> String) { rows.append([name] + lines.map(cell)) }
        for (index, underlying) in (lines.first?.underlyings ?? []).enumerated() {
            let name = underlying.underlying
            row("\(name) coverage 合约率") {
                let part = $0.underlyings[index]
                return "\(FigureText.percent(part.coverage)) \(mark(part.coverage_pass))"
            }
            row("\(name) participation min 参与率最低") {
                FigureText.percent($0.underlyings[index].participation_min)
            }
            row("\(name) participation mean 参与率平均") {
                FigureText.percent($0.underlyings[index].participation_mean)
            }
            row("\(name) requests answered 询价回应") {
                let part = $0.underlyings[index]
                return "\(part.requests_answered)/\(part.requests_counted)"
            }
        }
        row("P&L, yuan 损益") { FigureText.yuan($0.profit_and_loss.total) }
        row("  edge") { FigureText.yuan($0.profit_and_loss.edge) }
        row("  holding") { FigureText.yuan($0.profit_and_loss.holding) }
        row("  fees") { FigureText.yuan($0.profit_and_loss.fees) }
        row("fills 成交笔数") { String($0.fills) }
        row("contracts traded 成交张数") { String($0.contracts_traded) }
        row("difference to exchange's score") {
            $0.exchange_difference_ns.map { "\($0) ns" } ?? "no score"
        }
        var text = [
            "seed \(day.seed), scenario \(day.scenario), strategy \(day.strategy)", Self.note,
        ]
        text += lines.enumerated().map { "(\($0 + 1)) \($1.rules)  \($1.folder)" }
        if let placeholders = lines.first?.placeholders, !placeholders.isEmpty {
            text.append("figures rest on placeholder thresholds 部分阈值为占位值")
        }
        return (text + FigureText.table(rows)).joined(separator: "\n")
    }

    private func mark(_ pass: Bool?) -> String { pass.map { $0 ? "✓" : "✗" } ?? "–" }
}
