import Market
import Obligations
import Settings

/// `obligato obligations --quotes`: the figures of another system's log as text or JSON.
public struct QuoteLogView {
    private let audit: QuoteLogAudit
    private let contract: OptionContract?
    private let isExplained: Bool

    public init(_ settings: QuoteLogSettings, contract name: String?, explained: Bool) throws {
        audit = try QuoteLogAudit(settings, withIntervals: explained)
        isExplained = explained
        if let name {
            guard let found = audit.directory.contract(tradingCode: name) else {
                throw SettingsError(
                    file: settings.quotes, line: 0, path: "--contract",
                    problem: "\"\(name)\" is not in the log",
                    accepted: audit.directory.contracts.prefix(3).map(\.tradingCode)
                        .joined(separator: ", ") + ", …")
            }
            contract = found
        } else {
            contract = nil
        }
    }

    /// Whether the log has any row: without one there are no figures.
    public var hasEvents: Bool { audit.rows > 0 }

    public static let noEvents = "no events: nothing is met 日志无报价事件,义务均未履行"

    private struct Document: Encodable {
        struct Log: Encodable {
            let file: String
            let engine: String
            let rows: Int64
            let skipped_rows: Int
            let known_until_ns: Int64
            let outage_over_ns: Int64
            let contracts: [Contract]
        }
        struct Contract: Encodable {
            let contract: String
            let rows: Int64
            let outages: Int64
            let longest_outage_ns: Int64
        }
        let date: String?
        let rulePack: ObligationReport.Pack
        let rules: [ObligationReport.Row]
        let quote_log: Log
        let intervals: [LoggedInterval]?
        let notes: [String]
    }

    public func json() throws -> String {
        let shown = zip(audit.directory.contracts, audit.outages).filter {
            contract == nil || $0.0.index == contract?.index
        }
        return try JSONText.text(
            Document(
                date: audit.settings.day?.description, rulePack: audit.report.rulePack,
                rules: hasEvents ? rows : [],
                quote_log: Document.Log(
                    file: audit.settings.quotes, engine: audit.engine, rows: audit.rows,
                    skipped_rows: audit.skipped, known_until_ns: audit.knownUntil.nanoseconds,
                    outage_over_ns: audit.settings.outageOver.nanoseconds,
                    contracts: shown.map { contract, outages in
                        Document.Contract(
                            contract: contract.tradingCode, rows: outages.rows,
                            outages: outages.count,
                            longest_outage_ns: outages.longestNanoseconds)
                    }), intervals: isExplained ? intervals : nil, notes: notes))
    }

    public func text() -> String {
        var lines = [
            "\(audit.settings.quotes)  \(audit.rows) rows  "
                + "\(audit.directory.contracts.count) contracts  "
                + "\(audit.report.rulePack.id) \(audit.report.rulePack.version)"
        ]
        if !audit.report.rulePack.placeholders.isEmpty {
            lines.append(
                "figures rest on placeholder thresholds 部分阈值为占位值: "
                    + audit.report.rulePack.placeholders.joined(separator: ", "))
        }
        lines += rows.filter { contract != nil || $0.contract == nil || isSmall }
            .map { ObligationLine.text($0) }
        if contract == nil, !isSmall { lines += summary }
        let outages = audit.outages.reduce(0) { $0 + $1.count }
        let longest = audit.outages.map(\.longestNanoseconds).max() ?? 0
        lines.append(
            "without a valid quote for over \(ObligationLine.seconds(audit.settings.outageOver.nanoseconds)): "
                + "\(outages) times, longest \(ObligationLine.seconds(longest))")
        if isExplained { lines += intervals.map(\.text) }
        return (lines + notes).joined(separator: "\n")
    }

    /// How many contracts pass, and those furthest below their bar.
    private var summary: [String] {
        let judged = audit.report.contractPresence.filter { $0.pass != nil }
        let passed = judged.filter { $0.pass == true }.count
        let worst = judged.enumerated().sorted {
            let (a, b) = ($0.element.value.millionths ?? 0, $1.element.value.millionths ?? 0)
            return a == b ? $0.offset < $1.offset : a < b
        }
        return [
            "presence: \(passed) of \(judged.count) contracts pass; the lowest follow, --contract "
                + "or --json shows any 持续报价达标合约"
        ] + worst.prefix(5).map { ObligationLine.text($0.element) }
    }

    /// A handful of contracts is shown one by one.
    private var isSmall: Bool { audit.directory.contracts.count <= 12 }

    private var rows: [ObligationReport.Row] {
        guard let contract else { return audit.report.rules }
        return audit.report.rules.filter { $0.contract == contract.tradingCode }
    }

    private var intervals: [LoggedInterval] {
        guard let contract, let ledger = audit.ledger, ledger.presenceRules > 0 else { return [] }
        return ledger.intervals(of: contract.index).map { LoggedInterval($0) }
    }

    /// What the figures do not rest on, said plainly.
    private var notes: [String] {
        guard hasEvents else { return [Self.noEvents] }
        var notes: [String] = []
        let settings = audit.settings
        let end = settings.session.continuousSpans.last?.end ?? audit.knownUntil
        if audit.knownUntil < end {
            notes.append(
                "unknown from \(audit.knownUntil) to \(end): the log ends there; --complete if it "
                    + "does not, or --until")
        }
        if audit.skipped > 0 {
            let first = audit.firstSkipped.map { "; the first: \($0)" } ?? ""
            notes.append("\(audit.skipped) rows skipped\(first)")
        }
        if settings.instruments == nil {
            notes.append(
                "no --instruments: 0 days to expiry for every contract, one underlying, no price "
                    + "limits")
        }
        for rule in audit.pack.rules { notes += self.notes(on: rule) }
        return notes
    }

    private func notes(on rule: ObligationRule) -> [String] {
        if let reason = rule.unevaluated { return ["\(rule.id): not judged (\(reason))"] }
        guard QuoteLogReport.judges(rule.kind) else {
            return ["\(rule.id): not judged (kind \(rule.kind.name) needs more than a quote log)"]
        }
        let settings = audit.settings
        switch rule.kind {
        case .presence(let presence):
            var notes: [String] = []
            if presence.validity.fillGrace > .zero, settings.fills == nil {
                notes.append("\(rule.id): no fill grace, no --fills")
            }
            for exemption in presence.exemptions {
                switch exemption.trigger {
                case .phase where settings.phases == nil:
                    notes.append("\(rule.id): exemption \(exemption.id) not applied, no --phases")
                case .marketAtLimit where settings.bbo == nil || settings.instruments == nil:
                    notes.append(
                        "\(rule.id): exemption \(exemption.id) not applied, no --bbo with "
                            + "--instruments")
                default: continue
                }
            }
            return notes
        case .rfqResponse:
            if settings.rfqs == nil { return ["\(rule.id): no figure, no --rfqs"] }
            return settings.fills == nil
                ? ["\(rule.id): a hold that a fill cut short counts as not held, no --fills"] : []
        default: return []
        }
    }
}
